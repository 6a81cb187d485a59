import type { TypedValue } from '../event-spec.ts';
import type { Person } from './actors.ts';
import type { Host, HostEvent, Writable } from './host.ts';
import { isOldWindows } from './windows.ts';
import { type Fields, LOCAL_SYSTEM, type NamedField, namedFields } from './rdp-events.ts';

const SUCCESS = 0x8020_0000_0000_0000n;
const FAILURE = 0x8010_0000_0000_0000n;
/** The identifier of no account. */
export const NOBODY = 'S-1-0-0';
const SYSTEM_LOGON = 0x3e7;

/** Audit tasks, by event id. */
const tasks: Readonly<Record<number, number>> = {
  4608: 12_288,
  4624: 12_544,
  4625: 12_544,
  4634: 12_545,
  4647: 12_545,
  4648: 12_544,
  4672: 12_548,
  4776: 14_336,
  4778: 12_551,
  4779: 12_551,
  4616: 12_288,
  4825: 12_551,
};

/** A security identifier. */
export const sid = (value: string): TypedValue => ({ type: 'sid', value });
/** A GUID. */
export const guid = (value: string): TypedValue => ({ type: 'guid', value });
/** A status code. */
export const hex32 = (value: number): TypedValue => ({ type: 'hex32', value });
/** A logon id or a process id. */
export const hex64 = (value: number): TypedValue => ({ type: 'hex64', value });

/** Writes an event of Windows' audit. */
export function emitAudit(
  host: Host,
  time: number,
  eventId: number,
  fields: Fields | readonly NamedField[],
  failed = false,
): void {
  const event: Writable<HostEvent> = {
    provider: 'Microsoft-Windows-Security-Auditing',
    providerGuid: '54849625-5478-4994-A5BA-3E3B0328C30D',
    channel: 'Security',
    eventId,
    version: eventId !== 4624 ? 0 : isOldWindows(host) ? 1 : 2,
    task: tasks[eventId] ?? 0,
    keywords: failed ? FAILURE : SUCCESS,
    time,
    processId: host.processes.lsass,
    threadId: host.processes.lsass + host.random.integer(2, 40) * 4,
    payload: { type: 'event-data', fields: isList(fields) ? fields : namedFields(fields) },
  };
  // Ends of logons are written outside the calls that lsass traces.
  if (eventId !== 4634 && eventId !== 4608 && !isOldWindows(host)) event.activityId = host.lsassActivity;
  host.emit(event);
}

const isList = (fields: Fields | readonly NamedField[]): fields is readonly NamedField[] =>
  Array.isArray(fields);

/** Whose logon it is. */
export const target = (person: Person, logonId: number): Fields => ({
  TargetUserSid: sid(person.sid),
  TargetUserName: person.name,
  TargetDomainName: person.domain,
  TargetLogonId: hex64(logonId),
});

/** Who asked for it: the system itself, or nobody. */
export const subject = (host: Host, bySystem: boolean): Fields => ({
  SubjectUserSid: sid(bySystem ? LOCAL_SYSTEM : NOBODY),
  SubjectUserName: bySystem ? `${host.machine.name}$` : '-',
  SubjectDomainName: bySystem ? host.machine.domain : '-',
  SubjectLogonId: hex64(bySystem ? SYSTEM_LOGON : 0),
});
