import { describe, expect, test } from 'vitest';
import type { RecordObserver } from '../../../parsers/log-reader.ts';
import { createEvtxReader } from '../../../parsers/evtx/evtx-reader.ts';
import { corpusFiles, HAS_CORPUS, PLATFORM, readAll, readCorpus, WITHOUT_CORPUS } from './corpus.ts';

function observer(): { seen: string[]; observe: RecordObserver } {
  const seen: string[] = [];
  return {
    seen,
    observe: (computer, channel, recordId, time) => seen.push(`${computer} ${channel} ${recordId} ${time}`),
  };
}

/** Wants some events of every log, and events of which the same template serves unwanted ones. */
function wantSome(provider: string, eventId: number): boolean {
  return (provider.length + eventId) % 3 === 0;
}

describe.skipIf(!HAS_CORPUS)(`reading some events only (${WITHOUT_CORPUS})`, () => {
  test.each(corpusFiles())('%s: the wanted events of the full reading, and all records observed', (file) => {
    const bytes = readCorpus(file);
    const all = observer();
    const some = observer();
    const full = readAll([bytes], { platform: PLATFORM, observe: all.observe });
    const expected = full.events.filter(({ provider, eventId }) => wantSome(provider, eventId));
    const wantedIds = new Set(expected.map((event) => event.eventId));
    const selected = readAll([bytes], {
      platform: PLATFORM,
      observe: some.observe,
      want: wantSome,
      wantedIds,
    });
    // Compared as text: building a difference of 60,000 events would take minutes.
    expect(JSON.stringify(selected.events) === JSON.stringify(expected)).toBe(true);
    expect(some.seen.join('\n') === all.seen.join('\n')).toBe(true);
    expect(some.seen).toHaveLength(full.events.length);
    expect(selected.status).toEqual(full.status);
  });

  test('get gives the first field of a name, and undefined for none', () => {
    const reader = createEvtxReader({ platform: PLATFORM });
    let compared = 0;
    for (const item of reader.feed(readCorpus('with-xml/System.evtx'))) {
      if (item.type !== 'event') continue;
      const { event } = item;
      expect(event.get('no such field')).toBeUndefined();
      for (const { name } of event.fields()) {
        const first = event.fields().find((field) => field.name === name);
        expect(event.get(name)).toBe(first?.value);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(4000);
  });
});
