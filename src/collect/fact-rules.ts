import type { CollectSide } from '../normalize/logs-to-ask-for.ts';
import type { FactTest } from '../model/fact-test.ts';
import type { Basis } from '../model/vocabulary.ts';

/** A fact that speaks for a cause, or against it. */
export interface FactRule {
  readonly cause: string;
  readonly fact: string;
  /** Only of a machine of this kind, where the value means something else on others. */
  readonly on?: CollectSide;
  /** Of a time: against when it was collected. */
  readonly holds: FactTest | 'is-past' | 'is-future';
  /** Facts that must hold as well. */
  readonly also?: readonly { readonly fact: string; readonly holds: FactTest }[];
  readonly speaks: 'for' | 'against';
  /** What was found; `{value}` is filled in. */
  readonly text: string;
  readonly source: string;
  /** Whether the source states what the value means; or our conclusion from it. */
  readonly basis: Extract<Basis, 'documented' | 'inferred'>;
}

const is = (value: number | string): FactTest => ({ test: 'one-of', values: [value] });
const isNot = (value: number): FactTest => ({ test: 'not', of: is(value) });
const from = (atLeast: number): FactTest => ({ test: 'range', atLeast });
const absent: FactTest = { test: 'present', present: false };

const notOffByPolicy = { fact: 'policy.fDenyTSConnections', holds: isNot(1) };
/**
 * The certificate is one that somebody chose, by policy or by hand; 1 is Windows' self-signed one:
 * learn.microsoft.com/windows/win32/termserv/win32-tsgeneralsetting
 */
const chosen = { fact: 'certificate.hashType', holds: { test: 'one-of', values: [2, 3] } } as const;

const learn = 'https://learn.microsoft.com/en-us';
const setting = `${learn}/windows/win32/termserv/win32-terminalservicesetting`;
const grace = `${learn}/windows/win32/termserv/getgraceperioddays-win32-terminalservicesetting`;
const certificate = `${learn}/dotnet/api/system.security.cryptography.x509certificates.x509certificate2`;
const listenerCertificate = `${learn}/troubleshoot/windows-server/remote/remote-desktop-listener-certificate-configurations`;
const general = `${learn}/troubleshoot/windows-server/remote/rdp-error-general-troubleshooting`;
const services = `${learn}/troubleshoot/azure/virtual-machines/windows/troubleshoot-remote-desktop-services-issues`;
const policies = `${learn}/previous-versions/windows/it-pro/windows-10/security/threat-protection/security-policy-settings`;

/**
 * What the machine was found to be, tied to causes. What changes by itself, such as a service that stopped, only speaks
 * for a cause: that it runs now says nothing of then. What somebody has to change also speaks against one.
 */
export const factRules: readonly FactRule[] = [
  {
    cause: 'remote-desktop-disabled',
    fact: 'policy.fDenyTSConnections',
    holds: is(1),
    speaks: 'for',
    text: 'a policy switches Remote Desktop off (fDenyTSConnections is 1)',
    source: general,
    basis: 'documented',
  },
  {
    cause: 'remote-desktop-disabled',
    fact: 'terminal-server.fDenyTSConnections',
    holds: is(1),
    also: [{ fact: 'policy.fDenyTSConnections', holds: absent }],
    speaks: 'for',
    text: 'Remote Desktop is switched off (fDenyTSConnections is 1)',
    source: general,
    basis: 'documented',
  },
  {
    cause: 'remote-desktop-disabled',
    fact: 'terminal-server.fDenyTSConnections',
    holds: is(0),
    also: [notOffByPolicy],
    speaks: 'against',
    text: 'Remote Desktop is switched on (fDenyTSConnections is 0)',
    source: general,
    basis: 'documented',
  },
  {
    cause: 'policy-refresh-listener-flap',
    fact: 'terminal-server.fDenyTSConnections',
    holds: is(1),
    also: [{ fact: 'policy.fDenyTSConnections', holds: is(0) }],
    speaks: 'for',
    text: 'the setting says off and the policy says on (fDenyTSConnections is 1 and 0)',
    source: `${learn}/troubleshoot/windows-server/remote/client-disconnected-group-policy-updates`,
    basis: 'documented',
  },
  {
    cause: 'rdp-port-changed',
    fact: 'rdp-tcp.PortNumber',
    holds: isNot(3389),
    also: [{ fact: 'rdp-tcp.PortNumber', holds: { test: 'present', present: true } }],
    speaks: 'for',
    text: 'the listener is set to port {value}',
    source: general,
    basis: 'documented',
  },
  {
    cause: 'rdp-port-changed',
    fact: 'rdp-tcp.PortNumber',
    holds: is(3389),
    speaks: 'against',
    text: 'the listener is set to port 3389, the usual one',
    source: general,
    basis: 'documented',
  },
  // The source looks with qwinsta. Where Remote Desktop is switched off, the service runs and nothing listens.
  {
    cause: 'listener-missing-or-corrupt',
    fact: 'listener.listening',
    holds: is('false'),
    also: [
      { fact: 'service.TermService.status', holds: is('Running') },
      { fact: 'terminal-server.fDenyTSConnections', holds: is(0) },
      notOffByPolicy,
    ],
    speaks: 'for',
    text: 'nothing listens on the port though the service runs and Remote Desktop is switched on',
    source: general,
    basis: 'inferred',
  },
  {
    cause: 'port-conflict',
    fact: 'listener.byService',
    holds: is('false'),
    also: [{ fact: 'listener.listening', holds: is('true') }],
    speaks: 'for',
    text: 'another process than Remote Desktop Services listens on the port',
    source: general,
    basis: 'documented',
  },
  {
    cause: 'termservice-stopped',
    fact: 'service.TermService.status',
    on: 'server',
    holds: is('Stopped'),
    speaks: 'for',
    text: 'the service TermService is stopped',
    source: services,
    basis: 'documented',
  },
  {
    cause: 'termservice-disabled',
    fact: 'service.TermService.start',
    on: 'server',
    holds: is('Disabled'),
    speaks: 'for',
    text: 'the service TermService is disabled',
    source: services,
    basis: 'documented',
  },
  {
    cause: 'termservice-disabled',
    fact: 'service.TermService.start',
    on: 'server',
    holds: { test: 'one-of', values: ['Manual', 'Automatic'] },
    speaks: 'against',
    text: 'the service TermService is not disabled',
    source: services,
    basis: 'documented',
  },
  {
    cause: 'netlogon-service-not-running',
    fact: 'service.Netlogon.status',
    on: 'server',
    holds: is('Stopped'),
    speaks: 'for',
    text: 'the service Netlogon is stopped',
    source: `${learn}/troubleshoot/azure/virtual-machines/windows/azure-vm-netlogon-not-starting`,
    basis: 'documented',
  },
  {
    cause: 'rdp-cert-expired-custom',
    fact: 'certificate.notAfter',
    holds: 'is-past',
    also: [chosen],
    speaks: 'for',
    text: 'the certificate chosen for the listener expired {value}',
    source: `${certificate}.notafter`,
    basis: 'documented',
  },
  {
    cause: 'rdp-cert-expired-custom',
    fact: 'certificate.notAfter',
    holds: 'is-future',
    also: [chosen],
    speaks: 'against',
    text: 'the certificate chosen for the listener is valid until {value}',
    source: `${certificate}.notafter`,
    basis: 'documented',
  },
  // That there is a key says nothing against it: the service also has to be allowed to read it.
  {
    cause: 'rdp-cert-no-private-key',
    fact: 'certificate.hasPrivateKey',
    holds: is('false'),
    also: [chosen],
    speaks: 'for',
    text: 'the certificate chosen for the listener has no private key',
    source: `${certificate}.hasprivatekey`,
    basis: 'documented',
  },
  {
    cause: 'rdp-cert-thumbprint-mismatch',
    fact: 'certificate.found',
    holds: is('false'),
    also: [{ fact: 'certificate.hashType', holds: isNot(1) }],
    speaks: 'for',
    text: 'the certificate that the listener names is in neither store',
    source: listenerCertificate,
    basis: 'inferred',
  },
  {
    cause: 'rdp-cert-thumbprint-mismatch',
    fact: 'certificate.found',
    holds: is('true'),
    also: [chosen],
    speaks: 'against',
    text: 'the certificate chosen for the listener is there',
    source: listenerCertificate,
    basis: 'inferred',
  },
  {
    cause: 'rds-grace-expired-no-license-server',
    fact: 'licensing.graceDaysLeft',
    holds: is(0),
    speaks: 'for',
    text: 'the grace period of licensing is over',
    source: grace,
    basis: 'documented',
  },
  {
    cause: 'rds-grace-expired-no-license-server',
    fact: 'licensing.graceDaysLeft',
    holds: from(1),
    speaks: 'against',
    text: 'the grace period of licensing has {value} days left',
    source: grace,
    basis: 'documented',
  },
  // The source contradicts itself: its list of LicensingType says 3 for per user and 4 for not set, its list of possible
  // types and the method that sets them say 4 and 5. 2 is per device in each.
  {
    cause: 'rds-license-mode-not-set',
    fact: 'licensing.type',
    holds: is(5),
    speaks: 'for',
    text: 'the licensing mode is not set (LicensingType is 5)',
    source: setting,
    basis: 'inferred',
  },
  {
    cause: 'rds-license-mode-not-set',
    fact: 'licensing.type',
    holds: is(2),
    speaks: 'against',
    text: 'the licensing mode is set (LicensingType is 2)',
    source: setting,
    basis: 'documented',
  },
  {
    cause: 'rds-license-mode-not-set',
    fact: 'licensing.type',
    holds: is(4),
    speaks: 'against',
    text: 'the licensing mode is set (LicensingType is 4)',
    source: `${setting}-changemode`,
    basis: 'inferred',
  },
  {
    cause: 'drain-mode',
    fact: 'licensing.drainMode',
    holds: { test: 'one-of', values: [1, 2] },
    speaks: 'for',
    text: 'the machine takes no new logons, only reconnections (SessionBrokerDrainMode is {value})',
    source: setting,
    basis: 'documented',
  },
  // Rules outside the group, and the addresses that a rule is for, are not looked at.
  {
    cause: 'local-firewall-block',
    fact: 'firewall.allowing',
    holds: is(0),
    also: [{ fact: 'service.MpsSvc.status', holds: is('Running') }],
    speaks: 'for',
    text: 'no rule of the firewall’s Remote Desktop group allows connections',
    source: general,
    basis: 'inferred',
  },
  {
    cause: 'local-firewall-block',
    fact: 'firewall.blocking',
    holds: from(1),
    speaks: 'for',
    text: 'a rule of the firewall’s Remote Desktop group blocks connections',
    source: general,
    basis: 'inferred',
  },
  // Of these two policies the sources say what can be chosen, not the numbers in the registry.
  {
    cause: 'ntlm-restricted',
    fact: 'ntlm.RestrictReceivingNTLMTraffic',
    on: 'server',
    holds: is(1),
    speaks: 'for',
    text: 'a policy refuses NTLM to domain accounts (RestrictReceivingNTLMTraffic is 1)',
    source: `${policies}/network-security-restrict-ntlm-incoming-ntlm-traffic`,
    basis: 'inferred',
  },
  {
    cause: 'ntlm-restricted',
    fact: 'ntlm.RestrictReceivingNTLMTraffic',
    on: 'server',
    holds: is(2),
    speaks: 'for',
    text: 'a policy refuses NTLM to all accounts (RestrictReceivingNTLMTraffic is 2)',
    source: `${policies}/network-security-restrict-ntlm-incoming-ntlm-traffic`,
    basis: 'inferred',
  },
  {
    cause: 'account-restriction-blank-password',
    fact: 'lsa.LimitBlankPasswordUse',
    on: 'server',
    holds: is(0),
    speaks: 'against',
    text: 'accounts without a password may log on from elsewhere (LimitBlankPasswordUse is 0)',
    source: `${policies}/accounts-limit-local-account-use-of-blank-passwords-to-console-logon-only`,
    basis: 'inferred',
  },
  {
    cause: 'credssp-oracle-remediation',
    fact: 'credssp.AllowEncryptionOracle',
    on: 'client',
    holds: { test: 'one-of', values: [0, 1] },
    speaks: 'for',
    text: 'a policy of the client refuses servers without the CredSSP update (AllowEncryptionOracle is {value})',
    source: `${learn}/troubleshoot/azure/virtual-machines/windows/credssp-encryption-oracle-remediation`,
    basis: 'documented',
  },
  {
    cause: 'credssp-oracle-remediation',
    fact: 'credssp.AllowEncryptionOracle',
    on: 'client',
    holds: is(2),
    speaks: 'against',
    text: 'a policy of the client accepts servers without the CredSSP update (AllowEncryptionOracle is 2)',
    source: `${learn}/troubleshoot/azure/virtual-machines/windows/credssp-encryption-oracle-remediation`,
    basis: 'documented',
  },
  {
    cause: 'tls-version-disabled',
    fact: 'tls-1.2-server.Enabled',
    on: 'server',
    holds: is(0),
    speaks: 'for',
    text: 'TLS 1.2 is switched off for connections that the machine takes',
    source: `${learn}/windows-server/security/tls/tls-registry-settings`,
    basis: 'documented',
  },
  // The source names the policy, not its registry value.
  {
    cause: 'fips-mismatch',
    fact: 'fips.Enabled',
    on: 'server',
    holds: is(1),
    speaks: 'for',
    text: 'a policy allows only FIPS algorithms',
    source: `${policies}/system-cryptography-use-fips-compliant-algorithms-for-encryption-hashing-and-signing`,
    basis: 'inferred',
  },
];
