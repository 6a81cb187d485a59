import type { Draft } from './correlate/draft.ts';
import {
  createHostMemory,
  type HostMemory,
  type MemoryRoom,
  type MemoryState,
} from './diagnose/host-memory.ts';
import type { ClockStep } from './model/clock.ts';
import { recordKey, type Event } from './model/event.ts';
import type { KeptAttempt } from './report/attempt-keeper.ts';
import { joinLeftovers, noLeftovers, noteLeftover, type Leftovers } from './report/build-coverage.ts';
import type { HostClock } from './timeline/keep-order.ts';
import { inOrder } from './timeline/timeline.ts';

/** What is held of one host between two rounds. */
export interface Held {
  pending: Event[];
  /** Attempts in sessions that go on. */
  carried: Draft[];
  attempts: KeptAttempt[];
  readonly attached: HostMemory;
  readonly unattached: HostMemory;
  readonly leftovers: Leftovers;
  readonly clockSteps: ClockStep[];
  /** Attempts that were judged before their end, for there were too many. */
  cutShort: number;
  /** Records that attempts had too many of. */
  unlisted: number;
}

/** What is held, as plain data. */
export interface HeldState extends Omit<Held, 'attached' | 'unattached'> {
  readonly attached: MemoryState;
  readonly unattached: MemoryState;
}

const nothingHeld = (): Omit<Held, 'attached' | 'unattached'> => ({
  pending: [],
  carried: [],
  attempts: [],
  leftovers: noLeftovers(),
  clockSteps: [],
  cutShort: 0,
  unlisted: 0,
});

/** A clock that is set all day need not be told of without end. */
const MOST_STEPS = 1000;

/** Holds nothing yet, or what is known already. */
export function createHeld(kindsToRemember: ReadonlySet<string>, room: MemoryRoom, state?: HeldState): Held {
  return {
    ...(state ?? nothingHeld()),
    attached: createHostMemory(kindsToRemember, room, state?.attached),
    unattached: createHostMemory(kindsToRemember, room, state?.unattached),
  };
}

export const heldState = (held: Held): HeldState => ({
  ...held,
  attached: held.attached.state,
  unattached: held.unattached.state,
});

/** Events that no attempt explains, with those of earlier rounds that are remembered, in time order. */
export const withRemembered = (held: Held, unattached: readonly Event[]): readonly Event[] =>
  inOrder([...held.unattached.events(), ...unattached]).events;

/** Notes where the clock was set; a step that waits is found again in the next round. */
export function noteSteps(held: Held, { steps }: HostClock, waiting: Iterable<Event> = []): void {
  if (steps.length === 0) return;
  const stays = new Set(Array.from(waiting, recordKey));
  const gone = steps.filter(({ event }) => !stays.has(recordKey(event)));
  held.clockSteps.push(...gone.slice(0, MOST_STEPS - held.clockSteps.length));
}

/** Events that nothing waits for once their round is judged. */
export interface Leaving {
  readonly events: readonly Event[];
  /** Those that no attempt explains. */
  readonly alone: ReadonlySet<Event>;
}

export const nothingLeaves: Leaving = { events: [], alone: new Set() };

/** Remembers or forgets what leaves. */
export function letGo(held: Held, { events, alone }: Leaving): void {
  for (const event of events) {
    const isAlone = alone.has(event);
    if (isAlone) noteLeftover(held.leftovers, event);
    (isAlone ? held.unattached : held.attached).keep(event);
  }
}

/** Takes over what is held under another name of the same machine. */
export function absorb(held: Held, other: Held): void {
  for (const event of other.pending) held.pending.push(event);
  for (const draft of other.carried) held.carried.push(draft);
  for (const kept of other.attempts) held.attempts.push(kept);
  for (const event of other.attached.events()) held.attached.keep(event);
  for (const event of other.unattached.events()) held.unattached.keep(event);
  for (const step of other.clockSteps) held.clockSteps.push(step);
  held.cutShort += other.cutShort;
  held.unlisted += other.unlisted;
  joinLeftovers(held.leftovers, other.leftovers);
}
