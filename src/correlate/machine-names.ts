/** Says whether a name that somebody typed is one of a machine's; undefined: it is an address, or says nothing. */
export function namesMachine(typed: string | undefined, names: readonly string[]): boolean | undefined {
  const name = plainName(typed);
  if (name === '' || isAddress(name) || name === 'localhost') return undefined;
  return names.some((own) => isSameName(name, own.toLowerCase()));
}

const plainName = (typed = ''): string => typed.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');

/** The first label of a name that somebody typed: every machine that it names has it. */
export const calledName = (typed: string | undefined): string => shortName(plainName(typed));

/** A short name is meant in whatever domain; two full ones are compared in full. */
function isSameName(a: string, b: string): boolean {
  if (a === b) return true;
  return (!a.includes('.') || !b.includes('.')) && shortName(a) === shortName(b);
}

/** The first label: the name by which Windows logs know other machines. */
export const shortName = (name: string): string => name.toLowerCase().replace(/\..*$/, '');

const isAddress = (name: string): boolean =>
  /^[\d.]+$/.test(name) || name.includes(':') || name.startsWith('[');

/** One user is spelled four ways: alice, CORP\alice, alice@corp.example, Alice. */
export const plainAccount = (name: string): string =>
  name.toLowerCase().replace(/^.*\\/, '').replace(/@.*$/, '');
