import type { Random } from './random.ts';

const MILLISECOND = 1000;

/** Where one chain of events has come to in time. Chains run side by side; each has a clock of its own. */
export interface Clock {
  /** Whole microseconds since 1970, UTC. */
  readonly now: number;
  /** Lets a time between the two pass, in milliseconds with fractions; gives the new time. */
  wait(least: number, most: number): number;
  /** A clock that starts here and runs on its own. */
  fork(): Clock;
}

/** Makes a clock that starts at the given time. */
export function createClock(random: Random, start: number): Clock {
  let now = start;
  return {
    get now() {
      return now;
    },
    wait(least, most) {
      now += random.integer(Math.round(least * MILLISECOND), Math.round(most * MILLISECOND));
      return now;
    },
    fork: () => createClock(random, now),
  };
}

/** Makes a clock that starts within the given second: stories need no more, and no log shows round times. */
export const startClock = (random: Random, second: string): Clock =>
  createClock(random, utc(second) + random.integer(0, 999_999));

/** Reads a time such as `2024-03-12 08:15:00`, UTC, as whole microseconds since 1970. */
export function utc(text: string): number {
  const milliseconds = Date.parse(`${text.replace(' ', 'T')}Z`);
  if (Number.isNaN(milliseconds)) throw new RangeError(`expected a time, found '${text}'`);
  return milliseconds * MILLISECOND;
}
