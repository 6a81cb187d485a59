import { array, assert, integer, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { countSpans, followSpans, indexSpans, type Span } from '../../src/correlate/span-index.ts';

const spans = array(record({ from: integer({ min: 0, max: 50 }), takes: integer({ min: 0, max: 20 }) })).map(
  (all) => all.map(({ from, takes }, one): Span<number> => ({ one, from, to: from + takes })),
);
const moment = integer({ min: -5, max: 80 });
const slack = integer({ min: 0, max: 3 });

const goingOn = (all: readonly Span<number>[], time: number, by: number): number[] =>
  all.filter(({ from, to }) => from <= time + by && to >= time - by).map(({ one }) => one);
const sorted = (found: readonly number[]): number[] => [...found].sort((a, b) => a - b);

test('an index finds what is going on, follows it through time and counts it, as a look at all does', () => {
  assert(
    property(spans, array(moment), slack, (all, times, by) => {
      const [index, count] = [indexSpans(all), countSpans(all)];
      const follower = followSpans(all, () => false);
      for (const time of times.toSorted((a, b) => a - b)) {
        const expected = goingOn(all, time, by);
        expect(sorted(index.goingOn(time, by))).toEqual(expected);
        expect(sorted(follower.goingOn(time, by, { most: Infinity, isWanted: () => true }))).toEqual(
          expected,
        );
        expect(count(time, by)).toBe(expected.length);
      }
    }),
  );
});

test('no more are looked for than are wanted', () => {
  assert(
    property(spans, moment, slack, integer({ min: 1, max: 4 }), (all, time, by, most) => {
      const isWanted = (one: number): boolean => one % 2 === 0;
      const expected = goingOn(all, time, by).filter(isWanted);
      for (const found of [
        indexSpans(all).goingOn(time, by, { most, isWanted }),
        followSpans(all, () => false).goingOn(time, by, { most, isWanted }),
      ]) {
        expect(found).toHaveLength(Math.min(most, expected.length));
        expect(expected).toEqual(expect.arrayContaining([...found]));
      }
    }),
  );
});

test('what is done for good is looked at once more and not again', () => {
  const all = Array.from({ length: 100 }, (_, one) => ({ one, from: 0, to: 100 }));
  let asked = 0;
  const follower = followSpans(all, (one) => {
    asked++;
    return one !== 7;
  });
  const find = (): readonly number[] => follower.goingOn(1, 0, { most: 33, isWanted: () => true });
  expect([find(), find(), find()]).toEqual([[7], [7], [7]]);
  expect(asked).toBe(102);
});
