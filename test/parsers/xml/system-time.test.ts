import { expect, test } from 'vitest';
import { readSystemTime } from '../../../parsers/xml/system-time.ts';

const SECOND = Date.UTC(2020, 1, 3, 6, 53, 4) * 1000;

test.each([
  ['2020-02-03T06:53:04Z', SECOND],
  ['2020-02-03T06:53:04', SECOND],
  ['2020-02-03T06:53:04.4Z', SECOND + 400_000],
  ['2020-02-03T06:53:04.4642137Z', SECOND + 464_213],
  ['2020-02-03T06:53:04.999999999Z', SECOND + 999_999],
  ['2020-02-03T07:53:04.5+01:00', SECOND + 500_000],
  ['2020-02-03T01:23:04-0530', SECOND],
  ['1969-12-31T23:59:59.9999999Z', -1],
  ['1601-01-01T00:00:00Z', -11_644_473_600_000_000],
])('%s', (text, time) => {
  expect(readSystemTime(text)).toBe(time);
});

test.each([
  '',
  'x',
  '2020-02-30T00:00:00Z',
  '2020-13-01T00:00:00Z',
  '2020-01-01T24:00:00Z',
  '2020-01-01T00:61:00Z',
  '2020-01-01',
  '2020-01-01T00:00:00.Z',
  '0050-01-01T00:00:00Z',
  ' 2020-02-03T06:53:04Z',
])('no time: %s', (text) => {
  expect(readSystemTime(text)).toBeUndefined();
});
