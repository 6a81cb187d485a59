import { describe, expect, test } from 'vitest';
import { createArrivalClock, type ArrivalClock } from '../../src/live/arrival-clock.ts';
import { HOUR, MINUTE, SECOND } from '../../src/model/time.ts';

const START = 1_700_000_000 * SECOND;
const YEAR = 365 * 24 * HOUR;

/** A clock to which A and B write right now, every second. */
function running(): {
  readonly clock: ArrivalClock;
  readonly second: (...more: readonly Row[]) => readonly number[];
} {
  const clock = createArrivalClock(15 * SECOND);
  clock.begin(START);
  let now = START;
  return {
    clock,
    second(...rows) {
      now += SECOND;
      clock.pass(SECOND);
      return rows.map(([computer, off]) => clock.place(computer, now + off) - now);
    },
  };
}
type Row = readonly [computer: string, off: number];

describe('the time by which records came', () => {
  test('is theirs where their clock is right or they are a little late', () => {
    const { clock, second } = running();
    expect(second(['A', 0], ['B', -5 * SECOND])).toEqual([0, -5 * SECOND]);
    expect(clock.now()).toBe(START + SECOND);
  });

  test('runs on while nothing comes', () => {
    const { clock, second } = running();
    for (let i = 0; i < 100; i++) second();
    expect(clock.now()).toBe(START + 100 * SECOND);
    expect(second(['A', 0])).toEqual([0]);
  });

  test('is not moved by a single record of another year, nor by a machine that lives there', () => {
    const { clock, second } = running();
    expect(second(['A', YEAR], ['B', 0])).toEqual([0, 0]);
    for (let i = 0; i < 100; i++) expect(second(['A', 0], ['C', YEAR], ['D', -YEAR])).toEqual([0, 0, 0]);
    expect(clock.now()).toBe(START + 101 * SECOND);
  });

  test('keeps the order within a machine whose clock is off', () => {
    const { second } = running();
    second(['A', 0], ['C', HOUR]);
    const [early = 0, late = 0] = second(['C', HOUR - 2 * SECOND], ['C', HOUR - SECOND]);
    expect(late - early).toBe(SECOND);
  });

  test('takes what is new by its word, though something old came just before', () => {
    const clock = createArrivalClock(15 * SECOND);
    clock.begin(START);
    clock.pass(HOUR);
    expect(clock.place('A', START + MINUTE)).toBe(START + MINUTE);
    clock.pass(SECOND);
    expect(clock.place('B', START + HOUR)).toBe(START + HOUR);
    expect(clock.offset('B')).toBe(0);
  });

  test.each([
    [START + MINUTE, START + MINUTE],
    [undefined, START + HOUR + SECOND],
  ])('takes an old record by its word where it was known of before it came: %i, %i', (known, placed) => {
    const clock = createArrivalClock(15 * SECOND);
    clock.begin(START);
    clock.pass(HOUR);
    clock.pass(SECOND, known);
    expect(clock.place('A', START + MINUTE)).toBe(placed);
  });

  test('is right again at once when a clock that was set ahead is set back', () => {
    const { clock, second } = running();
    for (let i = 0; i < 60; i++) second(['A', 30 * MINUTE]);
    expect(clock.offset('a')).toBe(30 * MINUTE);
    expect(second(['A', 0])).toEqual([0]);
    expect(clock.offset('a')).toBe(0);
    expect(clock.now()).toBe(START + 61 * SECOND);
  });
});
