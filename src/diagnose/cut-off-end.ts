import type { Attempt } from '../model/attempt.ts';
import { isToldLater, type Event } from '../model/event.ts';
import { micros } from '../model/time.ts';

/** When an attempt ended of which no end was seen, as far as the evidence of its cause tells. */
export function cutOffEnd(
  { cutOffBy = [], endedAt }: Attempt,
  evidence: readonly Event[],
): Pick<Attempt, 'endedAt' | 'endedBefore'> {
  const stop = cutOffBy.find((event) => evidence.includes(event));
  if (!stop) return { endedAt };
  return isToldLater(stop)
    ? { endedAt, endedBefore: stop.time }
    : { endedAt: micros(Math.max(endedAt, stop.time)) };
}
