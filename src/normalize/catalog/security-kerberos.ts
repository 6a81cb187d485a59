import type { FactTest } from '../../model/fact-test.ts';
import { address, code, number, oneOf, port, text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';

const row = rowsOf('Microsoft-Windows-Security-Auditing', 'manifest');

const who = { account: text('TargetUserName'), client: address('IpAddress'), clientPort: port('IpPort') };
const domain = { domain: text('TargetDomainName') };
const service = { service: text('ServiceName'), code: code('Status') };
// A domain controller writes these for every ticket of every user: only what failed is kept.
const failure: FactTest = { test: 'not', of: oneOf(0) };
const ifFailed = { keepIf: { code: failure } };

/** The domain controller's audit of Kerberos. Field names from the events' manifests. */
export const securityKerberosRows: readonly CatalogRow[] = [
  row(
    4768,
    'kerberos-logon-refused',
    { ...who, ...domain, ...service, method: number('PreAuthType') },
    '{account} got no ticket from the domain: {code}',
    ifFailed,
  ),
  row(
    4769,
    'kerberos-ticket-refused',
    { ...who, ...domain, ...service },
    '{account} got no ticket for {service}: {code}',
    ifFailed,
  ),
  row(
    4771,
    'kerberos-preauthentication-failed',
    { ...who, ...service, method: number('PreAuthType') },
    'the domain did not accept the proof of {account}: {code}',
    ifFailed,
  ),
  row(
    4821,
    'kerberos-policy-refused',
    { ...who, ...domain, ...service, silo: text('SiloName') },
    'a policy of the domain refused {account} a ticket for {service}: {code}',
  ),
  // The audit's word of what NTLM's own log has as 100.
  rowsOf(
    'Microsoft-Windows-Security-Auditing',
    'community',
    'event 4822 and its fields: https://detection-wiki-dev.pages.dev/microsoft-windows-security-auditing/4822',
  )(
    4822,
    'ntlm-refused',
    { account: text('AccountName'), workstation: text('DeviceName'), code: code('Status') },
    'NTLM of the protected user {account} was refused: {code}',
  ),
  row(
    4824,
    'protected-user-refused',
    { ...who, ...service, method: number('PreAuthType') },
    'the protected user {account} was refused: {code}',
  ),
  row(
    4649,
    'logon-replayed',
    {
      account: text('TargetUserName'),
      ...domain,
      workstation: text('WorkstationName'),
      process: text('ProcessName'),
    },
    'a logon of {account} was sent twice',
  ),
];
