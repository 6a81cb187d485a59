import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HAS_CORPUS, readAll, readCorpus, WITHOUT_CORPUS } from './corpus.ts';

/** One chunk each: template-free, nested, malformed text, dirty, without checksums. */
const SMALL_LOGS = [
  'parser/MSExchange_Management_wec.evtx',
  'parser/evtx-Microsoft-Windows-CAPI2_Operational_EventID70.evtx',
  'parser/python-evtx-dns_log_malformed.evtx',
  'parser/Microsoft-Windows-HelloForBusiness%4Operational.evtx',
  'parser/Application_no_crc32.evtx',
  'parser/Security_short_selected.evtx',
];

const FLAGS = 120;
const NO_CRC32 = 4;
/** The records of these logs lie before this offset. */
const USED = 20_000;

interface Overwrite {
  readonly at: number;
  readonly bytes: Uint8Array;
}

const overwrite: fc.Arbitrary<Overwrite> = fc.record({
  at: fc.nat({ max: USED }),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 8 }),
    // Sizes, counts and offsets at their limits.
    fc
      .constantFrom(
        [0xff, 0xff, 0xff, 0xff],
        [0, 0, 0, 0],
        [0, 2, 0, 0],
        [0xff, 0x7f],
        [0x21],
        [0x81],
        [0x0c],
      )
      .map((values) => Uint8Array.from(values)),
  ),
});

function mutate(file: string, overwrites: readonly Overwrite[], checked: boolean): Uint8Array {
  const bytes = Uint8Array.from(readCorpus(file));
  for (const { at, bytes: written } of overwrites) bytes.set(written, at);
  // Without checksums the damage is not noticed beforehand, and is met by the parser.
  if (!checked) bytes.set([NO_CRC32, 0, 0, 0], FLAGS);
  return bytes;
}

describe.skipIf(!HAS_CORPUS)(`damaged logs (${WITHOUT_CORPUS})`, () => {
  test.each(SMALL_LOGS)('%s: never throws, in bounded time, and problems have their place', (file) => {
    const overwrites = fc.array(overwrite, { minLength: 1, maxLength: 30 });
    const property = fc.property(overwrites, fc.boolean(), (list, checked) => {
      const bytes = mutate(file, list, checked);
      const started = performance.now();
      const { problems } = readAll([bytes]);
      expect(performance.now() - started).toBeLessThan(2000);
      for (const { offset, reading, detail } of problems) {
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThanOrEqual(bytes.length);
        expect(reading).not.toBe('');
        expect(detail).toMatch(/^expected .*, found /);
      }
    });
    fc.assert(property, { seed: 3, numRuns: 300 });
  });

  test('random bytes are no log', () => {
    const property = fc.property(fc.uint8Array({ minLength: 1, maxLength: 70_000 }), (bytes) => {
      const { events, status } = readAll([bytes]);
      expect(events).toEqual([]);
      expect(status.state).toBe('damaged');
    });
    fc.assert(property, { seed: 4, numRuns: 50 });
  });
});
