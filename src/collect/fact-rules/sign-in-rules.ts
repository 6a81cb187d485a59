import { is, learn, policies, type FactRule } from './rule.ts';

/**
 * The certificate is one that somebody chose, by policy or by hand; 1 is Windows' self-signed one:
 * learn.microsoft.com/windows/win32/termserv/win32-tsgeneralsetting
 */
const chosen = { fact: 'certificate.hashType', holds: { test: 'one-of', values: [2, 3] } } as const;

/** Who may sign in, and how. */
export const signInRules: readonly FactRule[] = [
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
];
