import type { ClockStep } from '../model/clock.ts';
import { atTime, type Event } from '../model/event.ts';
import { groupBy } from '../model/group-by.ts';
import { lastBefore } from '../model/last-before.ts';
import { micros, type Micros } from '../model/time.ts';
import { followSegments } from './clock-segments.ts';
import { byRecord, clockSteps, inputLife } from './clock-steps.ts';
import { byTime } from './timeline.ts';

/** One machine's events in the order in which they happened, whatever its clock said. */
export interface HostClock {
  /** Where the clock was set back, `time` runs on and `clock` keeps what the record says. */
  readonly events: readonly Event[];
  readonly steps: readonly ClockStep[];
  /** What the clock read at a `time` of these events. */
  readonly readAt: (time: Micros) => Micros;
}

/**
 * Puts the events of one machine in order: by record id inside a channel wherever the clock was set back, by time
 * everywhere else. A clock that was never set costs nothing and changes nothing.
 */
export function keepOrder(events: readonly Event[]): HostClock {
  const steps = clockSteps(events);
  if (steps.length === 0) return { events, steps, readAt: (time) => time };
  const segments = segmentsOf(events, steps);
  const running = runningClock(steps);
  const ordered = events.map((event) => {
    const stretch = running[segments.get(event) ?? 0];
    // A clock that was put right again shows the true time, and still its records come after those from ahead.
    if (!stretch || (stretch.shift === 0 && stretch.set === 0 && stretch.guesses === 0)) return event;
    const { shift, set, guesses } = stretch;
    return atTime(event, micros(event.time + shift), { read: event.time, set, guesses });
  });
  return {
    events: ordered.sort(byTime),
    steps,
    readAt: readerOf(running),
  };
}

interface Stretch {
  /** Added to what the clock reads, so that time runs on. */
  readonly shift: number;
  /** By how much the clock had been set in all since the first event. */
  readonly set: number;
  /** How many of the steps Windows did not record. */
  readonly guesses: number;
  /** The time, as it runs on, at which the stretch begins. */
  readonly from: number;
}

/** A clock that is set forward again after it was set back only makes good what it lost. */
function runningClock(steps: readonly ClockStep[]): readonly Stretch[] {
  const stretches: Stretch[] = [{ shift: 0, set: 0, guesses: 0, from: -Infinity }];
  for (const { before, after, isRecorded } of steps) {
    const last = stretches.at(-1) as Stretch;
    const shift = Math.max(0, last.shift - (after - before));
    stretches.push({
      shift,
      set: last.set + after - before,
      guesses: last.guesses + (isRecorded ? 0 : 1),
      from: after + shift,
    });
  }
  return stretches;
}

/** A stretch may begin before the one before it did: the last that had begun is asked, as of what comes later the earliest begins. */
function readerOf(running: readonly Stretch[]): (time: Micros) => Micros {
  const begun = running.map(({ from }) => from);
  for (let i = begun.length - 2; i >= 0; i--)
    begun[i] = Math.min(begun[i] ?? Infinity, begun[i + 1] ?? Infinity);
  return (time) => micros(time - (running[lastBefore(begun, time, (from) => from)]?.shift ?? 0));
}

type Segments = ReadonlyMap<Event, number>;

/**
 * A quiet channel may not show on which side of a step its records lie; the ActivityIDs it has in common with a channel
 * that does show it then tell.
 */
function segmentsOf(events: readonly Event[], steps: readonly ClockStep[]): Segments {
  const channels = [...groupBy(events, ({ source }) => source.channel).values()].flatMap(livesOf);
  const first = new Map<Event, number>();
  const told = new Map<string, number>();
  const unsure: (readonly Event[])[] = [];
  for (const channel of channels) {
    const follower = followSegments(steps, channel[0]?.source.channel ?? '');
    for (const event of channel) first.set(event, follower.place(event));
    if (!follower.isSure()) unsure.push(channel);
    else
      for (const event of channel) {
        const { activityId } = event;
        const segment = first.get(event) ?? 0;
        if (activityId !== undefined)
          told.set(activityId, Math.min(segment, told.get(activityId) ?? Infinity));
      }
  }
  for (const channel of unsure) {
    const follower = followSegments(steps, channel[0]?.source.channel ?? '');
    for (const event of channel) first.set(event, follower.place(event, told.get(event.activityId ?? '')));
  }
  return first;
}

/**
 * The records of one channel by record id. Inputs whose ids interleave are of different lives of the machine: ids
 * count from 1 again when Windows is installed anew.
 */
function livesOf(channel: readonly Event[]): readonly (readonly Event[])[] {
  const inputs = [...groupBy(channel, inputLife).values()].map((log) => log.toSorted(byRecord));
  inputs.sort((a, b) => firstId(a) - firstId(b));
  const overlap = inputs.some((log, i) => i > 0 && firstId(log) <= lastId(inputs[i - 1] ?? []));
  return overlap ? inputs : [inputs.flat()];
}
const firstId = (log: readonly Event[]): number => log[0]?.source.recordId ?? 0;
const lastId = (log: readonly Event[]): number => log.at(-1)?.source.recordId ?? 0;
