import type { FactTest } from '../model/fact-test.ts';

/** A fact that speaks for a cause, or against it. */
export interface FactRule {
  readonly cause: string;
  readonly fact: string;
  /** Of a time: against when it was collected. */
  readonly holds: FactTest | 'is-past' | 'is-future';
  /** Facts that must hold as well. */
  readonly also?: readonly { readonly fact: string; readonly holds: FactTest }[];
  readonly speaks: 'for' | 'against';
  /** What was found; `{value}` is filled in. */
  readonly text: string;
  readonly source: string;
}

const is = (value: number | string): FactTest => ({ test: 'one-of', values: [value] });
const isNot = (value: number): FactTest => ({ test: 'not', of: is(value) });
const from = (atLeast: number): FactTest => ({ test: 'range', atLeast });
const absent: FactTest = { test: 'present', present: false };

const cim = 'learn.microsoft.com/windows/win32/termserv/win32-terminalservicesetting';
const disabled = 'learn.microsoft.com/troubleshoot/windows-server/remote/rdp-error-general-troubleshooting';

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
    source: disabled,
  },
  {
    cause: 'remote-desktop-disabled',
    fact: 'terminal-server.fDenyTSConnections',
    holds: is(1),
    also: [{ fact: 'policy.fDenyTSConnections', holds: absent }],
    speaks: 'for',
    text: 'Remote Desktop is switched off (fDenyTSConnections is 1)',
    source: disabled,
  },
  {
    cause: 'remote-desktop-disabled',
    fact: 'terminal-server.fDenyTSConnections',
    holds: is(0),
    also: [{ fact: 'policy.fDenyTSConnections', holds: { test: 'not', of: is(1) } }],
    speaks: 'against',
    text: 'Remote Desktop is switched on (fDenyTSConnections is 0)',
    source: disabled,
  },
  {
    cause: 'policy-refresh-listener-flap',
    fact: 'terminal-server.fDenyTSConnections',
    holds: is(1),
    also: [{ fact: 'policy.fDenyTSConnections', holds: is(0) }],
    speaks: 'for',
    text: 'the setting says off and the policy says on (fDenyTSConnections is 1 and 0)',
    source: disabled,
  },
  {
    cause: 'rdp-port-changed',
    fact: 'rdp-tcp.PortNumber',
    holds: isNot(3389),
    also: [{ fact: 'rdp-tcp.PortNumber', holds: { test: 'present', present: true } }],
    speaks: 'for',
    text: 'the listener is set to port {value}',
    source: disabled,
  },
  {
    cause: 'rdp-port-changed',
    fact: 'rdp-tcp.PortNumber',
    holds: is(3389),
    speaks: 'against',
    text: 'the listener is set to port 3389, the usual one',
    source: disabled,
  },
  {
    cause: 'listener-missing-or-corrupt',
    fact: 'listener.listening',
    holds: is('false'),
    also: [{ fact: 'service.TermService.status', holds: is('Running') }],
    speaks: 'for',
    text: 'nothing listens on the port though the service runs',
    source: disabled,
  },
  {
    cause: 'port-conflict',
    fact: 'listener.byService',
    holds: is('false'),
    also: [{ fact: 'listener.listening', holds: is('true') }],
    speaks: 'for',
    text: 'another process than Remote Desktop Services listens on the port',
    source: disabled,
  },
  {
    cause: 'termservice-stopped',
    fact: 'service.TermService.status',
    holds: is('Stopped'),
    speaks: 'for',
    text: 'the service TermService is stopped',
    source: disabled,
  },
  {
    cause: 'termservice-disabled',
    fact: 'service.TermService.start',
    holds: is('Disabled'),
    speaks: 'for',
    text: 'the service TermService is disabled',
    source: disabled,
  },
  {
    cause: 'termservice-disabled',
    fact: 'service.TermService.start',
    holds: { test: 'one-of', values: ['Manual', 'Automatic'] },
    speaks: 'against',
    text: 'the service TermService is not disabled',
    source: disabled,
  },
  {
    cause: 'netlogon-service-not-running',
    fact: 'service.Netlogon.status',
    holds: is('Stopped'),
    speaks: 'for',
    text: 'the service Netlogon is stopped',
    source: disabled,
  },
  {
    cause: 'rdp-cert-expired-custom',
    fact: 'certificate.notAfter',
    holds: 'is-past',
    speaks: 'for',
    text: 'the certificate of the listener expired {value}',
    source: 'learn.microsoft.com/windows/win32/termserv/win32-tsgeneralsetting',
  },
  {
    cause: 'rdp-cert-expired-custom',
    fact: 'certificate.notAfter',
    holds: 'is-future',
    speaks: 'against',
    text: 'the certificate of the listener is valid until {value}',
    source: 'learn.microsoft.com/windows/win32/termserv/win32-tsgeneralsetting',
  },
  {
    cause: 'rdp-cert-no-private-key',
    fact: 'certificate.hasPrivateKey',
    holds: is('false'),
    speaks: 'for',
    text: 'the certificate of the listener has no private key',
    source: disabled,
  },
  {
    cause: 'rdp-cert-no-private-key',
    fact: 'certificate.hasPrivateKey',
    holds: is('true'),
    speaks: 'against',
    text: 'the certificate of the listener has a private key',
    source: disabled,
  },
  {
    cause: 'rdp-cert-thumbprint-mismatch',
    fact: 'certificate.found',
    holds: is('false'),
    speaks: 'for',
    text: 'the certificate that the listener names is in neither store',
    source: disabled,
  },
  {
    cause: 'rdp-cert-thumbprint-mismatch',
    fact: 'certificate.found',
    holds: is('true'),
    speaks: 'against',
    text: 'the certificate that the listener names is there',
    source: disabled,
  },
  {
    cause: 'rds-grace-expired-no-license-server',
    fact: 'licensing.graceDaysLeft',
    holds: is(0),
    speaks: 'for',
    text: 'the grace period of licensing is over',
    source: 'learn.microsoft.com/windows/win32/termserv/getgraceperioddays-win32-terminalservicesetting',
  },
  {
    cause: 'rds-grace-expired-no-license-server',
    fact: 'licensing.graceDaysLeft',
    holds: from(1),
    speaks: 'against',
    text: 'the grace period of licensing has {value} days left',
    source: 'learn.microsoft.com/windows/win32/termserv/getgraceperioddays-win32-terminalservicesetting',
  },
  {
    cause: 'rds-license-mode-not-set',
    fact: 'licensing.type',
    holds: is(5),
    speaks: 'for',
    text: 'the licensing mode is not set (LicensingType is 5)',
    source: cim,
  },
  {
    cause: 'rds-license-mode-not-set',
    fact: 'licensing.type',
    holds: { test: 'one-of', values: [2, 4] },
    speaks: 'against',
    text: 'the licensing mode is set (LicensingType is {value})',
    source: cim,
  },
  {
    cause: 'drain-mode',
    fact: 'licensing.drainMode',
    holds: from(1),
    speaks: 'for',
    text: 'the machine takes no new sessions (SessionBrokerDrainMode is {value})',
    source: cim,
  },
  {
    cause: 'local-firewall-block',
    fact: 'firewall.allowing',
    holds: is(0),
    also: [{ fact: 'service.MpsSvc.status', holds: is('Running') }],
    speaks: 'for',
    text: 'no rule of the firewall’s Remote Desktop group allows connections',
    source: disabled,
  },
  {
    cause: 'local-firewall-block',
    fact: 'firewall.blocking',
    holds: from(1),
    speaks: 'for',
    text: 'a rule of the firewall’s Remote Desktop group blocks connections',
    source: disabled,
  },
  {
    cause: 'ntlm-restricted',
    fact: 'ntlm.RestrictReceivingNTLMTraffic',
    holds: from(1),
    speaks: 'for',
    text: 'a policy refuses NTLM (RestrictReceivingNTLMTraffic is {value})',
    source:
      'learn.microsoft.com/windows/security/threat-protection/security-policy-settings/network-security-restrict-ntlm-incoming-ntlm-traffic',
  },
  {
    cause: 'account-restriction-blank-password',
    fact: 'lsa.LimitBlankPasswordUse',
    holds: is(0),
    speaks: 'against',
    text: 'accounts without a password may log on from elsewhere (LimitBlankPasswordUse is 0)',
    source:
      'learn.microsoft.com/windows/security/threat-protection/security-policy-settings/accounts-limit-local-account-use-of-blank-passwords-to-console-logon-only',
  },
  {
    cause: 'credssp-oracle-remediation',
    fact: 'credssp.AllowEncryptionOracle',
    holds: { test: 'one-of', values: [0, 1] },
    speaks: 'for',
    text: 'a policy refuses machines without the CredSSP update (AllowEncryptionOracle is {value})',
    source: 'support.microsoft.com KB4093492',
  },
  {
    cause: 'tls-version-disabled',
    fact: 'tls-1.2-server.Enabled',
    holds: is(0),
    speaks: 'for',
    text: 'TLS 1.2 is switched off for servers',
    source: 'learn.microsoft.com/windows-server/security/tls/tls-registry-settings',
  },
  {
    cause: 'fips-mismatch',
    fact: 'fips.Enabled',
    holds: is(1),
    speaks: 'for',
    text: 'only FIPS algorithms are allowed',
    source:
      'learn.microsoft.com/windows/security/threat-protection/security-policy-settings/system-cryptography-use-fips-compliant-algorithms-for-encryption-hashing-and-signing',
  },
];
