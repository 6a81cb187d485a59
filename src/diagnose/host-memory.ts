import { inTime, type Event } from '../model/event.ts';
import type { EventMatcher, Pattern } from '../model/pattern.ts';

/** Events of a host that patterns may still ask for when the events around them are gone. */
export interface HostMemory {
  keep(event: Event): void;
  /** Takes over what another name of the same machine has, and what it forgot. */
  absorb(other: HostMemory): void;
  /** In time order. */
  events(): readonly Event[];
  /** Those of one kind, in any order. */
  ofKind(kind: string): readonly Event[];
  /** Up to when some of these kinds are forgotten; -Infinity: none is. */
  forgottenTo(kinds: readonly string[]): number;
  /** How many events of the kinds asked for are not held any more. */
  readonly forgotten: number;
  /** All it knows, to be made again of. */
  readonly state: MemoryState;
}

/** What a memory holds, as plain data. */
export interface MemoryState {
  readonly byKind: Map<string, OfKind>;
  forgotten: number;
}

/** Of each kind the first, where a trouble began, and the latest, near which the next attempt will be. */
const FIRST = 20;
const LATEST = 80;
/** All hosts together, where each has less than that. */
const MOST_HELD = 100_000;

/** How many of each that share of the room allows. */
const placesIn = (share: number) => ({ first: Math.ceil(FIRST * share), latest: Math.ceil(LATEST * share) });

/** Parts what comes in time order: the first and the latest, as many as that share of the room allows, and all between. */
export function firstAndLatest<T>(
  all: readonly T[],
  share: number,
): { readonly kept: readonly T[]; readonly between: readonly T[] } {
  const { first, latest } = placesIn(share);
  if (all.length <= first + latest) return { kept: all, between: [] };
  return {
    kept: [...all.slice(0, first), ...all.slice(-latest)],
    between: all.slice(first, -latest),
  };
}

interface OfKind {
  first: Event[];
  /** A ring once it is full. */
  latest: Event[];
  next: number;
  /** The time of the latest that is forgotten; -Infinity: none is. */
  forgottenTo: number;
}

/** The room that the memories of all hosts have together. */
export interface MemoryRoom {
  /** Takes a memory in, with what it holds. */
  add(memory: Shrinkable): void;
  /** Is told how many more events are held, or fewer. */
  take(more: number): void;
  /** How much of the first and the latest each memory may hold of a kind. */
  readonly share: number;
}

interface Shrinkable {
  /** Forgets what is beyond the share, and says how many events are left. */
  shrink(share: number): number;
}

/**
 * Makes room for so many events; where many hosts fill it, each may hold a tenth less of each kind, until it fits. The first
 * and the latest of each kind stay, however many hosts there are.
 */
export function createMemoryRoom(
  most: number = MOST_HELD,
  share = 1,
  leastShare: number = 1 / LATEST,
): MemoryRoom {
  const memories: Shrinkable[] = [];
  const room = { held: 0, share };
  const shrinkAll = (): void => {
    room.held = memories.reduce((sum, memory) => sum + memory.shrink(room.share), 0);
  };
  return {
    get share() {
      return room.share;
    },
    add(memory) {
      memories.push(memory);
      room.held += memory.shrink(room.share);
    },
    take(more) {
      room.held += more;
      while (room.held > most && room.share > leastShare) {
        room.share = Math.max(leastShare, room.share * 0.9);
        shrinkAll();
      }
    },
  };
}

/** Makes a memory for events of these kinds; its size is bounded by their number, and by the room, whatever comes. */
export function createHostMemory(
  kinds: ReadonlySet<string>,
  room: MemoryRoom = createMemoryRoom(),
  state: MemoryState = { byKind: new Map(), forgotten: 0 },
): HostMemory {
  const { byKind } = state;
  const forget = (own: OfKind, events: readonly Event[]): void => {
    state.forgotten += events.length;
    for (const { time } of events) own.forgottenTo = Math.max(own.forgottenTo, time);
  };
  const ofKind = (kind: string): OfKind => {
    const own = byKind.get(kind) ?? { first: [], latest: [], next: 0, forgottenTo: -Infinity };
    byKind.set(kind, own);
    return own;
  };
  /** Lets a kind have these, in time order, as far as there is room, and says how many they are. */
  const fill = (own: OfKind, events: readonly Event[], share: number): number => {
    const { kept, between } = firstAndLatest(events, share);
    const { first } = placesIn(share);
    forget(own, between);
    own.first = kept.slice(0, first);
    own.latest = kept.slice(first);
    own.next = 0;
    return kept.length;
  };
  room.add({
    shrink: (share) =>
      [...byKind.values()].reduce(
        (sum, own) => sum + (fits(own, share) ? countOf(own) : fill(own, inTurn(own), share)),
        0,
      ),
  });
  return {
    keep(event) {
      if (!kinds.has(event.kind)) return;
      const own = ofKind(event.kind);
      const { first, latest } = placesIn(room.share);
      if (own.first.length < first) own.first.push(event);
      else if (own.latest.length < latest) own.latest.push(event);
      else {
        forget(own, own.latest.splice(own.next, 1, event));
        own.next = (own.next + 1) % latest;
        return;
      }
      room.take(1);
    },
    absorb(other) {
      state.forgotten += other.forgotten;
      for (const [kind, theirs] of other.state.byKind) {
        const own = ofKind(kind);
        const before = inTurn(own);
        own.forgottenTo = Math.max(own.forgottenTo, theirs.forgottenTo);
        room.take(fill(own, inTime([...before, ...inTurn(theirs)]), room.share) - before.length);
      }
    },
    events: () => inTime([...byKind.values()].flatMap(inTurn)),
    ofKind(kind) {
      const own = byKind.get(kind);
      return own ? inTurn(own) : [];
    },
    forgottenTo: (kinds) => Math.max(...kinds.map((kind) => byKind.get(kind)?.forgottenTo ?? -Infinity)),
    get forgotten() {
      return state.forgotten;
    },
    state,
  };
}

const countOf = ({ first, latest }: OfKind): number => first.length + latest.length;
const fits = (own: OfKind, share: number): boolean => {
  const { first, latest } = placesIn(share);
  return own.first.length <= first && own.latest.length <= latest;
};
/** As they came. */
const inTurn = ({ first, latest, next }: OfKind): readonly Event[] => [
  ...first,
  ...latest.slice(next),
  ...latest.slice(0, next),
];

/** The kinds that patterns ask for beyond the events of one attempt. */
export function kindsBeyondAttempts(patterns: readonly Pattern[]): ReadonlySet<string> {
  const matchers: EventMatcher[] = patterns.flatMap(({ signs, hostSigns, contradictedBy }) => [
    ...signs.flatMap(({ nearby, cutOffBy }) => [...nearby, ...cutOffBy]),
    ...hostSigns.flatMap(({ all, any, none, noneAfter }) => [...all, ...any, ...none, ...noneAfter]),
    ...(hostSigns.length > 0 ? contradictedBy : []),
  ]);
  return new Set(matchers.flatMap(({ kinds }) => kinds));
}
