import type { Event } from '../../src/model/event.ts';

/** Events that count how often somebody looks at what they are: a measure of work that no machine makes slower. */
export interface CountedReads {
  readonly events: readonly Event[];
  readonly reads: () => number;
}

export function countReads(events: readonly Event[]): CountedReads {
  let reads = 0;
  const counting: ProxyHandler<Event> = {
    get(event, name) {
      reads++;
      return Reflect.get(event, name) as unknown;
    },
  };
  return { events: events.map((event) => new Proxy(event, counting)), reads: () => reads };
}
