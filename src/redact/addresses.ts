import { anyOctet, permuteOctet, type OctetClass } from './permute-octet.ts';
import { formatV6, parseV4, parseV6, plainAddress, splitZone } from './parse-address.ts';
import type { Tokens } from './tokens.ts';

/** Gives the pseudonym of an address, or undefined where the text is none. */
export type RedactAddress = (text: string) => string | undefined;

/**
 * Makes pseudonyms of addresses: each its own, in the same network where the originals are, and of the same sort
 * (private, link local, shared, public). What names no machine stays: loopback, unset, multicast, masks.
 */
export function createAddresses(tokens: Tokens): RedactAddress {
  const known = new Map<string, string | undefined>();
  const permute = (bytes: readonly number[], kept: number, classesOf: ClassesOf): readonly number[] =>
    bytes.map((octet, i) => {
      if (i < kept) return octet;
      const before = bytes.slice(0, i).join('.');
      return permuteOctet(octet, tokens.bytes(`octet of ${bytes.length}`, before), classesOf(bytes, i));
    });
  const v4 = (bytes: readonly number[]): readonly number[] => permute(bytes, keptOfV4(bytes), classesOfV4);
  const v6 = (bytes: readonly number[]): readonly number[] => {
    // RFC 4291 and 6052: what begins with zeros, mapped, translated, unset or loopback, ends in one of version 4.
    if (bytes[0] === 0) return [...bytes.slice(0, 12), ...v4(bytes.slice(12))];
    return permute(bytes, keptOfV6(bytes), classesOfV6);
  };
  const redact = (text: string): string | undefined => {
    const four = parseV4(text);
    if (four) return v4(four).join('.');
    const { address, zone } = splitZone(text);
    const six = parseV6(address);
    return six && `${formatV6(v6(six), address.includes('.'))}${zone}`;
  };
  return (text) => {
    const key = text.toLowerCase();
    if (known.has(key)) return known.get(key);
    const made = redact(key);
    known.set(key, made);
    if (made !== undefined && made !== plainAddress(key)) tokens.remember(made, key);
    return made;
  };
}

type ClassesOf = (bytes: readonly number[], place: number) => OctetClass;

/** First octets that stay, for what they mean hangs on them or on the one behind them. */
const fixedV4: ReadonlySet<number> = new Set([0, 10, 100, 127, 169, 172, 192]);
const FIRST_MULTICAST = 224;

/** So many octets in front stay as they are: all where the address names no machine. */
function keptOfV4([first = 0]: readonly number[]): number {
  if (first === 0 || first === 127 || first >= FIRST_MULTICAST) return 4;
  return fixedV4.has(first) ? 1 : 0;
}

/** RFC 1918, 3927 and 6598: what is private, local or shared stays so, and nothing else becomes it. */
function classesOfV4([first = 0]: readonly number[], place: number): OctetClass {
  if (place === 0) return (octet) => (fixedV4.has(octet) ? 1 : octet >= FIRST_MULTICAST ? 2 : 0);
  if (place > 1) return anyOctet;
  switch (first) {
    case 100:
      return (octet) => Number(octet >= 64 && octet < 128);
    case 169:
      return (octet) => Number(octet === 254);
    case 172:
      return (octet) => Number(octet >= 16 && octet < 32);
    case 192:
      return (octet) => Number(octet === 168);
    default:
      return anyOctet;
  }
}

/** RFC 4291 and 4193: link local, site local and unique local keep their prefix, Teredo (2001) and 6to4 (2002) too. */
function keptOfV6(bytes: readonly number[]): number {
  const [first = 0, second = 0] = bytes;
  if (first === 0xff) return 16;
  if (first === 0xfe) return 2;
  if (first === 0x20) return second === 1 || second === 2 ? 2 : 1;
  return isGlobal(first) ? 0 : 1;
}

/** RFC 3513: 2000::/3. */
const isGlobal = (first: number): boolean => first >> 5 === 1;

function classesOfV6(bytes: readonly number[], place: number): OctetClass {
  if (place === 0) return (octet) => (octet === 0x20 ? 2 : Number(isGlobal(octet)));
  if (place === 1 && bytes[0] === 0x20) return (octet) => Number(octet === 1 || octet === 2);
  return anyOctet;
}
