import { describe, expect, test } from 'vitest';
import { createEvtxReader } from '../../../parsers/evtx/evtx-reader.ts';
import type { RawEvent } from '../../../parsers/raw-event.ts';
import { corpusFiles, HAS_CORPUS, PLATFORM, readCorpus, WITHOUT_CORPUS } from '../evtx/corpus.ts';
import { dumpBytes } from './dump-bytes.ts';

/** What a record must become, got from its event by plain means. */
function expectedRecord(event: RawEvent): unknown {
  const { recordId, provider, channel, eventId, qualifiers, version, level, computer } = event;
  const { activityId, processId, threadId, userSid } = event;
  const list = event.fields();
  const values = new Map<string, string | string[]>();
  for (const { name, value } of list) {
    const known = values.get(name);
    values.set(name, known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value]);
  }
  const isNamed = list.every(({ name }) => name !== '');
  const fields = isNamed ? Object.fromEntries(values) : list.map(({ value }) => value);
  const head = { recordId, provider, channel, eventId, qualifiers, version, level, computer };
  return { ...head, activityId, processId, threadId, userSid, fields, microseconds: event.time };
}

function microseconds(time: string): number {
  return Date.parse(`${time.slice(0, 19)}Z`) * 1000 + Number(time.slice(20, 26));
}

describe.skipIf(!HAS_CORPUS)(`JSON lines straight from the bytes (${WITHOUT_CORPUS})`, () => {
  test.each(corpusFiles())('%s: what the events say', (file) => {
    const bytes = readCorpus(file);
    const reader = createEvtxReader({ platform: PLATFORM });
    const expected: unknown[] = [];
    for (const items of [reader.feed(bytes), reader.end()]) {
      for (const item of items) if (item.type === 'event') expected.push(expectedRecord(item.event));
    }
    const { lines } = dumpBytes(bytes, 'flat');
    const found = lines.map((line) => {
      const { time, ...record } = JSON.parse(line) as { time: string };
      expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/);
      return { ...record, microseconds: microseconds(time) };
    });
    expect(found).toEqual(expected);
  });

  test.each(corpusFiles())('%s: both ways write the same, with the same problems', (file) => {
    for (const form of ['flat', 'windows', 'csv'] as const) {
      const fast = dumpBytes(readCorpus(file), form);
      const slow = dumpBytes(readCorpus(file), form, 'slow');
      expect(fast.lines).toEqual(slow.lines);
      expect(fast.problems).toEqual(slow.problems);
    }
  });

  test('few records are left to the slow way', () => {
    let records = 0;
    let refused = 0;
    for (const file of corpusFiles()) {
      const dumped = dumpBytes(readCorpus(file), 'flat');
      records += dumped.lines.length;
      refused += dumped.refused;
    }
    // Nearly all of them are of the CAPI2 log, whose payload has no template.
    expect(refused / records).toBeLessThan(0.01);
  });
});
