import type { FactTest } from '../../model/fact-test.ts';
import {
  address,
  code,
  firstCode,
  luid,
  number,
  of,
  oneOf,
  port,
  text,
  type CatalogRow,
} from '../catalog-row.ts';
import { auditPage } from './sources.ts';

const provider = 'Microsoft-Windows-Security-Auditing';
const target = {
  account: text('TargetUserName'),
  domain: text('TargetDomainName'),
  logonId: luid('TargetLogonId'),
};
const origin = {
  client: address('IpAddress'),
  clientPort: port('IpPort'),
  workstation: text('WorkstationName'),
  process: text('LogonProcessName'),
  // The program that asked for the logon; a network logon that comes from outside has none.
  callerProcess: text('ProcessName'),
};
// Network (NLA), unlock (reconnect), remote interactive and its cached form. Never 2, 4, 5 or 11: those are not RDP.
const remoteLogonTypes = oneOf(3, 7, 10, 12);
// A computer's own account (NAME$) logs on to shares and directories, never to a desktop.
const aPerson: FactTest = { test: 'not', of: { test: 'ends-with', text: '$' } };

/** Windows' audit. Field names and order from the events' manifests; logon types from Microsoft's event-4625 page. */
export const securityRows: readonly CatalogRow[] = [
  {
    provider,
    eventId: 4624,
    kind: 'logon-succeeded',
    stage: 'authorization',
    facts: { ...target, ...origin, logonType: number('LogonType') },
    summary: '{account} logged on, logon type {logonType}[, from {client}]',
    keepIf: { logonType: remoteLogonTypes, account: aPerson },
    basis: 'manifest',
  },
  {
    provider,
    eventId: 4625,
    kind: 'logon-failed',
    stage: 'authentication',
    facts: {
      account: target.account,
      domain: target.domain,
      ...origin,
      logonType: number('LogonType'),
      status: code('Status'),
      code: firstCode('SubStatus', 'Status'),
    },
    summary: 'logon of {account} failed: {code}, logon type {logonType}[, from {client}]',
    keepIf: { logonType: remoteLogonTypes },
    basis: 'manifest',
  },
  {
    provider,
    eventId: 4634,
    kind: 'logon-ended',
    facts: { ...target, logonType: number('LogonType') },
    summary: 'logon {logonId} of {account} ended',
    keepIf: { logonType: oneOf(7, 10, 12) },
    basis: 'manifest',
  },
  {
    provider,
    eventId: 4647,
    kind: 'logoff-requested',
    facts: target,
    summary: '{account} asked to log off',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 4648,
    kind: 'credentials-presented',
    facts: {
      account: target.account,
      domain: target.domain,
      client: origin.client,
      clientPort: origin.clientPort,
    },
    summary: 'credentials of {account} presented[, from {client}]',
    keepIf: { client: { test: 'present', present: true } },
    basis: 'manifest',
  },
  {
    provider,
    eventId: 4776,
    kind: 'ntlm-checked',
    stage: 'authentication',
    facts: { account: text('TargetUserName'), workstation: text('Workstation'), code: code('Status') },
    summary: 'NTLM check of {account} from workstation {workstation}: {code}',
    // A domain controller writes one for every logon in the domain.
    keepIf: { code: { test: 'not', of: oneOf(0) } },
    basis: 'manifest',
  },
  {
    provider,
    eventId: 4778,
    kind: 'station-reconnected',
    facts: {
      account: text('AccountName'),
      domain: text('AccountDomain'),
      logonId: luid('LogonID'),
      connectionName: text('SessionName'),
      clientName: text('ClientName'),
      client: address('ClientAddress'),
    },
    summary: '{account} came back on {connectionName} from {client}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 4779,
    kind: 'station-disconnected',
    facts: {
      account: text('AccountName'),
      domain: text('AccountDomain'),
      logonId: luid('LogonID'),
      connectionName: text('SessionName'),
      clientName: text('ClientName'),
      client: address('ClientAddress'),
    },
    summary: '{account} was disconnected from {connectionName}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 4825,
    kind: 'remote-logon-denied',
    stage: 'authorization',
    facts: {
      account: text('AccountName'),
      domain: text('AccountDomain'),
      logonId: luid('LogonID'),
      client: address('ClientAddress'),
    },
    summary: '{account} may not log on through Remote Desktop',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 4740,
    kind: 'account-locked',
    // In this event TargetDomainName holds the computer that the failed logons came through.
    facts: { account: text('TargetUserName'), workstation: text('TargetDomainName') },
    summary: '{account} was locked out[, from {workstation}]',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 4616,
    kind: 'clock-changed',
    facts: {
      oldTime: text('PreviousTime'),
      newTime: text('NewTime'),
      setBy: of('clock-step', 'PreviousDate', 'PreviousTime', 'NewDate', 'NewTime'),
    },
    summary: 'the clock was set[ by {setBy}]',
    basis: 'documented',
    source: auditPage(4616),
  },
];
