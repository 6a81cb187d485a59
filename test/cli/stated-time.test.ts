import { describe, expect, test } from 'vitest';
import { readTime, readZone } from '../../src/cli/stated-time.ts';

/** The logs end on the evening of 3 March, UTC; in Berlin that is the 4th. */
const last = Date.parse('2026-03-03T23:30:00Z') * 1000;
const iso = (time: number): string => new Date(Math.floor(time / 1000)).toISOString();
const from = (text: string, zone = 'UTC'): string => iso(readTime(text, zone)(last)[0]);
const width = (text: string): number => {
  const [first, end] = readTime(text, 'UTC')(last);
  return (end - first + 1) / 1_000_000;
};

describe('a stated time', () => {
  test.each([
    ['2026-03-02T14:05:09Z', 'UTC', '2026-03-02T14:05:09.000Z'],
    ['2026-03-02T14:05:09.123456Z', 'UTC', '2026-03-02T14:05:09.123Z'],
    ['2026-03-02 14:05', 'UTC', '2026-03-02T14:05:00.000Z'],
    ['2026-03-02 14:05', 'Europe/Berlin', '2026-03-02T13:05:00.000Z'],
    ['2026-07-02 14:05', 'Europe/Berlin', '2026-07-02T12:05:00.000Z'],
    ['2026-03-02T14:05Z', 'Europe/Berlin', '2026-03-02T14:05:00.000Z'],
    ['2026-03-02T14:05+05:30', 'Europe/Berlin', '2026-03-02T08:35:00.000Z'],
    ['14:05', 'UTC', '2026-03-03T14:05:00.000Z'],
    ['9:05', 'UTC', '2026-03-03T09:05:00.000Z'],
    ['14:05', 'Europe/Berlin', '2026-03-04T13:05:00.000Z'],
    ['14:05-08:00', 'UTC', '2026-03-03T22:05:00.000Z'],
    ['2026-03-02', 'UTC', '2026-03-02T00:00:00.000Z'],
    // The night of the change of clocks: 02:30 came twice in October, and not at all in March.
    ['2026-03-29 03:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25 03:30', 'Europe/Berlin', '2026-10-25T02:30:00.000Z'],
  ])('%j in %s begins at %s', (text, zone, expected) => {
    expect(from(text, zone)).toBe(expected);
  });

  test.each([
    ['2026-03-02', 86_400],
    ['14:05', 60],
    ['14:05:09', 1],
    ['14:05:09.5', 0.000001],
  ])('%j is %d seconds wide', (text, seconds) => {
    expect(width(text)).toBeCloseTo(seconds, 6);
  });

  test.each(['', 'noon', '25:00', '14:60', '14', '2026-02-30 10:00', '2026-13-01', 'Z', '1e9'])(
    '%j is no time',
    (text) => {
      expect(() => readTime(text, 'UTC')).toThrow(/expected a time such as/);
    },
  );

  test('a zone is utc, local, an offset or a name that the system knows', () => {
    expect([readZone('utc'), readZone('UTC'), readZone('Europe/Berlin')]).toEqual([
      'UTC',
      'UTC',
      'Europe/Berlin',
    ]);
    expect(readZone('local')).not.toBe('');
    expect(['+01:00', 'UTC+1', '-0330', 'gmt+05:30'].map(readZone)).toEqual([
      '+01:00',
      '+01:00',
      '-03:30',
      '+05:30',
    ]);
    expect(from('2026-07-02 14:05', readZone('+01:00'))).toBe('2026-07-02T13:05:00.000Z');
    expect(() => readZone('+25:00')).toThrow(/expected utc/);
    expect(() => readZone('Mars/Olympus')).toThrow(/expected utc, local, \+01:00 or a time zone/);
  });
});
