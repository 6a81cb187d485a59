import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogIntegrity } from '../../../parsers/log-reader.ts';
import { createTally, integrityOf, noteRun } from '../../../parsers/evtx/integrity.ts';
import { sampleEvents } from '../../support-tests/sample-events.ts';
import { writeEvtx, type EvtxOptions } from '../../support/evtx-writer/index.ts';
import { HAS_CORPUS, readAll, readCorpus, WITHOUT_CORPUS } from './corpus.ts';

const WHOLE: LogIntegrity = {
  failedChecksums: { headers: 0, records: 0 },
  gaps: { count: 0, missing: 0, ranges: [] },
  wrapped: false,
  torn: 0,
  slack: { bytes: 0, records: 0 },
};

/** Events whose ids are these, in one order with them. */
function eventsOf(ids: readonly number[]): ReturnType<typeof sampleEvents> {
  const events = sampleEvents(ids.length);
  return events.map((event, i) => ({ ...event, recordId: ids[i] ?? 0 }));
}

function integrity(ids: readonly number[], options?: EvtxOptions): LogIntegrity | undefined {
  return readAll([writeEvtx(eventsOf(ids), options)]).status.integrity;
}

const upTo = (last: number, first = 1): number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);

describe('how whole a log is', () => {
  test('a log that Windows closed has no fault', () => {
    expect(integrity(upTo(300), { chunkRecords: 60 })).toEqual(WHOLE);
  });

  test('ids that no record has are gaps, in a chunk and between chunks', () => {
    const ids = [...upTo(10), ...upTo(20, 13), ...upTo(40, 31)];
    expect(integrity(ids, { chunkRecords: 18 })?.gaps).toEqual({
      count: 2,
      missing: 12,
      ranges: [
        [11, 12],
        [21, 30],
      ],
    });
  });

  test('a log that overwrites its oldest part is wrapped and has no gap', () => {
    expect(integrity(upTo(300), { chunkRecords: 60, firstChunk: 2 })).toEqual({ ...WHOLE, wrapped: true });
  });

  test('whole records behind the free space offset are counted, and no others', () => {
    const found = integrity(upTo(50), { slack: sampleEvents(3, 9000) });
    expect(found?.slack.records).toBe(3);
    expect(found?.slack.bytes).toBeGreaterThan(1000);
    expect({ ...found, slack: WHOLE.slack }).toEqual(WHOLE);
  });

  test('checksums and torn records are counted', () => {
    const bytes = writeEvtx(eventsOf(upTo(50)));
    // The size of the first record, in the copy behind it too little known to be found by it.
    bytes.set([0, 0, 0, 0], 4096 + 512 + 4);
    const { integrity: found, state } = readAll([bytes]).status;
    expect(state).toBe('damaged');
    expect(found?.failedChecksums).toEqual({ headers: 0, records: 1 });
    expect(found?.torn).toBe(1);
  });

  test('a log in use that ends in half a record has it torn, and is not damaged', () => {
    const bytes = writeEvtx(eventsOf(upTo(50)), { dirty: true, staleChunk: true });
    const at = lastRecord(bytes);
    bytes.fill(0, at + 40, at + 2000);
    const { integrity: found, state, records } = readAll([bytes]).status;
    expect([state, records, found?.torn]).toEqual(['dirty', 49, 1]);
  });

  test('forged ids cannot fill the memory; gaps are only under-reported', () => {
    const ids = fc.array(fc.nat({ max: 60_000 }), { minLength: 5000, maxLength: 9000, size: 'max' });
    const property = fc.property(ids, (list) => {
      const tally = createTally();
      for (const id of list) noteRun(tally, id, id);
      expect(tally.runs.length).toBeLessThanOrEqual(4096);
      const sorted = [...new Set(list)].toSorted((a, b) => a - b);
      const missing = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0) + 1 - sorted.length;
      const { gaps, wrapped } = integrityOf(tally);
      expect(gaps.missing).toBeLessThanOrEqual(missing);
      expect(gaps.ranges.length).toBeLessThanOrEqual(100);
      expect(wrapped).toBe((list[0] ?? 0) > (sorted[0] ?? 0));
    });
    fc.assert(property, { seed: 8, numRuns: 20 });
  });
});

/** Finds where the last record of a log of one chunk begins. */
function lastRecord(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 4096 + 512;
  for (;;) {
    const next = at + view.getUint32(at + 4, true);
    if (next + 28 > bytes.length || view.getUint32(next, true) !== 0x2a2a) return at;
    at = next;
  }
}

describe.skipIf(!HAS_CORPUS)(`how whole real logs are (${WITHOUT_CORPUS})`, () => {
  test.each([
    ['with-xml/System.evtx', { wrapped: false, torn: 0, slack: { records: 122 } }],
    [
      'server-2012r2/Microsoft-Windows-RemoteDesktopServices-RdpCoreTS%4Operational.evtx',
      { wrapped: true, gaps: { count: 0 } },
    ],
    ['win10-1803/System.evtx', { gaps: { count: 1, missing: 262, ranges: [[1156, 1417]] } }],
    [
      'parser/sample-with-zero-data-size-event.evtx',
      { torn: 1, gaps: { count: 1, missing: 1, ranges: [[3, 3]] } },
    ],
    [
      'parser/sample_with_a_bad_chunk_magic.evtx',
      { torn: 3, wrapped: true, failedChecksums: { headers: 0, records: 3 } },
    ],
    ['parser/security_bad_string_cache.evtx', { failedChecksums: { headers: 1, records: 0 }, torn: 0 }],
  ])('%s', (file, expected) => {
    expect(readAll([readCorpus(file)]).status.integrity).toMatchObject(expected);
  });
});
