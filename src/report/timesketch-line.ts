import type { EventRef } from '../model/report.ts';
import { shortChannel } from './build-summary.ts';
import { jsonLine } from './json.ts';

/** What a line says beside the record itself; every value is text, so that no two lines disagree on a field's type. */
export type TimesketchFields = Readonly<Record<string, string | undefined>>;

/**
 * A record as a line for Timesketch, which asks for `message`, `datetime` and `timestamp_desc`
 * (https://timesketch.org/guides/user/import-from-json-csv/) and reads `tag` as a list. What Plaso names of the same
 * record has its names, so that one search finds both.
 */
export function timesketchLine(
  event: EventRef,
  fields: TimesketchFields,
  tags: readonly string[] = [],
): string {
  const { input, host, channel, provider, eventId, recordId, kind, stage, summary } = event;
  return `${jsonLine({
    message: `${shortChannel(channel)} ${eventId}: ${summary}`,
    ...timeOf(event.time),
    data_type: 'rdpwhy:record',
    computer_name: host,
    source_name: provider,
    channel,
    event_identifier: eventId,
    record_number: recordId,
    kind,
    stage,
    ...fields,
    input,
    ...(tags.length > 0 && { tag: tags }),
  })}\n`;
}

/** A damaged record can claim a year that no calendar has; without a time its line would be refused. */
const timeOf = (time: string): { readonly datetime: string; readonly timestamp_desc: string } =>
  /^\d{4}-/.test(time)
    ? { datetime: time.replace(/Z$/, '+00:00'), timestamp_desc: 'Event Logged' }
    : { datetime: '1970-01-01T00:00:00.000000+00:00', timestamp_desc: 'Time Not Readable' };
