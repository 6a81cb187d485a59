import { type Client, type Person, typedName } from './actors.ts';
import { emitAudit, guid, hex32, hex64, NOBODY, sid, subject, target } from './audit.ts';
import { NO_GUID } from './guids.ts';
import type { Host } from './host.ts';
import { type Fields, namedFields } from './rdp-events.ts';
import { isOldWindows } from './windows.ts';

const IMPERSONATION = '%%1833';
const YES = '%%1842';
const NO = '%%1843';

/** How a logon came about. */
export interface Logon {
  readonly logonId: number;
  readonly type: number;
  readonly process: string;
  readonly package: string;
  readonly workstation: string;
  /** Absent: the logon came from the machine itself. */
  readonly address?: string;
  /** Remote Desktop's network logons have port 0; file sharing has a real one. */
  readonly port?: number;
  readonly image?: string;
  readonly imageId?: number;
  readonly linkedLogonId?: number;
  readonly elevated?: boolean;
  readonly virtual?: boolean;
  readonly logonGuid?: string;
}

/** Writes 4624: a logon succeeded. */
export function logonSucceeded(host: Host, time: number, person: Person, logon: Logon): void {
  const ntlm = logon.package === 'NTLM';
  emitAudit(
    host,
    time,
    4624,
    namedFields(
      subject(host, logon.image !== undefined),
      target(person, logon.logonId),
      {
        LogonType: logon.type,
        LogonProcessName: logon.process,
        AuthenticationPackageName: logon.package,
        WorkstationName: logon.workstation,
        LogonGuid: guid(logon.logonGuid ?? NO_GUID),
        TransmittedServices: '-',
        LmPackageName: ntlm ? 'NTLM V2' : '-',
        KeyLength: ntlm ? 128 : 0,
        ProcessId: hex64(logon.imageId ?? 0),
        ProcessName: logon.image ?? '-',
      },
      origin(hidesAddress(host, logon) ? undefined : logon.address, logon.port),
      {
        ImpersonationLevel: IMPERSONATION,
      },
      isOldWindows(host) ? {} : newerFields(logon),
    ),
  );
}

/** What 4624 got with Windows 10. */
const newerFields = (logon: Logon): Fields => ({
  RestrictedAdminMode: logon.type === 10 ? NO : '-',
  TargetOutboundUserName: '-',
  TargetOutboundDomainName: '-',
  VirtualAccount: logon.virtual ? YES : NO,
  TargetLinkedLogonId: hex64(logon.linkedLogonId ?? 0),
  ElevatedToken: logon.elevated ? YES : NO,
});

/** NLA's network logons have no address on Server 2012 R2. */
const hidesAddress = (host: Host, logon: Logon): boolean =>
  isOldWindows(host) && logon.type === 3 && logon.port === undefined;

/** Why a logon was refused, in the audit's three ways to say so. */
export interface Refusal {
  readonly status: number;
  readonly subStatus: number;
  readonly reason: string;
}

interface RefusedHow {
  readonly type: number;
  readonly process: string;
  readonly package: string;
  readonly workstation: string;
  readonly callerId?: number;
  readonly caller?: string;
}

/** The fields of 4625 from the account on; who asked stands before, where from behind. */
export const refusedLogon = (person: Person, code: Refusal, how: RefusedHow): Fields => ({
  TargetUserSid: sid(NOBODY),
  TargetUserName: typedName(person).name,
  TargetDomainName: typedName(person).domain,
  Status: hex32(code.status),
  FailureReason: code.reason,
  SubStatus: hex32(code.subStatus),
  LogonType: how.type,
  LogonProcessName: how.process,
  AuthenticationPackageName: how.package,
  WorkstationName: how.workstation,
  TransmittedServices: '-',
  LmPackageName: '-',
  KeyLength: 0,
  ProcessId: hex64(how.callerId ?? 0),
  ProcessName: how.caller ?? '-',
});

/** Writes 4625: a network logon failed, as it does under NLA. */
export function networkLogonFailed(
  host: Host,
  time: number,
  person: Person,
  client: Client,
  code: Refusal,
): void {
  const fields = namedFields(
    subject(host, false),
    refusedLogon(person, code, { type: 3, process: 'NtLmSsp ', package: 'NTLM', workstation: client.name }),
    origin(isOldWindows(host) ? undefined : client.address),
  );
  emitAudit(host, time, 4625, fields, true);
}

/** Writes 4625: a logon at the screen of a session failed, as it does without NLA. */
export function desktopLogonFailed(
  host: Host,
  time: number,
  person: Person,
  address: string,
  code: Refusal,
): void {
  const image = isOldWindows(host) ? 'winlogon.exe' : 'svchost.exe';
  const fields = namedFields(
    subject(host, true),
    refusedLogon(person, code, {
      type: 10,
      process: 'User32 ',
      package: 'Negotiate',
      workstation: host.machine.name,
      callerId: host.processes.sessionManager,
      caller: `C:\\Windows\\System32\\${image}`,
    }),
    origin(address),
  );
  emitAudit(host, time, 4625, fields, true);
}

/** Writes 4825: somebody who is no remote user was turned away. */
export function remoteLogonDenied(
  host: Host,
  time: number,
  person: Person,
  client: Client,
  logonId: number,
): void {
  const fields = {
    AccountName: person.name,
    AccountDomain: person.domain,
    LogonID: hex64(logonId),
    ClientAddress: client.address,
  };
  emitAudit(host, time, 4825, fields, true);
}

/** Writes 4648: a process of the system used somebody's credentials. */
export function credentialsUsed(host: Host, time: number, person: Person, logon: Logon): void {
  emitAudit(
    host,
    time,
    4648,
    namedFields(
      subject(host, true),
      {
        LogonGuid: guid(NO_GUID),
        TargetUserName: person.name,
        TargetDomainName: person.domain,
        TargetLogonGuid: guid(logon.logonGuid ?? NO_GUID),
        TargetServerName: 'localhost',
        TargetInfo: 'localhost',
        ProcessId: hex64(logon.imageId ?? 0),
        ProcessName: logon.image ?? '-',
      },
      origin(logon.address),
    ),
  );
}

/** Writes 4776: this machine checked a password of one of its own accounts. */
export function passwordChecked(
  host: Host,
  time: number,
  person: Person,
  client: Client,
  status: number,
): void {
  const fields = {
    PackageName: 'MICROSOFT_AUTHENTICATION_PACKAGE_V1_0',
    TargetUserName: person.name,
    Workstation: client.name,
    Status: hex32(status),
  };
  emitAudit(host, time, 4776, fields, status !== 0);
}

const origin = (address: string | undefined, port = 0): Fields => ({
  // What comes over a virtual machine's bus has none.
  IpAddress: address === '' ? '0.0.0.0' : (address ?? '-'),
  IpPort: address === undefined ? '-' : String(port),
});
