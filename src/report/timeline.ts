import { jsonForCell } from '../../parsers/csv-cell.ts';
import { readTime, textFact, type Event } from '../model/event.ts';
import { formatMicros } from '../model/time.ts';
import { codeWords, withWords } from './code-words.ts';
import { csvRows, type Column } from './csv-rows.ts';
import { eventRef } from './event-ref.ts';
import type { Zoned } from './in-zone.ts';
import { jsonLine } from './json.ts';
import { plainText } from './plain-text.ts';
import { timesketchLine, type TimesketchFields } from './timesketch-line.ts';
import { timeSpan } from './words.ts';

/** One event in one line: when, where, which record, what happened. Safe to print. */
export function timelineLine(event: Event, zoned: Zoned = (iso) => iso): string {
  const { channel, eventId, recordId } = event.source;
  const summary = withWords(event.summary, codeWords(event.source, event.facts));
  return plainText(
    `${zoned(timeText(event))}  ${event.host}  ${channel.replace(/^.*-/, '')} ${eventId} #${recordId}  ${event.kind}  ${summary}`,
  );
}

/** One event as one line of JSON. */
export function timelineJson(event: Event): string {
  const { host, source, kind, stage, activityId, facts, summary } = event;
  return jsonLine({ time: timeText(event), host, ...source, kind, stage, activityId, facts, summary });
}

/** Events as lines for a screen. */
export const timelineLines = (events: Iterable<Event>, zoned?: Zoned): Iterable<string> =>
  mapped(events, (event) => `${timelineLine(event, zoned)}\n`);

/** Events as lines of JSON. */
export const timelineNdjson = (events: Iterable<Event>): Iterable<string> =>
  mapped(events, (event) => `${timelineJson(event)}\n`);

/** Events as CSV, a row for each. */
export const timelineCsv = (events: Iterable<Event>): Iterable<string> => csvRows(columns, events);

/** Events as lines for Timesketch, with all that they say as text. */
export const timelineTimesketch = (events: Iterable<Event>): Iterable<string> =>
  mapped(events, (event) => timesketchLine(eventRef(event, event.host), timesketchFields(event)));

/** Says why a part of a timeline holds no event, and what time there is to choose from; no full stop. */
export function whyNoEvent(all: readonly Event[], zoned: Zoned): string {
  const [first, last] = [all[0], all.at(-1)];
  if (!first || !last)
    return 'no record of these logs bears on a connection; rdpwhy doctor PATH says which logs to save';
  const span = timeSpan(zoned(timeText(first)), zoned(timeText(last)));
  return `nothing of these logs lies in that part; their records are of ${span}`;
}

function* mapped<T>(items: Iterable<T>, write: (item: T) => string): Generator<string, void, undefined> {
  for (const item of items) yield write(item);
}

function timesketchFields({ activityId, facts }: Event): TimesketchFields {
  const fields = Object.entries(facts).map(([name, value]) => [
    timesketchNames[name] ?? `fact_${name}`,
    value === undefined ? undefined : String(value),
  ]);
  return { activity_id: activityId, ...Object.fromEntries(fields) };
}

/** What a report's lines name so is named so here. */
const timesketchNames: Readonly<Record<string, string>> = {
  account: 'username',
  domain: 'domain',
  client: 'client_address',
  clientName: 'client_name',
};

const timeText = (event: Event): string => formatMicros(readTime(event));

const columns: readonly Column<Event>[] = [
  ['timeUtc', timeText],
  ['host', ({ host }) => host],
  ['channel', ({ source }) => source.channel],
  ['eventId', ({ source }) => source.eventId],
  ['recordId', ({ source }) => source.recordId],
  ['kind', ({ kind }) => kind],
  ['stage', ({ stage }) => stage],
  ['summary', ({ summary }) => summary],
  ['client', (event) => textFact(event, 'client')],
  ['domain', (event) => textFact(event, 'domain')],
  ['account', (event) => textFact(event, 'account')],
  ['activityId', ({ activityId }) => activityId],
  ['provider', ({ source }) => source.provider],
  ['input', ({ source }) => source.input],
  ['facts', ({ facts }) => jsonForCell(jsonLine(facts))],
];
