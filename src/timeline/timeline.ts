import { areCopies, numberKey, type Event } from '../model/event.ts';
import { MILLISECOND, SECOND } from '../model/time.ts';

/** Events in one order, each record once. */
export interface OrderedEvents {
  readonly events: Event[];
  /** Further copies of records that are among the events: of a record's copies the fullest is kept, else the first input's. */
  readonly copies: readonly Event[];
}

/** Puts events in order: by time, then channel, then record id. Copies of a record come to lie side by side. */
export function inOrder(events: Iterable<Event>): OrderedEvents {
  const sorted = [...events].sort(byTime);
  const copies: Event[] = [];
  const kept: Event[] = [];
  for (const event of sorted) {
    const last = kept.at(-1);
    if (last === undefined || !areCopies(event, last)) kept.push(event);
    else if (isFuller(event, last)) copies.push(kept.splice(-1, 1, event)[0] ?? last);
    else copies.push(event);
  }
  const coarse = coarseCopies(kept);
  return coarse.size === 0
    ? { events: kept, copies }
    : { events: kept.filter((event) => !coarse.has(event)), copies: [...copies, ...coarse] };
}

const isFuller = (event: Event, other: Event): boolean => worth(event) > worth(other);

/** Some forms leave out what ties attempts together, or the values of fields; the tie is worth more than any of those. */
const worth = ({ activityId, facts }: Event): number =>
  (activityId === undefined ? 0 : MORE_THAN_FACTS) +
  Object.values(facts).filter((fact) => fact !== undefined).length;
const MORE_THAN_FACTS = 1000;

/** Copies whose time another input has with more digits: tools cut it to milliseconds or seconds. The fuller one stays. */
function coarseCopies(events: readonly Event[]): ReadonlySet<Event> {
  const coarse = new Set<Event>();
  const [first] = events;
  if (events.every(({ source }) => source.input === first?.source.input)) return coarse;
  /** Of the second that is looked at, those whose time may have been cut, by the record that they are. */
  const cut = new Map<string, Event[]>();
  let second = -Infinity;
  for (const event of events) {
    if (event.source.recordId === 0) continue;
    if (event.time - second >= SECOND) {
      second = event.time - (event.time % SECOND);
      cut.clear();
    }
    const isCut = event.time % MILLISECOND === 0;
    if (!isCut && cut.size === 0) continue;
    const key = numberKey(event);
    const before = cut.get(key) ?? [];
    for (const other of before)
      if (isCutFrom(other, event)) coarse.add(isFuller(other, event) ? event : other);
    if (!isCut) continue;
    before.push(event);
    cut.set(key, before);
  }
  return coarse;
}

/** Says whether the time of the one can be what was left of the other's, where both have the number of one record. */
function isCutFrom(cut: Event, event: Event): boolean {
  const lost = cut.time % SECOND === 0 ? SECOND : MILLISECOND;
  return event.time < cut.time + lost && event.source.input !== cut.source.input;
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
