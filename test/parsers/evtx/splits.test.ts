import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RawEvent } from '../../../parsers/raw-event.ts';
import { createEvtxReader } from '../../../parsers/evtx/evtx-reader.ts';
import { HAS_CORPUS, PLATFORM, readAll, readCorpus, WITHOUT_CORPUS } from './corpus.ts';

/** Three chunks, the last of which is cut: 200,000 bytes. */
const CUT_LOG = 'parser/plaso-System2.evtx';

function cutAt(bytes: Uint8Array, offsets: readonly number[]): Uint8Array[] {
  const bounds = [0, ...offsets.toSorted((a, b) => a - b), bytes.length];
  return bounds.slice(1).map((end, i) => bytes.slice(bounds[i], end));
}

describe.skipIf(!HAS_CORPUS)(`input in pieces (${WITHOUT_CORPUS})`, () => {
  test.each([
    'parser/python-evtx-dns_log_malformed.evtx',
    'parser/Microsoft-Windows-HelloForBusiness%4Operational.evtx',
    CUT_LOG,
  ])('%s one byte at a time gives the same items', (file) => {
    const bytes = readCorpus(file);
    const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect(readAll(pieces).items).toEqual(readAll([bytes]).items);
  });

  test('any split gives the same items', () => {
    const bytes = readCorpus(CUT_LOG);
    const whole = JSON.stringify(readAll([bytes]));
    const offsets = fc.array(fc.nat({ max: bytes.length }), { maxLength: 12 });
    const property = fc.property(offsets, (at) => JSON.stringify(readAll(cutAt(bytes, at))) === whole);
    fc.assert(property, { seed: 1, numRuns: 100 });
  });

  test('events can be decoded until the next piece is fed', () => {
    const bytes = readCorpus('with-xml/Application.evtx');
    const whole = readAll([bytes]).events.map(({ data }) => data);
    const property = fc.property(fc.integer({ min: 1, max: 200_000 }), (size) => {
      const reader = createEvtxReader({ platform: PLATFORM });
      const data: unknown[] = [];
      for (let at = 0; at < bytes.length; at += size) {
        const events: RawEvent[] = [];
        for (const item of reader.feed(bytes.slice(at, at + size))) {
          if (item.type === 'event') events.push(item.event);
        }
        data.push(...events.map((event) => event.fields()));
      }
      return JSON.stringify(data) === JSON.stringify(whole);
    });
    fc.assert(property, { seed: 2, numRuns: 60 });
  });
});
