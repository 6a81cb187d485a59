import { number, text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';

const row = rowsOf('Microsoft-Windows-TerminalServices-RemoteConnectionManager', 'manifest');

// The name is unnamed data; the SHA-1 of the certificate is the binary block beside it.
const certificate = { certificate: text(0), thumbprint: text('Binary') };
const status = { status: text(0) };

/**
 * The listener's certificate: written to the System log by the connection manager (EventSourceName TermService). Ids
 * and fields from the ETW manifest and TermService's messages.
 */
export const rdpCertificateRows: readonly CatalogRow[] = [
  row(
    1051,
    'certificate-unusable',
    { thumbprint: text('Binary') },
    'the chosen certificate cannot be used; the default one is',
  ),
  row(
    1052,
    'certificate-expiring',
    { ...certificate, days: number(1) },
    'the certificate {certificate} expires in {days} days',
  ),
  row(
    1053,
    'certificate-expired',
    certificate,
    'the chosen certificate has expired; the default one is used',
  ),
  row(
    1054,
    'certificate-unsuitable',
    certificate,
    'the chosen certificate is not for server authentication; the default one is used',
  ),
  row(
    1055,
    'certificate-key-inaccessible',
    certificate,
    "the chosen certificate's private key cannot be reached; the default one is used",
  ),
  row(1056, 'certificate-created', certificate, 'a new self-signed certificate was made for {certificate}'),
  row(1057, 'certificate-create-failed', status, 'the self-signed certificate could not be made: {status}'),
  row(
    1058,
    'certificate-renew-failed',
    status,
    'the expired self-signed certificate could not be replaced: {status}',
  ),
  row(1059, 'certificate-settings-reset', {}, 'the certificate settings were invalid and were reset'),
  row(
    1062,
    'certificate-template-failed',
    certificate,
    'the certificate from template {certificate} has an unusable name; the default one is used',
  ),
  row(1063, 'certificate-renewed', certificate, 'a new certificate from template {certificate} is in use'),
  row(
    1064,
    'certificate-template-failed',
    status,
    'the certificate from the template could not be installed: {status}',
  ),
  row(
    1065,
    'certificate-template-failed',
    status,
    'the expired certificate from the template could not be replaced: {status}',
  ),
  row(
    1072,
    'certificate-template-failed',
    { name: text(0), type: text(1) },
    'the name of the certificate template has an unexpected type',
  ),
  row(
    1073,
    'certificate-template-failed',
    { name: text(0), type: text(1) },
    'the id of the certificate template has an unexpected type',
  ),
];
