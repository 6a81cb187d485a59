import type { CoverageView } from '../model/coverage.ts';
import type { Event } from '../model/event.ts';
import type { Micros } from '../model/time.ts';
import { keepOrder, type HostClock } from './keep-order.ts';
import { byTime } from './timeline.ts';

export type HostClocks = ReadonlyMap<string, HostClock>;

/** Puts each host's events in the order in which they happened. */
export const hostClocks = (byHost: ReadonlyMap<string, readonly Event[]>): HostClocks =>
  new Map([...byHost].map(([host, events]) => [host, keepOrder(events)]));

/** All hosts' events in one order; the same list where no clock was set. */
export function inKeptOrder(events: readonly Event[], clocks: HostClocks): readonly Event[] {
  const all = [...clocks.values()];
  return all.every(({ steps }) => steps.length === 0)
    ? events
    : all.flatMap(({ events: own }) => own).sort(byTime);
}

/** Coverage knows the times in the records: it is asked by what the clock read. */
export function clockedView(
  view: CoverageView,
  clocks: ReadonlyMap<string, Pick<HostClock, 'readAt'>>,
): CoverageView {
  const read = (host: string, time: Micros): Micros => clocks.get(host)?.readAt(time) ?? time;
  return {
    ...view,
    wasSeen: (host, channel, time, until = time) =>
      view.wasSeen(host, channel, read(host, time), read(host, until)),
  };
}
