import type { EventRef, Report } from '../../model/report.ts';

/** The records that a page names, each with the number of its place in the list at the end. */
export interface Citations {
  readonly records: readonly EventRef[];
  /** The id of its row; undefined: it is not in the list. */
  readonly anchorOf: (event: EventRef) => string | undefined;
}

/** More would be a log of their own; those of the causes come first. */
const MOST = 2000;

/** Gathers the records on which the report rests, in the order of time. */
export function createCitations(report: Report, more: readonly EventRef[]): Citations {
  const byKey = new Map<string, EventRef>();
  const cite = (event: EventRef): void => {
    byKey.set(keyOf(event), event);
  };
  for (const { evidence, contradicting, changes, lastSuccess } of report.causes)
    for (const event of [...evidence, ...contradicting, ...changes, ...(lastSuccess ? [lastSuccess] : [])])
      cite(event);
  for (const { clockSteps = [] } of report.hosts) for (const { evidence } of clockSteps) cite(evidence);
  more.forEach(cite);
  const records = [...byKey.values()]
    .slice(0, MOST)
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  const anchors = new Map(records.map((event, i) => [keyOf(event), `record-${i + 1}`]));
  return { records, anchorOf: (event) => anchors.get(keyOf(event)) };
}

const keyOf = ({ input, host, channel, provider, eventId, recordId, time }: EventRef): string =>
  [input, host, channel, provider, eventId, recordId, time].join('\n');
