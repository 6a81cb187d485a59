import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPublicAddress } from '../../src/diagnose/public-address.ts';
import { createAddresses, type RedactAddress } from '../../src/redact/addresses.ts';
import { formatV6, parseV4, parseV6 } from '../../src/redact/parse-address.ts';
import { anyOctet, permuteOctet } from '../../src/redact/permute-octet.ts';
import { createTokens } from '../../src/redact/tokens.ts';

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const octet = fc.nat(255);
const v4 = fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.'));
/** Where the classes meet, which chance seldom hits. */
const edgeV4 = fc
  .tuple(fc.constantFrom(0, 9, 10, 11, 99, 100, 127, 169, 172, 192, 223, 224, 255), octet, octet, octet)
  .map((octets) => octets.join('.'));
const v6 = fc
  .tuple(
    fc.constantFrom(0, 0x64, 0x2000, 0x2001, 0x2002, 0x2003, 0x3fff, 0x2a02, 0xfc00, 0xfd12, 0xfe80, 0xff02),
    fc.array(fc.nat(65_535), { minLength: 7, maxLength: 7 }),
  )
  .map(([first, rest]) =>
    formatV6(
      [first, ...rest].flatMap((group) => [group >> 8, group & 255]),
      false,
    ),
  );
const any = fc.oneof(v4, edgeV4, v6);

const under = (bytes: Uint8Array): RedactAddress => createAddresses(createTokens(bytes));
const commonOctets = (a: readonly number[], b: readonly number[]): number => {
  const differs = a.findIndex((one, i) => one !== b[i]);
  return differs === -1 ? a.length : differs;
};
const octetsOf = (text: string): readonly number[] => parseV4(text) ?? parseV6(text) ?? [];

/** What patterns and people tell addresses apart by. */
function sortOf(address: string): string {
  const first = octetsOf(address)[0] ?? 0;
  const starts = [
    '0.',
    '10.',
    '127.',
    '169.254.',
    '172.',
    '192.168.',
    'fc',
    'fd',
    'fe80:',
    'ff',
    '2001:',
    '2002:',
  ];
  const start = starts.filter((one) => address.startsWith(one)).join();
  const isMulticast = parseV4(address) !== undefined && first >= 224;
  return `${address.includes(':')} ${isPublicAddress(address)} ${isMulticast} ${start}`;
}

describe('an octet’s stand-in', () => {
  test('is its own, for every table', () => {
    fc.assert(
      fc.property(key, (table) => {
        const all = Array.from({ length: 256 }, (_, octet) => permuteOctet(octet, table, anyOctet));
        expect(new Set(all).size).toBe(256);
        expect(all.every((one) => one >= 0 && one < 256)).toBe(true);
      }),
    );
  });
});

describe('the pseudonym of an address', () => {
  test('is an address of the same sort', () => {
    fc.assert(
      fc.property(key, any, (key, address) => {
        const made = under(key)(address) ?? '';
        expect(octetsOf(made)).toHaveLength(octetsOf(address).length);
        expect(sortOf(made)).toBe(sortOf(address));
      }),
      { numRuns: 2000 },
    );
  });

  test('shares as many octets with another’s as the originals do, so that no two are the same', () => {
    const pair = fc.oneof(
      fc.tuple(fc.oneof(v4, edgeV4), fc.oneof(v4, edgeV4)),
      fc.tuple(v6, v6),
      // Neighbours, which chance alone seldom gives.
      fc.tuple(v4, octet).map(([a, last]) => [a, a.replace(/\d+$/, String(last))] as const),
      fc.tuple(edgeV4, octet).map(([a, last]) => [a, a.replace(/\d+\.\d+$/, `${last}.${last}`)] as const),
    );
    fc.assert(
      fc.property(key, pair, (key, [a, b]) => {
        const redact = under(key);
        const [x, y] = [octetsOf(redact(a) ?? ''), octetsOf(redact(b) ?? '')];
        expect(commonOctets(x, y)).toBe(commonOctets(octetsOf(a), octetsOf(b)));
      }),
      { numRuns: 2000 },
    );
  });

  test('hangs on key and address alone', () => {
    fc.assert(
      fc.property(key, fc.array(any, { minLength: 1, maxLength: 8 }), (key, addresses) => {
        const [one, other] = [under(key), under(key)];
        const first = addresses.map((address) => one(address));
        const last = addresses.toReversed().map((address) => other(address));
        expect(last.toReversed()).toEqual(first);
      }),
    );
    const [a, b] = [under(new Uint8Array(32).fill(1)), under(new Uint8Array(32).fill(2))];
    const all = Array.from({ length: 64 }, (_, i) => `198.51.100.${i}`);
    expect(all.filter((address) => a(address) === b(address))).toEqual([]);
  });

  test.each(['127.0.0.1', '127.8.8.8', '0.0.0.0', '::', '::1', '224.0.0.251', '255.255.255.0', 'ff02::1'])(
    'is itself where it names no machine: %s',
    (address) => expect(under(new Uint8Array(32))(address)).toBe(address),
  );

  test.each([
    '',
    'RDS01',
    '1.2.3',
    '1.2.3.256',
    '1.2.3.4.5',
    '14:05:09',
    '::g',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    ':',
  ])('is none where it is none: %j', (text) => expect(under(new Uint8Array(32))(text)).toBeUndefined());

  test('keeps what is around the address within: mapped, translated, a zone', () => {
    const redact = under(new Uint8Array(32).fill(3));
    const own = redact('198.51.100.7');
    expect(redact('::ffff:198.51.100.7')).toBe(`::ffff:${own}`);
    expect(redact('64:ff9b::198.51.100.7')).toBe(`64:ff9b::${own}`);
    expect(redact('fe80::1%4')).toBe(`${redact('fe80::1')}%4`);
    expect(redact('2001:DB8::1')).toBe(redact('2001:db8::1'));
  });

  test.each([
    ['10.0.0.1', '10.0.0.01'],
    ['2001:db8::1', '2001:0DB8:0:0:0:0:0:1'],
    ['fe80::1', 'fe80::1%Ethernet'],
    ['::ffff:10.0.0.1', '0:0:0:0:0:FFFF:010.0.0.1'],
  ])('is one for all spellings, whoever wrote them: %s, %s', (one, other) => {
    for (const [a, b] of [
      [one, other],
      [other, one],
    ] as const) {
      const tokens = createTokens(new Uint8Array(32).fill(3));
      const redact = createAddresses(tokens);
      const made = redact(a) ?? '';
      expect(redact(b)).toBe(made);
      const kept = tokens.mapping.get(made) ?? '';
      expect([one, other].map((text) => text.toLowerCase())).toContain(kept);
      expect(kept).toBe([one, other].map((text) => text.toLowerCase()).toSorted()[0]);
    }
  });
});
