import type { Attempt } from '../model/attempt.ts';
import { readTime, type Event } from '../model/event.ts';
import type { ReportAttempt } from '../model/report.ts';
import { formatMicros, MILLISECOND } from '../model/time.ts';

type Times = Pick<ReportAttempt, 'startedAt' | 'endedAt' | 'endedBefore' | 'durationMs' | 'clockSetMs'>;

/**
 * When an attempt began and ended by the clock of its host, as the records have it, and how long it really took: a
 * clock that was set meanwhile makes those two differ.
 */
export function attemptTimes(attempt: Attempt): Times {
  const { startedAt, endedAt, endedBefore, cutOffBy = [] } = attempt;
  const own = attempt.events.flatMap(({ event, from }) => (from === undefined ? [event] : []));
  const stopAt = (time: number): Event | undefined => cutOffBy.find((event) => event.time === time);
  const first = own.find((event) => event.time === startedAt);
  const last = own.findLast((event) => event.time === endedAt) ?? stopAt(endedAt);
  const before = endedBefore === undefined ? undefined : stopAt(endedBefore);
  const start = first ? readTime(first) : startedAt;
  const end = last ? readTime(last) : endedAt;
  const setBy = (last?.clock?.set ?? 0) - (first?.clock?.set ?? 0);
  const isGuess = (last?.clock?.guesses ?? 0) !== (first?.clock?.guesses ?? 0);
  return {
    startedAt: formatMicros(start),
    endedAt: formatMicros(end),
    ...(endedBefore !== undefined && { endedBefore: formatMicros(before ? readTime(before) : endedBefore) }),
    durationMs: isGuess ? null : Math.round(Math.max(0, end - start - setBy) / MILLISECOND),
    ...(setBy === 0 ? {} : { clockSetMs: Math.round(setBy / MILLISECOND) }),
  };
}
