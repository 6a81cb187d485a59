import type { Event } from '../model/event.ts';
import type { EventMatcher, Pattern } from '../model/pattern.ts';

/** Events of a host that patterns may still ask for when the events around them are gone. */
export interface HostMemory {
  keep(event: Event): void;
  /** In time order. */
  events(): readonly Event[];
  /** Those of one kind, in any order. */
  ofKind(kind: string): readonly Event[];
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

interface OfKind {
  readonly first: Event[];
  /** A ring once it is full. */
  readonly latest: Event[];
  next: number;
}

/** Makes a memory for events of these kinds; its size is bounded by their number, whatever comes. */
export function createHostMemory(
  kinds: ReadonlySet<string>,
  state: MemoryState = { byKind: new Map(), forgotten: 0 },
): HostMemory {
  const { byKind } = state;
  return {
    keep(event) {
      if (!kinds.has(event.kind)) return;
      const own = byKind.get(event.kind) ?? { first: [], latest: [], next: 0 };
      byKind.set(event.kind, own);
      if (own.first.length < FIRST) own.first.push(event);
      else if (own.latest.length < LATEST) own.latest.push(event);
      else {
        own.latest[own.next] = event;
        own.next = (own.next + 1) % LATEST;
        state.forgotten++;
      }
    },
    events: () =>
      [...byKind.values()]
        .flatMap(({ first, latest }) => [...first, ...latest])
        .sort((a, b) => a.time - b.time),
    ofKind(kind) {
      const own = byKind.get(kind);
      return own ? [...own.first, ...own.latest] : [];
    },
    get forgotten() {
      return state.forgotten;
    },
    state,
  };
}

/** The kinds that patterns ask for beyond the events of one attempt. */
export function kindsBeyondAttempts(patterns: readonly Pattern[]): ReadonlySet<string> {
  const matchers: EventMatcher[] = patterns.flatMap(({ signs, hostSigns, contradictedBy }) => [
    ...signs.flatMap(({ nearby }) => nearby),
    ...hostSigns.flatMap(({ all, any, none, noneAfter }) => [...all, ...any, ...none, ...noneAfter]),
    ...(hostSigns.length > 0 ? contradictedBy : []),
  ]);
  return new Set(matchers.flatMap(({ kinds }) => kinds));
}
