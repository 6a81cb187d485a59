import type { Attempt } from '../model/attempt.ts';
import { readTime, type Event } from '../model/event.ts';
import { micros, type Micros } from '../model/time.ts';
import type { OuterView } from './outer-view.ts';
import type { ViewPair } from './pair-views.ts';

/** Tries on a clock that nobody set, by which those of two machines can be compared. */
export interface Steady<T> {
  readonly tries: readonly T[];
  /** What a try was before, and what was taken off its times. */
  origin(one: T): { readonly one: T; readonly shift: number };
}

/** A host's attempts on the clock that it had for most of them. */
export const steadyAttempts = (attempts: readonly Attempt[]): Steady<Attempt> =>
  steadied(
    attempts,
    ({ events }) => events[0]?.event,
    (attempt, by) => ({
      ...attempt,
      startedAt: moved(attempt.startedAt, by),
      endedAt: moved(attempt.endedAt, by),
      events: attempt.events.map((link) => ({
        ...link,
        event: { ...link.event, time: moved(link.event.time, by) },
      })),
    }),
  );

/** What another machine saw, on the clock that it had for most of it. */
export const steadyViews = (views: readonly OuterView[]): Steady<OuterView> =>
  steadied(
    views,
    ({ links }) => links[0]?.event,
    (view, by) => ({
      ...view,
      begun: view.begun.map((time) => moved(time, by)),
      until: moved(view.until, by),
      ended: view.ended === undefined ? undefined : moved(view.ended, by),
    }),
  );

/** A pair by the times that the two machines' events have. */
export function asTheyWere(pair: ViewPair, views: Steady<OuterView>, attempts: Steady<Attempt>): ViewPair {
  const [view, attempt] = [views.origin(pair.view), attempts.origin(pair.attempt)];
  return { ...pair, view: view.one, attempt: attempt.one, delta: pair.delta + attempt.shift - view.shift };
}

const moved = (time: Micros, by: number): Micros => micros(time - by);

function steadied<T>(
  tries: readonly T[],
  firstOf: (one: T) => Event | undefined,
  move: (one: T, by: number) => T,
): Steady<T> {
  const origins = new Map<T, { readonly one: T; readonly shift: number }>();
  const usual = usualSetting(tries.map(firstOf));
  const all = tries.map((one) => {
    const first = firstOf(one);
    // What the clock would have shown, had it been set for all tries as it was for most.
    const shift = first ? first.time - (readTime(first) - setBy(first) + usual) : 0;
    if (shift === 0) return one;
    const steady = move(one, shift);
    origins.set(steady, { one, shift });
    return steady;
  });
  return { tries: all, origin: (one) => origins.get(one) ?? { one, shift: 0 } };
}

const setBy = (event: Event | undefined): number => event?.clock?.set ?? 0;

/** By how much the clock had been set while most happened; of two the later. */
function usualSetting(events: readonly (Event | undefined)[]): number {
  const counts = new Map<number, number>();
  for (const event of events) counts.set(setBy(event), (counts.get(setBy(event)) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] >= best[1] ? one : best), [0, 0])[0];
}
