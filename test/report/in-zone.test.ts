import { describe, expect, test } from 'vitest';
import { inZone, zonedClock } from '../../src/report/in-zone.ts';
import { byInstant, timeSpan, timeText, zonesText } from '../../src/report/words.ts';

const berlin = zonedClock('Europe/Berlin');

describe('a time in a zone', () => {
  test.each([
    ['Europe/Berlin', '2026-03-02T23:05:09.123456Z', '2026-03-03T00:05:09.123456+01:00'],
    ['Europe/Berlin', '2026-07-02T23:05:09.123456Z', '2026-07-03T01:05:09.123456+02:00'],
    ['America/St_Johns', '2026-01-01T01:00:00.000000Z', '2025-12-31T21:30:00.000000-03:30'],
    ['Asia/Kathmandu', '2026-01-01T01:00:00.000000Z', '2026-01-01T06:45:00.000000+05:45'],
    // Half an hour of summer time, which begins at 15:30 UTC the day before.
    ['Australia/Lord_Howe', '2026-10-03T15:29:59.999999Z', '2026-10-04T01:59:59.999999+10:30'],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00.000000Z', '2026-10-04T02:30:00.000000+11:00'],
    ['UTC', '2026-03-02T23:05:09.123456Z', '2026-03-02T23:05:09.123456Z'],
  ])('%s: %s is %s', (zone, iso, expected) => {
    expect(zonedClock(zone)(iso)).toBe(expected);
  });

  test('is said with its offset, and of a stretch once where both ends have the same', () => {
    expect(timeText(berlin('2026-03-02T10:00:00.000000Z'))).toBe('2026-03-02 11:00:00 UTC+01:00');
    expect(timeText(zonedClock('Europe/London')('2026-01-02T10:00:00.000000Z'))).toBe(
      '2026-01-02 10:00:00 UTC',
    );
    const span = (from: string, to: string): string => timeSpan(berlin(from), berlin(to));
    expect(span('2026-03-02T10:00:00.000000Z', '2026-03-02T10:00:09.000000Z')).toBe(
      '2026-03-02 11:00:00 – 11:00:09 UTC+01:00',
    );
    expect(span('2026-03-28T10:00:00.000000Z', '2026-03-29T10:00:00.000000Z')).toBe(
      '2026-03-28 11:00:00 UTC+01:00 – 2026-03-29 12:00:00 UTC+02:00',
    );
  });

  test('keeps its place where clocks are set back and show an hour twice', () => {
    const instants = ['2026-10-25T00:30:00.000000Z', '2026-10-25T01:10:00.000000Z'];
    const shown = instants.map(berlin);
    expect(shown).toEqual(['2026-10-25T02:30:00.000000+02:00', '2026-10-25T02:10:00.000000+01:00']);
    expect(shown.toReversed().sort(byInstant)).toEqual(shown);
    expect(zonesText(shown)).toBe('UTC+01:00 and UTC+02:00');
  });

  test('stands in place of that of the logs, in times and in sentences about them, and nowhere else', () => {
    const time = '2026-03-02T23:05:09.000000Z';
    const report = {
      summary: {
        headline: 'Begins 2026-03-02 23:05:09 UTC, ends 2026-03-02 23:05:09 – 2026-03-03 00:00:00 UTC',
      },
      attempts: [{ startedAt: time, account: { name: time }, events: [{ time, summary: `at ${time}` }] }],
      coverage: [{ firstTime: null, lastTime: time, ranges: [[1, 2]] }],
    };
    expect(inZone(report, berlin)).toEqual({
      summary: {
        headline: 'Begins 2026-03-03 00:05:09 UTC+01:00, ends 2026-03-03 00:05:09 – 01:00:00 UTC+01:00',
      },
      attempts: [
        {
          startedAt: berlin(time),
          account: { name: time },
          events: [{ time: berlin(time), summary: `at ${time}` }],
        },
      ],
      coverage: [{ firstTime: null, lastTime: berlin(time), ranges: [[1, 2]] }],
    });
  });
});
