import { isPublicAddress } from '../diagnose/public-address.ts';

/** What a name is; each kind has stand-ins of its own. */
export type NameRole = 'person' | 'domain' | 'server' | 'machine';

/** A name that must not be shown, as it stands in a log. */
export interface RealName {
  readonly name: string;
  readonly role: NameRole;
}

/** Names every Windows has; they say nothing of anybody. */
const everybodys: ReadonlySet<string> = new Set(
  ['-', 'system', 'local service', 'network service', 'anonymous logon', 'nt authority', 'nt service'].concat(
    ['window manager', 'font driver host', 'administrator', 'guest', 'workgroup', 'localhost', 'builtin'],
  ),
);
const people = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'grace', 'heidi'];

/**
 * Makes a function that puts stand-ins in place of names, addresses, SIDs and home folders: the same one for the same
 * name everywhere, and a private address for a private one, so that the records still say what they said.
 */
export function createStandIns(names: readonly RealName[]): (text: string) => string {
  const known = standInsFor(names);
  const longestFirst = [...known.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const anyName =
    longestFirst.length === 0
      ? undefined
      : new RegExp(`(?<![\\w.@-])(?:${longestFirst.map(escaped).join('|')})(?![\\w-])`, 'giu');
  const addresses = createAddresses();
  const sids = createSids();
  return (text) => {
    const whole = known.get(text.trim().toLowerCase());
    if (whole !== undefined) return whole;
    const named = anyName ? text.replace(anyName, (name) => known.get(name.toLowerCase()) ?? name) : text;
    return addresses(sids(named)).replace(/(?<=[\\/]Users[\\/])[^\\/]+/gi, 'alice');
  };
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

function standInsFor(names: readonly RealName[]): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  const counts: Record<NameRole, number> = { person: 0, domain: 0, server: 0, machine: 0 };
  // A machine's name is also the domain of its own accounts: machines come first.
  const order: readonly NameRole[] = ['server', 'machine', 'domain', 'person'];
  for (const { name, role } of names.toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role))) {
    const key = name.trim().toLowerCase();
    if (key === '' || everybodys.has(key) || known.has(key) || isAddress(key)) continue;
    const [short = key, ...rest] = key.split(role === 'person' ? '@' : '.');
    const standIn = known.get(short) ?? nextStandIn(role, counts[role]++);
    known.set(short, standIn);
    if (rest.length === 0) continue;
    known.set(key, role === 'person' ? `${standIn}@corp.example` : `${standIn}.corp.example`);
    // What follows the first dot is the domain's own name.
    const domain = rest.join('.');
    if (!known.has(domain)) known.set(domain, 'corp.example');
  }
  return known;
}

function nextStandIn(role: NameRole, count: number): string {
  const number = String(count + 1).padStart(2, '0');
  switch (role) {
    case 'person':
      return people[count] ?? `user${number}`;
    case 'domain':
      return count === 0 ? 'CORP' : `CORP${number}`;
    case 'server':
      return `RDS${number}`;
    case 'machine':
      return `PC${number}`;
  }
}

const v4 = String.raw`\b(?:\d{1,3}\.){3}\d{1,3}\b`;
// Seven colons, or a double one: a time of day has neither.
const v6 = String.raw`(?<![\w:])(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){7}|(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?)(?![\w:.])`;

const isV4 = (text: string): boolean =>
  /^(\d{1,3}\.){3}\d{1,3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);
const isAddress = (text: string): boolean => isV4(text) || text.includes('::');

/** Addresses that name no machine in particular. */
const keptAddress = /^(127\.|0\.0\.0\.0$|255\.|::1$|::$)/;

function createAddresses(): (text: string) => string {
  const known = new Map<string, string>();
  let count = 4;
  const standIn = (address: string): string => {
    const key = address.toLowerCase();
    if (keptAddress.test(key) || (!key.includes(':') && !isV4(key))) return address;
    const found = known.get(key);
    if (found !== undefined) return found;
    count++;
    const made = key.includes(':') ? v6StandIn(key, count) : v4StandIn(key, count);
    known.set(key, made);
    return made;
  };
  const any = new RegExp(`${v6}|${v4}`, 'giu');
  return (text) => text.replace(any, standIn);
}

const v4StandIn = (address: string, count: number): string =>
  isPublicAddress(address) ? `192.0.2.${count % 255}` : `10.0.${Math.floor(count / 255)}.${count % 255}`;

function v6StandIn(address: string, count: number): string {
  const low = count.toString(16);
  if (/^fe[89ab]/.test(address)) return `fe80::${low}`;
  return isPublicAddress(address) ? `2001:db8::${low}` : `fd00::${low}`;
}

/** Accounts of a domain or of Entra ID; those every Windows has stay. */
function createSids(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) =>
    text.replace(/\bS-1-(?:5-21|12-1)(?:-\d+){4}\b/gi, (sid) => {
      const made = known.get(sid) ?? `S-1-5-21-1-2-3-${wellKnownRid(sid) ?? 1001 + known.size}`;
      known.set(sid, made);
      return made;
    });
}

const wellKnownRid = (sid: string): string | undefined => /^S-1-5-21-.*-(5\d\d)$/i.exec(sid)?.[1];
