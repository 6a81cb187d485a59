import { csvCell, jsonForCell } from '../../csv-cell.ts';
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
  return `${[...numbers, ...optional, csvCell(jsonForCell(fieldsJson(event.fields())))].join(',')}\r`;
}
