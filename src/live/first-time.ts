import { HOUR, MINUTE } from '../model/time.ts';

/** A clock that is set by the network is never off by this much. */
const OFF = 10 * MINUTE;

/**
 * Says what time it was when a following began: that of the latest record that was there. Machines that few others agree
 * with, by the clock of who follows, are left out: one whose clock is days ahead must not make all others late.
 *
 * @param latest The time of each machine's latest record, by its own clock; one at least.
 * @param at What time it was where the logs are followed; undefined: nobody says.
 */
export function firstTime(latest: Iterable<number>, at: number = Infinity): number {
  const times = [...latest];
  const isAhead = (time: number): boolean => time > at + OFF;
  const rightly = times.filter((time) => !isAhead(time));
  // Machines that were silent for a day say nothing of the time. Where most are ahead, who follows is behind.
  const saying = times.filter((time) => time > at - 24 * HOUR);
  const areFew = 2 * saying.filter(isAhead).length <= saying.length;
  return (areFew && rightly.length > 0 ? rightly : times).reduce((a, b) => Math.max(a, b), -Infinity);
}
