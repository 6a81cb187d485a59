import { recordKey, type Event } from '../model/event.ts';

/** All events of all logs, each once, in one order. */
export interface Timeline {
  push(event: Event): void;
  /** The events in order: by time, then channel, then record id. Of a record's copies the first input's is kept. */
  ordered(): readonly Event[];
}

/** Makes a timeline. Copies of a record are dropped when it is put in order, where they come to lie side by side. */
export function createTimeline(): Timeline {
  let events: Event[] = [];
  return {
    push: (event) => void events.push(event),
    ordered() {
      events.sort(inOrder);
      events = events.filter((event, i) => !isCopy(event, events[i - 1]));
      return events;
    },
  };
}

const isCopy = (event: Event, before: Event | undefined): boolean =>
  before !== undefined && event.time === before.time && recordKey(event) === recordKey(before);

/** Between channels at one clock tick there is no order; the rest makes it the same in every run. */
export const inOrder = (a: Event, b: Event): number =>
  a.time - b.time ||
  compare(a.source.channel, b.source.channel) ||
  a.source.recordId - b.source.recordId ||
  compare(a.host.toLowerCase(), b.host.toLowerCase()) ||
  compare(a.source.provider, b.source.provider) ||
  a.source.eventId - b.source.eventId ||
  compare(a.source.input, b.source.input);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
