import { code, number, text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';

const row = rowsOf('Microsoft-Windows-NTLM', 'manifest');

const outgoing = {
  target: text('TargetName'),
  account: text('UserName', 'ClientUserName'),
  domain: text('DomainName', 'ClientDomainName'),
  process: text('ProcessName'),
};
const incoming = {
  process: text('ProcessName'),
  account: text('ClientUserName'),
  domain: text('ClientDomainName'),
};
const atController = {
  account: text('UserName'),
  domain: text('DomainName'),
  workstation: text('Workstation'),
  logonType: number('LogonType'),
};
const refused = { account: text('AccountName'), workstation: text('DeviceName'), code: code('Status') };

/** NTLM's own log: blocks are always written, audits where the policy asks for them. */
export const ntlmRows: readonly CatalogRow[] = [
  row(4001, 'ntlm-blocked', outgoing, 'NTLM to {target} was blocked'),
  row(4002, 'ntlm-blocked', incoming, 'NTLM from outside was blocked'),
  row(4003, 'ntlm-blocked', atController, 'NTLM of {account} was blocked in the domain'),
  row(4013, 'ntlm-blocked', outgoing, 'NTLM to {target} was blocked'),
  row(4015, 'ntlm-blocked', outgoing, 'NTLM to {target} was blocked'),
  row(8001, 'ntlm-audited', outgoing, 'NTLM to {target} would be blocked', {
    keepIf: { target: { test: 'starts-with', text: 'TERMSRV/' } },
  }),
  row(100, 'ntlm-refused', refused, 'NTLM of the protected user {account} was refused: {code}'),
  row(
    101,
    'ntlm-refused',
    { ...refused, silo: text('SiloName') },
    'NTLM of {account} was refused by the silo {silo}: {code}',
  ),
];
