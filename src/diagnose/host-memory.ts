import type { Event } from '../model/event.ts';
import type { EventMatcher, Pattern } from '../model/pattern.ts';

/** Events of a host that patterns may still ask for when the events around them are gone. */
export interface HostMemory {
  keep(event: Event): void;
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

/** Of events in time order the first and the latest, as many as that share of the room allows. */
export const firstAndLatest = (events: readonly Event[], share: number): readonly Event[] => {
  const [first, latest] = [Math.ceil(FIRST * share), Math.ceil(LATEST * share)];
  return events.length <= first + latest ? events : [...events.slice(0, first), ...events.slice(-latest)];
};

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
  const shrinkKind = (own: OfKind, share: number): number => {
    const [first, latest] = [Math.ceil(FIRST * share), Math.ceil(LATEST * share)];
    forget(own, own.first.splice(first));
    if (own.latest.length > latest) {
      const inTurn = [...own.latest.slice(own.next), ...own.latest.slice(0, own.next)];
      forget(own, inTurn.slice(0, -latest));
      own.latest = inTurn.slice(-latest);
      own.next = 0;
    }
    return own.first.length + own.latest.length;
  };
  room.add({
    shrink: (share) => [...byKind.values()].reduce((sum, own) => sum + shrinkKind(own, share), 0),
  });
  return {
    keep(event) {
      if (!kinds.has(event.kind)) return;
      const own = byKind.get(event.kind) ?? { first: [], latest: [], next: 0, forgottenTo: -Infinity };
      byKind.set(event.kind, own);
      const latest = Math.ceil(LATEST * room.share);
      if (own.first.length < Math.ceil(FIRST * room.share)) own.first.push(event);
      else if (own.latest.length < latest) own.latest.push(event);
      else {
        forget(own, own.latest.splice(own.next, 1, event));
        own.next = (own.next + 1) % latest;
        return;
      }
      room.take(1);
    },
    events: () =>
      [...byKind.values()]
        .flatMap(({ first, latest }) => [...first, ...latest])
        .sort((a, b) => a.time - b.time),
    ofKind(kind) {
      const own = byKind.get(kind);
      return own ? [...own.first, ...own.latest] : [];
    },
    forgottenTo: (kinds) => Math.max(...kinds.map((kind) => byKind.get(kind)?.forgottenTo ?? -Infinity)),
    get forgotten() {
      return state.forgotten;
    },
    state,
  };
}

/** The kinds that patterns ask for beyond the events of one attempt. */
export function kindsBeyondAttempts(patterns: readonly Pattern[]): ReadonlySet<string> {
  const matchers: EventMatcher[] = patterns.flatMap(({ signs, hostSigns, contradictedBy }) => [
    ...signs.flatMap(({ nearby, cutOffBy }) => [...nearby, ...cutOffBy]),
    ...hostSigns.flatMap(({ all, any, none, noneAfter }) => [...all, ...any, ...none, ...noneAfter]),
    ...(hostSigns.length > 0 ? contradictedBy : []),
  ]);
  return new Set(matchers.flatMap(({ kinds }) => kinds));
}
