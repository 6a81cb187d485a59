import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTimeScale } from '../../../src/report/html/time-scale.ts';

const start = Date.parse('2026-03-01T10:00:00.000Z');
const iso = (seconds: number): string => new Date(start + seconds * 1000).toISOString();
const HOUR = 3600;

describe('a scale of time', () => {
  test('keeps the order of all instants, and all of them and their ticks in the picture', () => {
    const seconds = fc.array(fc.nat(40 * 24 * HOUR), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(seconds, (all) => {
        const sorted = all.toSorted((a, b) => a - b);
        const scale = createTimeScale(sorted.map(iso));
        const places = sorted.map((one) => scale?.x(iso(one)) ?? -1);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        for (const place of [...places, ...(scale?.ticks ?? []).map(({ x }) => x)]) {
          expect(place).toBeGreaterThanOrEqual(0);
          expect(place).toBeLessThanOrEqual(100);
        }
        for (const one of new Set(sorted)) expect(scale?.covers(iso(one))).toBe(true);
      }),
      { seed: 1 },
    );
  });

  test('folds a night between two busy hours, and says how long it was', () => {
    const evening = [0, 600, 1500, 2400, 3600];
    const times = [...evening, ...evening.map((one) => one + 15 * HOUR)].map(iso);
    const scale = createTimeScale(times);
    expect(scale?.folds.map(({ ms }) => ms / 1000 / HOUR)).toEqual([14]);
    expect(createTimeScale(times, { isFolded: false })?.folds).toEqual([]);
    const width = (a: number, b: number): number => (scale?.x(iso(b)) ?? 0) - (scale?.x(iso(a)) ?? 0);
    expect(width(0, HOUR)).toBeCloseTo(width(15 * HOUR, 16 * HOUR));
    expect(width(0, HOUR)).toBeGreaterThan(5 * width(HOUR, 15 * HOUR));
  });

  test('folds nothing where tries come at even steps', () => {
    const times = [0, 1, 2, 3].flatMap((hour) => [hour * HOUR, hour * HOUR + 1]);
    expect(createTimeScale(times.map(iso))?.folds).toEqual([]);
  });

  test('says the day at the first tick and where another begins', () => {
    const dates = createTimeScale([iso(0), iso(30 * HOUR)], { isFolded: false })?.ticks.flatMap(
      ({ date }) => date ?? [],
    );
    expect(dates).toEqual(['2026-03-01', '2026-03-02']);
  });

  test('is none without instants', () => {
    expect(createTimeScale(['', 'no time'])).toBeUndefined();
  });
});
