import type { Person } from './actors.ts';
import type { Host } from './host.ts';
import { type Fields, LOCAL_SYSTEM, namedFields } from './rdp-events.ts';

const SYSTEM = 0x8000_0000_0000_0000n;
const CLASSIC = 0x80_0000_0000_0000n;

/** What tells one manifest event of the System log from another. */
interface SystemShape {
  readonly provider: string;
  readonly guid: string;
  readonly eventId: number;
  readonly version?: number;
  readonly level?: number;
  readonly task?: number;
  readonly opcode?: number;
  readonly keywords?: bigint;
  readonly processId: number;
  readonly activityId?: string;
  /** The record names no user. */
  readonly nobody?: true;
}

/** Writes an event of a manifest provider to the System log. */
export function emitSystem(host: Host, time: number, shape: SystemShape, fields: Fields): void {
  const { guid, nobody, ...rest } = shape;
  host.emit({
    level: 4,
    keywords: SYSTEM,
    ...rest,
    providerGuid: guid,
    ...(nobody ? {} : { userSid: LOCAL_SYSTEM }),
    channel: 'System',
    time,
    threadId: shape.processId + host.random.integer(1, 30) * 4,
    payload: { type: 'event-data', fields: namedFields(fields) },
  });
}

/** Writes an event of the event log service itself, which has neither manifest nor process. */
export function emitEventLog(
  host: Host,
  time: number,
  eventId: number,
  texts: readonly string[],
  binary?: Uint8Array,
): void {
  const fields = texts.map((value) => ({ value }));
  host.emit({
    provider: 'EventLog',
    channel: 'System',
    eventId,
    qualifiers: 32_768,
    level: 4,
    keywords: CLASSIC,
    time,
    processId: 0,
    threadId: 0,
    payload: { type: 'event-data', fields, ...(binary && { binary }) },
  });
}

/** Winlogon's word in the System log that somebody came (7001) or went (7002). */
export function winlogonNotice(
  host: Host,
  time: number,
  eventId: 7001 | 7002,
  sessionId: number,
  person: Person,
): void {
  const shape = {
    provider: 'Microsoft-Windows-Winlogon',
    guid: 'DBE9B383-7CF3-4331-91CC-A3CB16A3B538',
    eventId,
    task: eventId === 7001 ? 1101 : 1102,
    keywords: 0x2000_2000_0000_0000n,
    processId: 4000 + sessionId * 64,
  };
  emitSystem(host, time, shape, { TSId: sessionId, UserSid: { type: 'sid', value: person.sid } });
}
