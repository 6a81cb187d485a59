import { text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';

const row = rowsOf('Microsoft-Windows-CAPI2', 'manifest');

// The code is an attribute, which no reader gives; its text, in the system's language, is there only for a failure.
const result = { error: text('Result') };
const ifFailed = { keepIf: { error: { test: 'present', present: true } } } as const;

/** The judging of certificates, for any program of the machine. The log is off by default. */
export const capi2Rows: readonly CatalogRow[] = [
  row(11, 'certificate-check-failed', result, 'no chain for a certificate: {error}', ifFailed),
  row(30, 'certificate-check-failed', result, 'a chain of certificates was refused: {error}', ifFailed),
  row(
    41,
    'revocation-check-failed',
    result,
    'no word on whether a certificate was revoked: {error}',
    ifFailed,
  ),
];
