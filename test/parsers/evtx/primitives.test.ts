import { crc32 as zlibCrc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32 } from '../../../parsers/evtx/crc32.ts';
import { filetimeMicroseconds, filetimeText, isoMicroseconds } from '../../../parsers/evtx/filetime.ts';
import { utf16 } from '../../../parsers/evtx/utf16.ts';
import { HAS_CORPUS, readAll, readCorpus, WITHOUT_CORPUS } from './corpus.ts';

test('crc32 is the one of the runtime, in one piece or two', () => {
  const property = fc.property(fc.uint8Array(), fc.uint8Array(), (one, two) => {
    expect(crc32(one)).toBe(zlibCrc32(one));
    expect(crc32(two, crc32(one))).toBe(zlibCrc32(two, zlibCrc32(one)));
  });
  fc.assert(property, { seed: 5 });
});

test('utf16 gives what was written, lone surrogates too', () => {
  const unit = fc.integer({ min: 0, max: 0xffff });
  const property = fc.property(
    fc.array(unit, { maxLength: 10_000, size: 'max' }),
    fc.nat({ max: 3 }),
    (units, shift) => {
      const bytes = new Uint8Array(shift + units.length * 2 + 1);
      for (const [i, code] of units.entries()) bytes.set([code & 0xff, code >> 8], shift + i * 2);
      const text = units.map((code) => String.fromCharCode(code)).join('');
      expect(utf16(bytes, shift, shift + units.length * 2) === text).toBe(true);
    },
  );
  fc.assert(property, { seed: 6, numRuns: 20 });
});

test('a FILETIME keeps its digits', () => {
  const property = fc.property(
    fc.bigInt({ min: 116_444_736_000_000_000n, max: 0x0300_0000_0000_0000n }),
    (ticks) => {
      const low = Number(ticks & 0xffff_ffffn);
      const high = Number(ticks >> 32n);
      const microseconds = (ticks - 116_444_736_000_000_000n) / 10n;
      if (microseconds > 2n ** 53n) return;
      expect(BigInt(filetimeMicroseconds(low, high))).toBe(microseconds);
      expect(isoMicroseconds(filetimeText(low, high))).toBe(Number(microseconds));
      expect(filetimeText(low, high).at(-2)).toBe(String(ticks % 10n));
    },
  );
  fc.assert(property, { seed: 7, numRuns: 1000 });
});

test.each(['', 'yesterday', '2025-06-08 07:14:05Z', '2025-06-08T07:14Z'])('%j is no time', (text) => {
  expect(isoMicroseconds(text)).toBeNaN();
});

describe.skipIf(!HAS_CORPUS)(`without what the runtime offers (${WITHOUT_CORPUS})`, () => {
  test('the items are the same', () => {
    const bytes = readCorpus('with-xml/Application.evtx');
    expect(readAll([bytes], {})).toEqual(readAll([bytes]));
  });
});
