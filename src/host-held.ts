import type { Draft } from './correlate/draft.ts';
import {
  createHostMemory,
  createMemoryRoom,
  type HostMemory,
  type MemoryRoom,
  type MemoryState,
} from './diagnose/host-memory.ts';
import {
  createProofMemory,
  type ProofMemory,
  type ProofState,
  type SignProof,
} from './diagnose/proof-memory.ts';
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
  readonly proofs: ProofMemory;
  readonly leftovers: Leftovers;
  readonly clockSteps: ClockStep[];
  /** Attempts that were judged before their end, for there were too many. */
  cutShort: number;
  /** Records that attempts had too many of. */
  unlisted: number;
}

/** What is held, as plain data. */
export interface HeldState extends Omit<Held, Memories> {
  readonly attached: MemoryState;
  readonly unattached: MemoryState;
  readonly proofs: ProofState;
}

type Memories = 'attached' | 'unattached' | 'proofs';

const nothingHeld = (): Omit<Held, Memories> => ({
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

/** What all hosts share. */
export interface MemoryRooms {
  readonly records: MemoryRoom;
  readonly proofs: MemoryRoom;
}

/** How much of its room each memory may fill, which is less the more hosts there are. */
export interface RoomShares {
  readonly records: number;
  readonly proofs: number;
}

/** A stretch of records that shows a cause must not be torn: each keeps ten of them. */
const LEAST_PROOFS = 0.1;

/** Makes the rooms for so many events, and half as many that causes rest on. */
export function memoryRooms(most?: number, shares: RoomShares = { records: 1, proofs: 1 }): MemoryRooms {
  return {
    records: createMemoryRoom(most, shares.records),
    proofs: createMemoryRoom(most === undefined ? most : most / 2, shares.proofs, LEAST_PROOFS),
  };
}

/** Holds nothing yet, or what is known already. */
export function createHeld(
  kindsToRemember: ReadonlySet<string>,
  { records, proofs }: MemoryRooms,
  state?: HeldState,
): Held {
  return {
    ...(state ?? nothingHeld()),
    attached: createHostMemory(kindsToRemember, records, state?.attached),
    unattached: createHostMemory(kindsToRemember, records, state?.unattached),
    proofs: createProofMemory(proofs, state?.proofs),
  };
}

export const heldState = (held: Held): HeldState => ({
  ...held,
  attached: held.attached.state,
  unattached: held.unattached.state,
  proofs: held.proofs.state,
});

/** Events that no attempt explains, with those of earlier rounds that are remembered, in time order. */
export const withRemembered = (held: Held, unattached: readonly Event[]): readonly Event[] =>
  inOrder(new Set([...held.unattached.events(), ...held.proofs.events(), ...unattached])).events;

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
  /** Those that are looked at again in the next round. */
  readonly staying: ReadonlySet<Event>;
}

export const nothingLeaves: Leaving = { events: [], alone: new Set(), staying: new Set() };

/** Remembers or forgets what leaves, and what the host's causes rest on. */
export function letGo(held: Held, { events, alone, staying }: Leaving, proofs: readonly SignProof[]): void {
  held.proofs.hold(proofs, (event) => staying.has(event));
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
  held.attached.absorb(other.attached);
  held.unattached.absorb(other.unattached);
  held.proofs.absorb(other.proofs);
  for (const step of other.clockSteps) held.clockSteps.push(step);
  held.cutShort += other.cutShort;
  held.unlisted += other.unlisted;
  joinLeftovers(held.leftovers, other.leftovers);
}
