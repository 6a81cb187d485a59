import { HOUR, MINUTE } from '../model/time.ts';

/** A clock that is set by the network is never off by this much. */
const OFF = 10 * MINUTE;

/**
 * Says what time it was when a following began: that of the latest record that was there. Machines that are ahead of the
 * clock of who follows are left out, unless they outvote it and those that agree with it: one whose clock is days ahead
 * must not make all others late.
 *
 * @param latest The time of each machine's latest record, by its own clock; one at least.
 * @param at What time it was where the logs are followed; undefined: nobody says.
 */
export function firstTime(latest: Iterable<number>, at: number = Infinity): number {
  const times = [...latest];
  const ahead = times.filter((time) => time > at + OFF);
  const rightly = times.filter((time) => time <= at + OFF);
  // Machines that were silent for a day say nothing of the time.
  const agreeing = rightly.filter((time) => time > at - 24 * HOUR);
  const areOutvoted = rightly.length > 0 && ahead.length <= agreeing.length + 1;
  return (areOutvoted ? rightly : times).reduce((a, b) => Math.max(a, b), -Infinity);
}
