import { is, isNot, learn, policies, type FactRule } from './rule.ts';

/**
 * The certificate is one that somebody chose, by policy or by hand; 1 is Windows' self-signed one:
 * learn.microsoft.com/windows/win32/termserv/win32-tsgeneralsetting
 */
const chosen = { fact: 'certificate.hashType', holds: { test: 'one-of', values: [2, 3] } } as const;

const certificate = `${learn}/dotnet/api/system.security.cryptography.x509certificates.x509certificate2`;
const listenerCertificate = `${learn}/troubleshoot/windows-server/remote/remote-desktop-listener-certificate-configurations`;

/** What the listener’s certificate is, and which encryption is allowed. */
export const certificateRules: readonly FactRule[] = [
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
