import { code, number, text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';

const row = rowsOf('Schannel', 'manifest');
// Server 2022 and Windows 11 put the caller in front of the older fields: read by name, always.
const caller = { process: text('CallerProcessImageName') };
const sided = { ...caller, side: text('Type') };
const failing = { ...caller, code: code('ErrorCode') };

/**
 * What TLS says of keys and certificates. Which end of the connection wrote it is in `side`, or lies in the event's
 * nature: who judges a server's certificate is a client.
 */
export const schannelCertificateRows: readonly CatalogRow[] = [
  row(
    36865,
    'tls-provider-failed',
    { module: text('ModuleName'), code: code('Error') },
    'TLS could not open the cryptographic module {module}: {code}',
  ),
  // 36867 and 36868 only come where somebody raised Schannel's logging.
  row(36867, 'tls-credential-created', sided, 'TLS makes a {side} credential'),
  row(
    36868,
    'tls-key-properties',
    { side: text('Type'), keyProvider: text('CSPName'), key: text('KeyName') },
    'TLS uses the {side} key {key} of {keyProvider}',
  ),
  row(36869, 'tls-key-missing', sided, 'the {side} certificate has no private key'),
  row(36872, 'tls-chain-failed', { ...sided, code: code('ErrorCode') }, 'no certificate chain: {code}'),
  row(36889, 'tls-chain-failed', { ...sided, code: code('ErrorCode') }, 'incomplete chain: {code}'),
  row(36873, 'tls-no-cipher-offered', caller, 'this client has no cipher suite to offer'),
  row(36875, 'tls-client-certificate-missing', caller, 'the server wants a client certificate; none fits'),
  row(36876, 'tls-server-certificate-invalid', failing, "the server's certificate is not valid: {code}"),
  row(36877, 'tls-client-certificate-invalid', failing, "the client's certificate is not valid: {code}"),
  row(36878, 'tls-client-certificate-unmapped', failing, "the client's certificate names no account: {code}"),
  row(36879, 'tls-client-certificate-unmapped', failing, "the client's certificate has no account: {code}"),
  row(36881, 'tls-server-certificate-expired', caller, "the server's certificate has expired"),
  row(36882, 'tls-server-certificate-untrusted', caller, "the issuer of the server's certificate is unknown"),
  row(36883, 'tls-server-certificate-revoked', caller, "the server's certificate was revoked"),
  row(
    36884,
    'tls-server-certificate-misnamed',
    { ...caller, target: text('Name') },
    "the server's certificate is not for {target}",
  ),
  row(36885, 'tls-authorities-cut', caller, 'too many trusted authorities: the list was cut'),
  row(36886, 'tls-default-credential-missing', caller, 'no default server credential'),
  row(36896, 'dtls-request-refused', caller, 'a DTLS request was not verified'),
  row(36897, 'dtls-record-refused', caller, 'a DTLS record came out of its time'),
  row(
    36928,
    'tls-ocsp-failed',
    { reason: number('FailureReason'), url: text('OCSPResponderURL') },
    'no word on revocation from {url}',
  ),
];
