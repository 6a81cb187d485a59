import { number, of, text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';
import { both, manifestOf } from './sources.ts';

const provider = 'Microsoft-Windows-Security-Auditing';
const row = rowsOf(
  provider,
  'manifest',
  both(
    manifestOf(provider),
    'Microsoft: NPS Authentication Status (https://learn.microsoft.com/previous-versions/windows/it-pro/windows-server-2008-r2-and-2008/cc735320(v=ws.10))',
  ),
);

const request = {
  // With the domain before it or without.
  account: of('account', 'SubjectUserName'),
  domain: text('SubjectDomainName'),
  reason: number('ReasonCode'),
  method: text('CalledStationID'),
};

/**
 * A Network Policy Server also answers for Wi-Fi, VPN and switches, and their refusals are not ours. RD Gateway tells in
 * the called station how the user signed in at it (PW, SC): seen in a public 6272 of a gateway, and inferred for these.
 */
const ofGateway = { method: { test: 'starts-with', text: 'UserAuthType:' } } as const;

/** What the policy server that decides for an RD Gateway wrote of those it did not let in, in its Security log. */
export const policyServerRows: readonly CatalogRow[] = [
  row(
    6273,
    'policy-server-refused',
    request,
    'the policy server refused {account} at the gateway: reason {reason}',
    { keepIf: ofGateway },
  ),
  row(
    6274,
    'policy-server-refused',
    request,
    'the policy server dropped the request of {account} at the gateway: reason {reason}',
    { keepIf: ofGateway },
  ),
  // It names nobody, and a policy server of Wi-Fi or VPN writes it as well.
  rowsOf(
    'NPS',
    'sample',
    'a record with 6273 beside it: https://learn.microsoft.com/answers/questions/2617618/network-policy-server-no-domain-controller-availab',
  )(
    4402,
    'policy-server-without-directory',
    { domain: text(0) },
    'the policy server found no domain controller of {domain}',
  ),
];
