import type { ClockStep } from '../model/clock.ts';
import type { Event } from '../model/event.ts';
import { SECOND } from '../model/time.ts';
import { isOrderly, ranBack } from './clock-steps.ts';

/** What the clock reads and what is written differ by the time that writing takes. */
const SLACK: number = 2 * SECOND;

/** Says after how many of the machine's clock steps an event was written. */
export interface ClockSegments {
  /** Ask in the order of the channel's record ids. `least`: what other logs say of the event. */
  place(event: Event, least?: number): number;
  /** The channel itself shows where it was: an order of its records, or a step's own record. */
  readonly isSure: () => boolean;
}

/**
 * Follows one channel of a machine through the steps of its clock: each event lies in the first stretch between two
 * steps that its time fits, and never in an earlier one than the event before it. All it remembers is where it is.
 */
export function followSegments(steps: readonly ClockStep[], channel: string): ClockSegments {
  // A log that has the steps' own records needs no other sign, and one that is written late has no better.
  const own = stepsRecordedIn(channel, steps);
  const showsSteps = isOrderly(channel) || own.size === 0;
  let at = 0;
  let last: Event | undefined;
  let sure = false;
  const fits = (event: Event, segment: number): boolean =>
    event.time >= (steps[segment - 1]?.after ?? -Infinity) - SLACK &&
    event.time <= (steps[segment]?.before ?? Infinity) + SLACK;
  const nextThatFits = (event: Event, from: number): number | undefined => {
    for (let segment = from; segment <= steps.length; segment++) if (fits(event, segment)) return segment;
    return undefined;
  };
  return {
    isSure: () => sure,
    place(event, least = 0) {
      const ended = own.get(event) ?? 0;
      const isBack = showsSteps && last !== undefined && ranBack(last, event);
      const from = Math.max(at + (isBack ? 1 : 0), ended, least);
      const found = nextThatFits(event, from) ?? Math.max(at, ended);
      if ((isBack && found > at) || ended > at) sure = true;
      at = found;
      last = event;
      return at;
    },
  };
}

/** The steps' own records in a channel, each with how many steps there were with it. */
const stepsRecordedIn = (channel: string, steps: readonly ClockStep[]): ReadonlyMap<Event, number> =>
  new Map(
    steps.flatMap(({ isRecorded, event }, i) =>
      isRecorded && event.source.channel === channel ? [[event, i + 1] as const] : [],
    ),
  );
