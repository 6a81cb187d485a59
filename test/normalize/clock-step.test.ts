import { expect, test } from 'vitest';
import { clockStep } from '../../src/normalize/clock-step.ts';

const written = Date.UTC(2015, 7, 23, 10, 29, 50) * 1000;

test.each([
  [
    'local times of older Windows',
    ['8/23/2015', '1:29:48 PM', '8/23/2015', '3:29:50 AM'],
    '-9 h 59 min 58 s',
  ],
  ['over midnight', ['8/24/2015', '12:14:49 AM', '8/23/2015', '2:14:52 PM'], '-9 h 59 min 57 s'],
  ['to what it was', ['8/23/2015', '3:29:50 AM', '8/23/2015', '3:29:50 AM'], '+0 s'],
  ['instants', ['2015-08-23T10:20:00.0000000Z', '2015-08-23T10:29:50.0000000Z'], '+9 min 50 s'],
  ['a day that is taken for a month', ['5/8/2015', '03:29:48', '6/8/2015', '03:29:50'], undefined],
  ['words that nobody reads', ['gestern', 'heute'], undefined],
  ['nothing', [], undefined],
])('by how much a clock was set: %s', (_, values, expected) => {
  expect(clockStep(values, written)).toBe(expected);
});
