import type { EventHead } from '../raw-event.ts';
import { readSystemTime } from './system-time.ts';

const VALUE = `(?:'[^<>&']*'|"[^<>&"]*")`;
const ATTRIBUTES = `(?:\\s+[\\w:.-]+\\s*=\\s*${VALUE})*\\s*`;
const SIMPLE = `(?:<(Version|Level|Task|Opcode|Keywords)>[^<>&]*</\\4>\\s*)*`;

/**
 * The System block as Windows writes it, anchored at both ends: what it does not know (a reference, a comment, a
 * prefix, another order) makes it fail, so that no text of the event can be taken for a part of the block.
 */
const HEAD = new RegExp(
  [
    `^<Event${ATTRIBUTES}>\\s*<System>\\s*`,
    `<Provider\\s+Name=(['"])([^<>&'"]+)\\1(?:\\s+(?:Guid|EventSourceName)=${VALUE})*\\s*/>\\s*`,
    `<EventID(?:\\s+Qualifiers=${VALUE})?>(\\d{1,10})</EventID>\\s*`,
    SIMPLE,
    `<TimeCreated\\s+SystemTime=(['"])([^<>&'"]+)\\5\\s*/>\\s*`,
    `<EventRecordID>(\\d{1,20})</EventRecordID>\\s*`,
    `(?:<(?:Correlation|Execution)${ATTRIBUTES}/>\\s*)*`,
    `<Channel>([^<>&\\r]*)</Channel>\\s*<Computer>([^<>&\\r]*)</Computer>`,
  ].join(''),
);

/**
 * Reads the head of an event without parsing it, or returns undefined when the System block is not in the usual
 * form; it never reads other values than the parser would.
 */
export function scanSystem(text: string): EventHead | undefined {
  const match = HEAD.exec(text);
  if (match === null) return undefined;
  const [, , provider, eventId, , , systemTime, recordId, channel, computer] = match;
  const time = readSystemTime(systemTime ?? '');
  if (provider === undefined || time === undefined || channel === undefined || computer === undefined) {
    return undefined;
  }
  return { provider, eventId: Number(eventId), channel, computer, recordId: Number(recordId), time };
}
