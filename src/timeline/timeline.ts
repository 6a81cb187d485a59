import { recordKey, type Event } from '../model/event.ts';

/** All events of all logs, each once, in one order. */
export interface Timeline {
  /** Takes an event; says whether it was new. */
  push(event: Event): boolean;
  /** The events in order: by time, then channel, then record id. */
  ordered(): readonly Event[];
}

/** Makes a timeline that drops the second copy of a record, whichever input it comes from. */
export function createTimeline(): Timeline {
  const events: Event[] = [];
  const seen = new Set<string>();
  return {
    push(event) {
      const key = recordKey(event);
      if (seen.has(key)) return false;
      seen.add(key);
      events.push(event);
      return true;
    },
    ordered: () => events.sort(inOrder),
  };
}

/** Between channels at one clock tick there is no order; channel and record id make it the same in every run. */
function inOrder(a: Event, b: Event): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.source.channel !== b.source.channel) return a.source.channel < b.source.channel ? -1 : 1;
  if (a.source.recordId !== b.source.recordId) return a.source.recordId - b.source.recordId;
  return a.host < b.host ? -1 : a.host > b.host ? 1 : 0;
}
