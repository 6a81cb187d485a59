import type { Client, Person } from './actors.ts';
import { emitAudit, hex64, sid, target } from './audit.ts';
import type { Host } from './host.ts';
import { LOCAL_SYSTEM } from './rdp-events.ts';

/** Writes 4634: a logon ended. */
export function logonEnded(host: Host, time: number, person: Person, logonId: number, type: number): void {
  emitAudit(host, time, 4634, { ...target(person, logonId), LogonType: type });
}

/** Writes 4647: somebody chose to log off. */
export function logoffChosen(host: Host, time: number, person: Person, logonId: number): void {
  emitAudit(host, time, 4647, target(person, logonId));
}

/** Writes 4672: a logon got privileges. */
export function privilegesGiven(host: Host, time: number, person: Person, logonId: number): void {
  emitAudit(host, time, 4672, {
    SubjectUserSid: sid(person.sid),
    SubjectUserName: person.name,
    SubjectDomainName: person.domain,
    SubjectLogonId: hex64(logonId),
    PrivilegeList: privilegesOf(person).join('\r\n\t\t\t'),
  });
}

/** Writes 4778 or 4779: a session came back to, or left, a connection. */
export function stationChanged(
  host: Host,
  time: number,
  eventId: 4778 | 4779,
  person: Person,
  about: { readonly logonId: number; readonly connection: string; readonly client: Client },
): void {
  emitAudit(host, time, eventId, {
    AccountName: person.name,
    AccountDomain: person.domain,
    LogonID: hex64(about.logonId),
    SessionName: about.connection,
    ClientName: about.client.name,
    ClientAddress: about.client.address,
  });
}

function privilegesOf(person: Person): readonly string[] {
  if (person.sid === LOCAL_SYSTEM) return systemPrivileges;
  return person.admin ? adminPrivileges : ['SeAssignPrimaryTokenPrivilege', 'SeAuditPrivilege'];
}

const adminPrivileges = [
  'SeSecurityPrivilege',
  'SeTakeOwnershipPrivilege',
  'SeLoadDriverPrivilege',
  'SeBackupPrivilege',
  'SeRestorePrivilege',
  'SeDebugPrivilege',
  'SeSystemEnvironmentPrivilege',
  'SeImpersonatePrivilege',
];
const systemPrivileges = [
  'SeAssignPrimaryTokenPrivilege',
  'SeTcbPrivilege',
  ...adminPrivileges,
  'SeAuditPrivilege',
];
