import { code, of, text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';
import { archived, both, manifestOf, messagesIn } from './sources.ts';

const provider = 'Microsoft-Windows-Security-Kerberos';
const row = rowsOf(provider, 'manifest');
const listed = rowsOf(provider, 'manifest', both(manifestOf(provider), messagesIn('kerberos.dll')));
const target = { target: text('SPN'), code: code('ErrorCode') };

const keys = {
  target: text(0),
  account: text(1),
  requested: text(3),
  available: text(4),
};
const keyRow = rowsOf(
  'Microsoft-Windows-Kerberos-Key-Distribution-Center',
  'documented',
  both(
    messagesIn('kdcsvc.dll'),
    'KB 4492348: https://learn.microsoft.com/troubleshoot/windows-server/windows-security/unsupported-etype-error-accessing-trusted-domain',
    'KB 977321: https://learn.microsoft.com/troubleshoot/windows-server/windows-security/kdc-event-16-27-des-encryption-disabled',
  ),
);
const noKey = 'no key of {account} for {target} fits: asked for {requested}, there are {available}';

/**
 * A domain controller has no encryption that suits both sides of a ticket: of a user's first one (14, 26) or of one for
 * a service (16, 27). The fields are known by the places of the message alone.
 */
export const kerberosKeyRows: readonly CatalogRow[] = [14, 16, 26, 27].map((eventId) =>
  keyRow(eventId, 'kerberos-key-missing', keys, noKey),
);

/** A machine's Kerberos client. 3 has to be turned on; 100 and above stand in a channel that is off by default. */
export const kerberosRows: readonly CatalogRow[] = [
  row(
    3,
    'kerberos-error',
    {
      code: code('ErrorCode'),
      target: text('TargetName', 'ServerName'),
      realm: text('ServerRealm'),
      account: text('ClientName'),
    },
    'Kerberos error {code} for {target}',
  ),
  row(
    4,
    'kerberos-wrong-key',
    { server: text('Server'), target: text('Targetname'), realm: text('TargetRealm') },
    '{server} could not read the ticket for {target}',
  ),
  row(
    7,
    'kerberos-authorization-unverified',
    { account: text('ClientName'), realm: text('Realm') },
    "the rights in {account}'s ticket could not be verified",
  ),
  row(11, 'kerberos-duplicate-name', { target: text(0) }, 'a name exists twice in the domain'),
  row(
    14,
    'kerberos-password-wrong',
    { account: of('account', 'Username') },
    "{account}'s saved password was refused",
  ),
  row(100, 'kerberos-target-unknown', target, 'the domain does not know {target}: {code}'),
  row(101, 'kerberos-target-ambiguous', target, 'more than one account is {target}: {code}'),
  listed(
    102,
    'kerberos-certificate-refused',
    { server: text('DomainController'), code: code('ErrorCode') },
    'the certificate of the domain controller {server} was not accepted: {code}',
  ),
  listed(
    103,
    'kerberos-certificate-refused',
    { account: text('ClientUpn'), code: code('ErrorCode') },
    "the domain controller did not accept {account}'s certificate: {code}",
  ),
  row(
    107,
    'kerberos-certificate-refused',
    { domain: text('ExpectedDomainName'), code: code('ErrorCode') },
    "the domain controller's certificate is not for {domain}: {code}",
  ),
  // From outside, over HTTPS: through a gateway, or by policy.
  listed(
    108,
    'kerberos-proxy-failed',
    { server: text('ServerName'), code: code('ErrorCode') },
    'the Kerberos proxy[ {server}] could not be asked: {code}',
  ),
  rowsOf(
    'Microsoft-Windows-Kerberos-Key-Distribution-Center',
    'documented',
    archived('Event ID 11, Service Principal Name Configuration', 'cc733945'),
  )(11, 'kerberos-duplicate-name', { target: text(0) }, '{target} exists twice in the domain'),
];

const controller = 'Microsoft-Windows-Kerberos-Key-Distribution-Center';

/**
 * A domain controller turned a certificate down: a card's, or that of Windows Hello. 39, a weak mapping, is left out: it
 * is written, too, where the user was let in.
 */
export const kerberosCertificateRows: readonly CatalogRow[] = [
  rowsOf(controller, 'manifest', 'its text: https://gradenegger.eu/de/?p=9009')(
    19,
    'kdc-certificate-missing',
    {},
    'a sign-in with a certificate was tried, and the domain controller has none of its own for it',
  ),
  rowsOf(
    controller,
    'documented',
    both(
      archived('Event ID 21, Kerberos Smart Card Authentication', 'cc734015'),
      'KB 5057784: https://support.microsoft.com/topic/5f5d753b-4023-4dd3-b7b7-c8b104933d53',
    ),
  )(
    21,
    'user-certificate-refused',
    { domain: text('Domain', 0), account: text('Username', 1) },
    "{account}'s certificate is not valid for the domain controller",
  ),
  rowsOf(
    controller,
    'manifest',
    'its text and fields: https://gradenegger.eu/en/details-of-the-event-with-id-40-of-the-source-microsoft-windows-kerberos-key-distribution-center',
  )(
    40,
    'user-certificate-refused',
    { account: text('AccountName', 0) },
    "{account}'s certificate is older than the account and not tied to it",
  ),
];
