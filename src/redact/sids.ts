import type { Tokens } from './tokens.ts';

/** Gives the pseudonym of a SID, or undefined where the text is none. */
export type RedactSid = (text: string) => string | undefined;

/**
 * SIDs that name nobody in particular: the same on every machine, or made of a name that is (services, sessions,
 * integrity levels). Microsoft's [MS-DTYP] 2.4.2.4 lists them.
 */
const everybodys =
  /^S-1-(?:[0-4]-\d+|5-(?:[1-9]|1\d|20|33|1000)|5-5-\d+-\d+|5-(?:32|64|80|82|90|96)(?:-\d+)*|1[568](?:-\d+)+|5-21-0-0-0-\d+)$/;

/** Relative ids below are the same in every domain: 500 is its administrator. */
const FIRST_OWN = 1000;
/** `S`, revision, authority and its first number stay. */
const FIRST_PLACE = 4;

/** Makes pseudonyms of SIDs: one domain stays one, and what is the same everywhere stays as it is. */
export function createSids(tokens: Tokens): RedactSid {
  const number = (purpose: string, value: string): number => {
    const [a = 0, b = 0, c = 0, d = 0] = tokens.bytes(purpose, value);
    return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  };
  const three = (value: string): string =>
    ['first', 'second', 'third'].map((which) => number(`${which} part of a SID`, value)).join('-');
  const relative = (domain: string, rid: string): string => {
    if (Number(rid) < FIRST_OWN) return rid;
    let result = Number(rid);
    do
      result = feistel(
        result,
        (round, half) => number(`relative id of ${domain}`, `${round} ${half}`) & 0xffff,
      );
    while (result < FIRST_OWN);
    return String(result);
  };
  const redact = (sid: string): string => {
    const [, domain, rest = ''] = /^(S-1-5-21-\d+-\d+-\d+)((?:-\d+)*)$/.exec(sid) ?? [];
    if (domain !== undefined) {
      const rids = rest.split('-').slice(1);
      return [`S-1-5-21-${three(domain)}`, ...rids.map((rid) => relative(domain, rid))].join('-');
    }
    // Entra ID, virtual machines and whatever else: all behind the first authority is somebody's own. Each number goes to
    // another one, so that no two SIDs are made one: what a stranger gives for a name can look like any of them.
    const parts = sid.split('-');
    const own = parts.map((part, i) => {
      const before = parts.slice(0, i).join('-');
      const mix = (round: number, half: number): number =>
        number(`number behind ${before}`, `${round} ${half}`) & 0xffff;
      return i < FIRST_PLACE ? part : String(feistel(Number(part), mix));
    });
    return own.join('-');
  };
  return (text) => {
    const sid = text.toUpperCase();
    if (!isSid(sid)) return undefined;
    return everybodys.test(sid) ? text : tokens.remember(redact(sid), sid);
  };
}

/** [MS-DTYP] 2.4.2.1: an authority of 48 bits and up to 15 numbers of 32, without zeros in front. */
function isSid(text: string): boolean {
  if (!/^S-1-(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*)){1,15}$/.test(text)) return false;
  const [authority = 0, ...numbers] = text.split('-').slice(2).map(Number);
  return authority < 2 ** 48 && numbers.every((number) => number < 2 ** 32);
}

/** Takes each number of 32 bits to another, no two to one. */
function feistel(value: number, mix: (round: number, half: number) => number): number {
  let left = value >>> 16;
  let right = value & 0xffff;
  for (let round = 0; round < 4; round++) [left, right] = [right, left ^ mix(round, right)];
  return ((left << 16) | right) >>> 0;
}
