import { expect, test } from 'vitest';
import { createSeenRecords } from '../../src/live/seen-records.ts';
import { SECOND } from '../../src/model/time.ts';
import { createRandom } from '../support/scenarios/random.ts';

const DAY = 86_400 * SECOND;

/** A log as a filter leaves it: some ids in a row, then some are missing. */
function filtered(seed: number, from: { readonly id: number; readonly time: number }, count: number) {
  const random = createRandom(seed);
  let { id, time } = from;
  return Array.from({ length: count }, () => {
    id += random.integer(0, 2) === 0 ? random.integer(1, 8) : 1;
    time += random.integer(0, 3) * SECOND;
    return { computer: 'RDS01', channel: 'Security', recordId: id, time };
  });
}

test.each([1, 2, 3])(
  'a copy of a filtered log gives nothing new, however many ids are missing, seed %i',
  (seed) => {
    const seen = createSeenRecords();
    const log = filtered(seed, { id: 0, time: DAY }, 8000);
    expect(log.filter((one) => seen.isNew(one))).toHaveLength(log.length);
    expect(log.filter((one) => seen.isNew(one))).toEqual([]);
    // Nor after a restart, nor backwards.
    const again = createSeenRecords(structuredClone(seen.state));
    expect(log.toReversed().filter((one) => again.isNew(one))).toEqual([]);

    // The whole log gives what the filter left out, and no more.
    const known = new Map(log.map((record) => [record.recordId, record]));
    const last = log.at(-1)?.recordId ?? 0;
    let time = DAY;
    const whole = Array.from({ length: last }, (_, i) => {
      time = known.get(i + 1)?.time ?? time;
      return { computer: 'rds01', channel: 'Security', recordId: i + 1, time };
    });
    const news = whole.filter((one) => again.isNew(one));
    expect(news).toHaveLength(last - log.length);
    expect(news.some(({ recordId }) => known.has(recordId))).toBe(false);
  },
);

test('ids that count anew are another life of the log, also beside one with gaps', () => {
  const seen = createSeenRecords();
  const lives = [0, 1, 2].map((life) => filtered(life, { id: 0, time: (1 + 2 * life) * DAY }, 5000));
  for (const life of lives) expect(life.filter((one) => seen.isNew(one))).toHaveLength(life.length);
  for (const life of lives) expect(life.filter((one) => seen.isNew(one))).toEqual([]);
});
