import { describe, expect, it } from 'vitest';
import { drawnAnew, spreadOf } from './support/simulate/score/drawn-anew.ts';
import { isTrueOf } from './support/simulate/score/score-host.ts';
import { addTally, count, countBy, createTally, noteMistake } from './support/simulate/score/tally.ts';

const hosts = (number: number, count: number, of: number) =>
  Array.from({ length: number }, () => ({ count, of }));

describe('a figure when hosts are drawn anew', () => {
  it('stays where all hosts are alike, however few attempts each has', () => {
    expect(drawnAnew(hosts(100, 3, 4))).toEqual([75, 75]);
  });

  it('may be anything where one host of two has all that is wrong', () => {
    // One time in four both draws are the one, one time in four both are the other.
    expect(drawnAnew([...hosts(1, 0, 10), ...hosts(1, 10, 10)])).toEqual([0, 100]);
  });

  it('falls by as many hosts as one of a hundred is drawn', () => {
    // Drawn four times or more: 1.9 % of all draws, which is left out; three times or more: 7.9 %. Never: 37 %.
    expect(drawnAnew([...hosts(99, 10, 10), ...hosts(1, 0, 10)])).toEqual([97, 100]);
  });

  it('weighs hosts by what they have', () => {
    // One host has as many attempts as all others together. Never drawn all is right; drawn three times 97 of 394 are.
    const [least = 0, most = 0] = drawnAnew([...hosts(99, 1, 1), ...hosts(1, 0, 99)]) ?? [];
    expect(least).toBeCloseTo((100 * 97) / 394);
    expect(most).toBe(100);
    expect(drawnAnew([...hosts(1, 5, 10), ...hosts(50, 0, 0)])).toEqual([50, 50]);
  });

  it('is the same every time, and none where there is nothing to draw', () => {
    const some = Array.from({ length: 30 }, (_, i) => ({ count: i, of: 30 }));
    expect(drawnAnew(some)).toEqual(drawnAnew(some));
    expect(drawnAnew([])).toBeUndefined();
    expect(drawnAnew(hosts(5, 0, 0))).toBeUndefined();
    // That none of five hosts shows a mistake does not prove that a sixth would show none.
    expect(drawnAnew(hosts(5, 0, 10))).toBeUndefined();
    expect(drawnAnew(hosts(5, 10, 10))).toBeUndefined();
  });

  it('is told in whole percentages, or closer where it is closer', () => {
    expect(spreadOf([...hosts(99, 10, 10), ...hosts(1, 5, 10)])).toBe('98 to 100 %');
    expect(spreadOf([...hosts(99, 1000, 1000), ...hosts(1, 990, 1000)])).toBe('99.97 to 100.00 %');
    expect(spreadOf([])).toBe('');
  });
});

describe('what is said where no record tells name from password', () => {
  const either = { cause: 'wrong-password', headline: 'The user name or password was wrong' };

  it('is true of a name that nobody has, and of no locked account', () => {
    expect(isTrueOf('unknown-user', either)).toBe(true);
    expect(isTrueOf('account-locked-out', either)).toBe(false);
    expect(isTrueOf(undefined, either)).toBe(false);
  });

  it('is not true where the password alone is named', () => {
    expect(isTrueOf('unknown-user', { ...either, headline: 'The password was wrong' })).toBe(false);
  });
});

describe('the tallies of two hosts', () => {
  it('are one tally', () => {
    const [one, other] = [createTally(), createTally()] as const;
    for (const tally of [one, other]) {
      tally.records = 7;
      tally.attempts.lost = 2;
      count(tally.cause, true);
      count(tally.calibration.likely, false);
      countBy(tally.byCause, 'idle-limit', true);
      noteMistake(tally, 'idle-limit', 'no cause', 'first');
    }
    noteMistake(other, 'idle-limit', 'wrong-password', 'second');
    count(other.cause, false);
    other.falselyClaimed.push({ answer: 'idle-limit', example: 'third' });
    const total = createTally();
    for (const tally of [one, other]) addTally(total, tally);
    expect(total).toMatchObject({ records: 14, attempts: { lost: 4 }, cause: { count: 2, of: 3 } });
    expect(total.calibration.likely).toEqual({ count: 0, of: 2 });
    expect([...total.byCause]).toEqual([['idle-limit', { count: 2, of: 2 }]]);
    expect([...total.mistakes.values()].map(({ answer, count: times }) => [answer, times])).toEqual([
      ['no cause', 2],
      ['wrong-password', 1],
    ]);
    expect(total.falselyClaimed).toEqual([{ answer: 'idle-limit', example: 'third' }]);
    expect(one.cause).toEqual({ count: 1, of: 1 });
  });
});
