import type { LinkedEvent } from '../model/attempt.ts';
import type { Event } from '../model/event.ts';
import { lastBefore } from '../model/last-before.ts';
import type { EventMatcher } from '../model/pattern.ts';
import type { HostMemory } from './host-memory.ts';
import { matches } from './match.ts';

/** All events of a host, found by matcher and time without looking at all of them for every question. */
export interface EventIndex {
  readonly hasKind: (kind: string) => boolean;
  /** Those that a matcher asks for, from one time to another, both included; the latest `most` of them, in order. */
  find(matcher: EventMatcher, from: number, to: number, most: number): readonly Event[];
}

/** Earlier events, which are looked at only where a matcher asks for their kind. */
type Remembered = Pick<HostMemory, 'ofKind'>;

/** Indexes events; they may come in any order. One that is remembered as well counts once. */
export function indexEvents(events: Iterable<Event>, remembered: readonly Remembered[] = []): EventIndex {
  const byKind = new Map<string, Event[]>();
  for (const event of events) {
    const known = byKind.get(event.kind);
    if (known) known.push(event);
    else byKind.set(event.kind, [event]);
  }
  const merged = new Map<string, readonly Event[]>();
  const ofKind = (kind: string): readonly Event[] => {
    const known = merged.get(kind);
    if (known) return known;
    const own = byKind.get(kind) ?? [];
    const old = remembered.flatMap((memory) => memory.ofKind(kind));
    const all = old.length === 0 ? own : [...new Set([...old, ...own])];
    merged.set(kind, all);
    return all;
  };
  // A matcher is asked about once for each attempt: what it matches is worked out once.
  const matched = new Map<EventMatcher, readonly Event[]>();
  const listOf = (matcher: EventMatcher): readonly Event[] => {
    const known = matched.get(matcher);
    if (known) return known;
    const list = matcher.kinds
      .flatMap((kind) => ofKind(kind).filter((event) => matches(matcher, event)))
      .sort((a, b) => a.time - b.time);
    matched.set(matcher, list);
    return list;
  };
  return {
    hasKind: (kind) => ofKind(kind).length > 0,
    find(matcher, from, to, most) {
      const list = listOf(matcher);
      const end = lastBefore(list, to, timeOf) + 1;
      const start = lastBefore(list, from - 1, timeOf) + 1;
      return list.slice(Math.max(start, end - most), end);
    },
  };
}

const timeOf = (event: Event): number => event.time;

/** Every event of a host: those of its attempts and those of none. */
export function* eventsOf(
  attempts: readonly { readonly events: readonly LinkedEvent[] }[],
  unattached: readonly Event[],
): Generator<Event> {
  for (const { events } of attempts) for (const { event } of events) yield event;
  yield* unattached;
}
