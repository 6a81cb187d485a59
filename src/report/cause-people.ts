import { groupBy } from '../model/group-by.ts';
import { readTime, textFact, type Event } from '../model/event.ts';
import { accountOf, personOf } from '../model/person.ts';
import type { ReportPerson } from '../model/report.ts';
import { formatMicros } from '../model/time.ts';

/**
 * Whom a host's records name, each with where they came from and wanted to go, in the order of their first time. A record
 * that tells neither, such as a policy server's, counts with those of the same person that do: it is of the same failure.
 */
export function causePeople(evidence: readonly Event[]): readonly ReportPerson[] {
  const named = evidence.filter((event) => personOf(event) !== undefined);
  const keyOf = (event: Event): string =>
    [personOf(event), textFact(event, 'client'), textFact(event, 'target')].join('\n').toLowerCase();
  const placed = new Map(named.filter(isPlaced).map((event) => [personOf(event), keyOf(event)]));
  const keyNearby = (event: Event): string =>
    isPlaced(event) ? keyOf(event) : (placed.get(personOf(event)) ?? keyOf(event));
  return [...groupBy(named, keyNearby).values()].map(personIn);
}

const isPlaced = (event: Event): boolean =>
  textFact(event, 'client') !== undefined || textFact(event, 'target') !== undefined;

/** Events come in time order. */
function personIn(events: readonly Event[]): ReportPerson {
  const [first, last] = [events[0], events.at(-1)];
  const teller = events.find(isPlaced) ?? first;
  const account = teller && accountOf(teller);
  const client = teller && textFact(teller, 'client');
  const target = teller && textFact(teller, 'target');
  const timeOf = (event: Event | undefined): string => (event ? formatMicros(readTime(event)) : '');
  return {
    ...(account === undefined ? {} : { account }),
    ...(client === undefined ? {} : { client }),
    ...(target === undefined ? {} : { target }),
    records: events.length,
    firstTime: timeOf(first),
    lastTime: timeOf(last),
  };
}
