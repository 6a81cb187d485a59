import type { TreeEvent } from '../../tree-event.ts';
import { fieldsJson, timeText } from './event-json.ts';

/** The columns of every event, in order. */
export const CSV_HEADER =
  'recordId,time,provider,channel,eventId,level,computer,activityId,processId,threadId,userSid,fields\r\n';

/** One event as a row of CSV, RFC 4180. */
export function eventCsv(event: TreeEvent): string {
  const { recordId, provider, channel, eventId, level, computer, activityId, processId, threadId, userSid } =
    event;
  const time = timeText(event);
  const numbers = [recordId, time, csvCell(provider), csvCell(channel), eventId, level, csvCell(computer)];
  const optional = [activityId, processId, threadId, userSid].map((value) => csvCell(String(value ?? '')));
  return `${[...numbers, ...optional, csvCell(fieldsJson(event.fields()))].join(',')}\r`;
}

/** A cell that a spreadsheet shows as it is: one that begins like a formula gets an apostrophe before it. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
