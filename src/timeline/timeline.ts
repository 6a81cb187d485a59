import { areCopies, type Event } from '../model/event.ts';

/** Events in one order, each record once. */
export interface OrderedEvents {
  readonly events: Event[];
  /** Further copies of records that are among the events: of a record's copies the first input's is kept. */
  readonly copies: readonly Event[];
}

/** Puts events in order: by time, then channel, then record id. Copies of a record come to lie side by side. */
export function inOrder(events: Iterable<Event>): OrderedEvents {
  const sorted = [...events].sort(byTime);
  const copies: Event[] = [];
  const kept = sorted.filter((event, i) => {
    const isCopy = areCopies(event, sorted[i - 1]);
    if (isCopy) copies.push(event);
    return !isCopy;
  });
  return { events: kept, copies };
}

/** Between channels at one clock tick there is no order; the rest makes it the same in every run. */
export const byTime = (a: Event, b: Event): number =>
  a.time - b.time ||
  compare(a.source.channel, b.source.channel) ||
  a.source.recordId - b.source.recordId ||
  compare(a.host.toLowerCase(), b.host.toLowerCase()) ||
  compare(a.source.provider, b.source.provider) ||
  a.source.eventId - b.source.eventId ||
  compare(a.summary, b.summary) ||
  compare(a.source.input, b.source.input);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
