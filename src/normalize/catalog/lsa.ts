import { code, number, text, userOf, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';
import { DUPLICATE_SIDS } from './sources.ts';

const provider = 'LsaSrv';
const row = rowsOf(provider, 'manifest');
const seen = rowsOf(provider, 'sample');

// The error is a text in the system's language, with the status in brackets behind it.
const bracketed = { from: ['Error'], as: 'code', match: /\((0x[0-9a-f]{8})\)/i } as const;
const uncached = {
  package: text('PackageName'),
  account: text('UserName'),
  domain: text('DomainName'),
};

/** The local security authority: CredSSP, NTLM use, authentication that broke off. */
export const lsaRows: readonly CatalogRow[] = [
  seen(
    6041,
    'credssp-version-refused',
    // Older builds leave the data unnamed.
    { target: text('TargetName', 0), version: number('TargetVersion', 1) },
    'CredSSP refused {target}: its version {version} is not allowed here',
  ),
  seen(6038, 'ntlm-used', {}, 'NTLM is in use on this machine'),
  row(
    6036,
    'ntlm-target-missing',
    { process: text('Program') },
    '{process} asked for NTLM without naming a target',
  ),
  row(
    6037,
    'ntlm-loopback-refused',
    { process: text('Program'), target: text('TargetName') },
    '{process} could not log on to {target} from this machine itself',
  ),
  row(
    6040,
    'target-name-refused',
    { package: text('Package'), target: text('TargetName') },
    '{package} refused a request meant for {target}',
  ),
  row(6035, 'token-too-large', { sid: text('SID') }, 'the user is in too many groups'),
  row(
    5000,
    'security-package-crashed',
    { package: text('Package'), code: code('Exception') },
    'the security package {package} crashed: {code}',
  ),
  // Written on the machine that was asked, and bare: neither account nor client stands in it.
  rowsOf(provider, 'documented', DUPLICATE_SIDS)(
    6167,
    'machine-id-mismatch',
    {},
    'a sign-in carried the machine id of this computer itself and was refused',
  ),
  row(
    40960,
    'authentication-error',
    { target: text('Target'), protocol: text('Protocol'), code: bracketed, error: text('Error') },
    '{protocol} failed for {target}[: {code}]',
  ),
  row(
    40961,
    'authentication-unavailable',
    { target: text('Target') },
    'no way to authenticate with {target}',
  ),
  row(
    40962,
    'security-handshake-unfinished',
    { target: text('Target'), protocol: text('Protocol') },
    'the {protocol} handshake with {target} was not finished',
  ),
  row(40964, 'security-request-undecodable', {}, 'a request used an unknown authentication protocol'),
  row(40968, 'security-request-undecodable', {}, 'an authentication request could not be decoded'),
  row(
    45057,
    'cached-logon-removed',
    { ...userOf('Username'), package: text('Package'), code: code('Error') },
    "{account}'s cached logon was removed after a failure: {code}",
  ),
  row(
    100,
    'credentials-not-cached',
    { ...uncached, server: text('ServerName'), code: code('ErrorCode') },
    "{package} does not keep {account}'s credentials for {server}[: {code}]",
  ),
  row(303, 'credentials-not-cached', uncached, "{package} does not keep {account}'s credentials"),
];
