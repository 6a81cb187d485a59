import { groupBy } from '../model/group-by.ts';
import { readTime, textFact, type Event } from '../model/event.ts';
import { accountOf, personOf } from '../model/person.ts';
import type { ReportPerson } from '../model/report.ts';
import { formatMicros } from '../model/time.ts';

/** Whom a host's records name, each with where they came from and wanted to go, in the order of their first time. */
export function causePeople(evidence: readonly Event[]): readonly ReportPerson[] {
  const named = evidence.filter((event) => personOf(event) !== undefined);
  const keyOf = (event: Event): string =>
    [personOf(event), textFact(event, 'client'), textFact(event, 'target')].join('\n').toLowerCase();
  return [...groupBy(named, keyOf).values()].map(personIn);
}

/** Events come in time order. */
function personIn(events: readonly Event[]): ReportPerson {
  const [first, last] = [events[0], events.at(-1)];
  const account = first && accountOf(first);
  const client = first && textFact(first, 'client');
  const target = first && textFact(first, 'target');
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
