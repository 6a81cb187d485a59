import { readTime, textFact, type Event } from '../model/event.ts';
import { groupBy } from '../model/group-by.ts';
import type { KnownKind } from '../model/kinds.ts';
import { accountOf } from '../model/person.ts';
import type { ReportPassage } from '../model/report.ts';
import { formatMicros } from '../model/time.ts';
import { eventRef } from './event-ref.ts';

const through: ReadonlySet<string> = new Set<KnownKind>([
  'gateway-target-allowed',
  'gateway-connected',
  'gateway-disconnected',
]);

/** More of them are a busy gateway's day: the host's own logs tell it better. */
const LISTED = 100;

/** What a gateway let through and no attempt of these logs is: its host's log is not there. The first `most` of them. */
export function buildPassages(
  host: string,
  unattached: readonly Event[],
  most: number = LISTED,
): readonly ReportPassage[] {
  const events = unattached.filter(({ kind }) => through.has(kind));
  const ways = groupBy(events, ({ activityId, source }) => activityId ?? String(source.recordId));
  return [...ways.values()]
    .filter((way) => way.some(({ kind }) => kind !== ('gateway-target-allowed' satisfies KnownKind)))
    .slice(0, most)
    .flatMap((way) => passageOf(host, way));
}

function passageOf(host: string, way: readonly Event[]): readonly ReportPassage[] {
  const [first, last] = [way[0], way.at(-1)];
  if (!first || !last) return [];
  const account = accountOf(first);
  const client = textFact(first, 'client');
  return [
    {
      gateway: host,
      ...(account === undefined ? {} : { account }),
      ...(client === undefined ? {} : { client }),
      targets: [...new Set(way.flatMap((event) => textFact(event, 'target') ?? []))],
      firstTime: formatMicros(readTime(first)),
      lastTime: formatMicros(readTime(last)),
      evidence: way.map((event) => eventRef(event, host)),
    },
  ];
}
