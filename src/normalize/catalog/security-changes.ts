import type { FactTest } from '../../model/fact-test.ts';
import { address, code, number, oneOf, text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf, type MakeRow } from './rows-of.ts';
import { auditPage } from './sources.ts';

const row = rowsOf('Microsoft-Windows-Security-Auditing', 'manifest');
const described =
  (make: MakeRow): MakeRow =>
  (eventId, kind, facts, summary, more) =>
    make(eventId, kind, facts, summary, { source: auditPage(eventId), ...more });
const known = described(rowsOf('Microsoft-Windows-Security-Auditing', 'documented'));
const seen = described(rowsOf('Microsoft-Windows-Security-Auditing', 'sample'));

const by = { by: text('SubjectUserName') };
const account = { account: text('TargetUserName'), domain: text('TargetDomainName'), ...by };
const aPerson: FactTest = { test: 'not', of: { test: 'ends-with', text: '$' } };
const ofPeople = { keepIf: { account: aPerson } };
const packet = {
  process: text('Application'),
  direction: text('Direction'),
  client: address('SourceAddress'),
  address: address('DestAddress'),
  port: number('DestPort'),
  protocol: number('Protocol'),
};
const toRdp = { keepIf: { port: oneOf(3389) } };

const logonRights = oneOf(
  'SeRemoteInteractiveLogonRight',
  'SeDenyRemoteInteractiveLogonRight',
  'SeNetworkLogonRight',
  'SeDenyNetworkLogonRight',
);
// Remote Desktop Users and Administrators, by the ids that are the same on every machine.
const doors = oneOf('S-1-5-32-555', 'S-1-5-32-544');
const ofDoors = { keepIf: { groupSid: doors } };
const member = {
  group: text('TargetUserName'),
  groupSid: text('TargetSid'),
  member: text('MemberName', 'MemberSid'),
  ...by,
};
/** Audit of logons, logoffs, lockouts, other logons, NTLM, Kerberos (2), filtered packets, filtered connections. */
const watched = oneOf(
  '{0cce9215-69ae-11d9-bed3-505054503030}',
  '{0cce9216-69ae-11d9-bed3-505054503030}',
  '{0cce9217-69ae-11d9-bed3-505054503030}',
  '{0cce921c-69ae-11d9-bed3-505054503030}',
  '{0cce923f-69ae-11d9-bed3-505054503030}',
  '{0cce9242-69ae-11d9-bed3-505054503030}',
  '{0cce9240-69ae-11d9-bed3-505054503030}',
  '{0cce9225-69ae-11d9-bed3-505054503030}',
  '{0cce9226-69ae-11d9-bed3-505054503030}',
);

/** The audit's word on what was changed, blocked or could not be opened. */
export const securityChangeRows: readonly CatalogRow[] = [
  seen(
    4719,
    'audit-policy-changed',
    { subcategory: text('SubcategoryGuid'), changes: text('AuditPolicyChanges'), ...by },
    '{by} changed what is audited',
    { keepIf: { subcategory: watched } },
  ),
  seen(
    4717,
    'logon-right-granted',
    { right: text('AccessGranted'), sid: text('TargetSid'), ...by },
    '{sid} was given {right}',
    { keepIf: { right: logonRights } },
  ),
  seen(
    4718,
    'logon-right-removed',
    { right: text('AccessRemoved'), sid: text('TargetSid'), ...by },
    '{right} was taken from {sid}',
    { keepIf: { right: logonRights } },
  ),
  seen(4732, 'group-member-added', member, '{member} was added to {group}', ofDoors),
  seen(4733, 'group-member-removed', member, '{member} was taken from {group}', ofDoors),
  seen(4723, 'password-changed', account, '{account} changed the password', ofPeople),
  seen(4724, 'password-changed', account, '{by} set the password of {account}', ofPeople),
  seen(4722, 'account-enabled', account, '{account} was enabled by {by}', ofPeople),
  seen(4725, 'account-disabled', account, '{account} was disabled by {by}', ofPeople),
  known(4767, 'account-unlocked', account, '{account} was unlocked by {by}', ofPeople),
  row(5152, 'firewall-blocked', packet, 'a packet from {client} to port {port} was dropped', toRdp),
  row(5157, 'firewall-blocked', packet, 'a connection from {client} to port {port} was blocked', toRdp),
  row(
    5058,
    'key-operation-failed',
    {
      key: text('KeyName'),
      path: text('KeyFilePath'),
      operation: text('Operation'),
      code: code('ReturnCode'),
      ...by,
    },
    'the file of key {key} could not be used: {code}',
    { keepIf: { code: { test: 'not', of: oneOf(0) } } },
  ),
  row(
    5061,
    'key-operation-failed',
    { key: text('KeyName'), operation: text('Operation'), code: code('ReturnCode'), ...by },
    'the key {key} could not be used: {code}',
    { keepIf: { code: { test: 'not', of: oneOf(0) } } },
  ),
];
