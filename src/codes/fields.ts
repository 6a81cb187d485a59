import type { CodeFamily } from './code-meaning.ts';

/** Which family a fact of an event is in. The same number in another event's field means something else. */
export interface CodeField {
  readonly provider: string;
  readonly eventId: number;
  /** As the catalog names it. */
  readonly fact: string;
  /** The published field, or where in the event the number stands. */
  readonly field: string;
  /** The first family that knows the number names it. */
  readonly families: readonly CodeFamily[];
}

const core = 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS';
const sessions = 'Microsoft-Windows-TerminalServices-LocalSessionManager';
const client = 'Microsoft-Windows-TerminalServices-ClientActiveXCore';
const audit = 'Microsoft-Windows-Security-Auditing';
const schannel = 'Schannel';

/** What a field that simply holds "a status" may hold. */
const status: readonly CodeFamily[] = ['ntstatus', 'hresult', 'win32'];

const field = (
  provider: string,
  eventId: number,
  fact: string,
  name: string,
  families: readonly CodeFamily[],
): CodeField => ({ provider, eventId, fact, field: name, families });

/** Every other fact named `code` is a status. */
export const codeFields: readonly CodeField[] = [
  field(client, 1026, 'reason', 'Value', ['disconnect-reason']),
  // Real logs hold small reasons and decimal HRESULTs in this one field; above 12 the small ones are error infos.
  field(sessions, 40, 'reason', 'Reason', ['session-reason', 'error-info', 'hresult']),
  field(core, 103, 'reason', 'ReasonCode', ['connection-reason', 'error-info', 'hresult']),
  field(core, 72, 'errorInfo', 'MethodName', ['error-info', 'hresult']),
  field(core, 228, 'code', 'ErrorCode', ['error-info', 'hresult']),
  field(core, 226, 'code', 'ErrorCode', ['stack-trace', 'hresult']),
  field(core, 227, 'code', 'Value', ['stack-trace', 'hresult']),
  field(core, 142, 'code', 'error', ['win32']),
  field(core, 143, 'code', 'error', ['win32']),
  // LogonUserExEx's own error, or the status behind it.
  field(core, 147, 'code', 'Error', ['win32', 'ntstatus', 'hresult']),
  field(audit, 4625, 'code', 'SubStatus', status),
  field(audit, 4625, 'status', 'Status', status),
  field(audit, 4624, 'logonType', 'LogonType', ['logon-type']),
  field(audit, 4625, 'logonType', 'LogonType', ['logon-type']),
  field(audit, 4634, 'logonType', 'LogonType', ['logon-type']),
  field(audit, 4776, 'code', 'Status', ['ntstatus']),
  field(audit, 4768, 'code', 'Status', ['kerberos']),
  field(audit, 4769, 'code', 'Status', ['kerberos']),
  field(audit, 4771, 'code', 'Status', ['kerberos']),
  field(audit, 6273, 'reason', 'ReasonCode', ['policy-server-reason']),
  field(audit, 6274, 'reason', 'ReasonCode', ['policy-server-reason']),
  field(schannel, 36870, 'code', 'ErrorCode', ['hresult']),
  field(schannel, 36870, 'state', 'ErrorState', ['schannel-state']),
  field(schannel, 36871, 'state', 'ErrorState', ['schannel-state']),
  field(schannel, 36887, 'alert', 'AlertDesc', ['tls-alert']),
  field(schannel, 36888, 'alert', 'AlertDesc', ['tls-alert']),
  field(schannel, 36888, 'state', 'ErrorState', ['schannel-state']),
  // TermDD 56 keeps an NTSTATUS, mostly wrapped, as the last four bytes of its data.
  field('TermDD', 56, 'code', 'Binary', status),
];

/** The families a fact's number may be in, most telling first; none for facts that hold no code. */
export function familiesOfFact(provider: string, eventId: number, fact: string): readonly CodeFamily[] {
  const known = codeFields.find(
    (row) => row.provider === provider && row.eventId === eventId && row.fact === fact,
  );
  return known?.families ?? (fact === 'code' ? status : []);
}
