import type { EventRef } from '../../model/report.ts';
import { byInstant } from '../words.ts';

/** The records that a page names, each with the number of its place in the list at the end. */
export interface Citations {
  readonly records: readonly EventRef[];
  /** The id of its row; undefined: it is not in the list. */
  readonly anchorOf: (event: EventRef) => string | undefined;
}

/** More would be a log of their own; those of the causes come first. */
const MOST = 2000;

/** Lists these records once each, in the order of time. */
export function createCitations(events: readonly EventRef[]): Citations {
  const records = [...new Map(events.map((event) => [refKey(event), event])).values()]
    .slice(0, MOST)
    .sort((a, b) => byInstant(a.time, b.time));
  const anchors = new Map(records.map((event, i) => [refKey(event), `record-${i + 1}`]));
  return { records, anchorOf: (event) => anchors.get(refKey(event)) };
}

/** What tells one record from another within a report. */
export const refKey = ({ input, host, channel, provider, eventId, recordId, time }: EventRef): string =>
  [input, host, channel, provider, eventId, recordId, time].join('\n');
