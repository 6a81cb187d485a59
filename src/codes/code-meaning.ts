import type { Basis } from '../model/vocabulary.ts';

/**
 * The number spaces that Remote Desktop and its logs use. The same number means different things in each: a number is
 * never named without its family.
 */
export const codeFamilies = [
  'disconnect-reason',
  'extended-reason',
  'error-info',
  'session-reason',
  'connection-reason',
  'ntstatus',
  'hresult',
  'win32',
  'kerberos',
  'tls-alert',
  'schannel-state',
  'logon-type',
  'policy-server-reason',
  'negotiation-failure',
  'licence-error',
  'licence-transition',
  'udp-fallback',
  'network-detection',
  'stack-trace',
] as const;
export type CodeFamily = (typeof codeFamilies)[number];

/** What one number means in one family. */
export interface CodeMeaning {
  readonly family: CodeFamily;
  /** Unsigned, 32 bits. */
  readonly code: number;
  /** The published identifier; '' where none is known. */
  readonly name: string;
  readonly meaning: string;
  readonly note?: string;
  readonly source: string;
  readonly basis: Basis;
}

export type CodeRow = readonly [code: number, name: string, meaning: string, note?: string];

/** Rows of one family that come from one source. */
export const codeRows = (
  family: CodeFamily,
  source: string,
  basis: Basis,
  rows: readonly CodeRow[],
): readonly CodeMeaning[] =>
  rows.map(([code, name, meaning, note]) => ({
    family,
    code,
    name,
    meaning,
    ...(note === undefined ? {} : { note }),
    source,
    basis,
  }));
