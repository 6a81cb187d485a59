import { code, number, text, type CatalogRow } from '../catalog-row.ts';

const provider = 'Schannel';
// Server 2022 puts CallerProcessId and CallerProcessImageName before the older fields: read by name, always.
const caller = { process: text('CallerProcessImageName') };

/** Windows' TLS. Ids and fields from its ETW manifest; 36874 and 36888 also from real logs. */
export const schannelRows: readonly CatalogRow[] = [
  {
    provider,
    eventId: 36870,
    kind: 'tls-key-unreadable',
    stage: 'tls',
    facts: {
      ...caller,
      side: text('Type'),
      code: code('ErrorCode'),
      state: number('ErrorStatus', 'ErrorState'),
    },
    summary: "TLS could not use the certificate's private key: {code}, state {state}",
    basis: 'manifest',
  },
  {
    provider,
    eventId: 36871,
    kind: 'tls-credential-failed',
    stage: 'tls',
    facts: { ...caller, side: text('Type'), state: number('ErrorState', 'ErrorStatus') },
    summary: 'TLS could not make a {side} credential, state {state}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 36874,
    kind: 'tls-no-common-cipher',
    stage: 'tls',
    facts: { ...caller, protocol: text('Protocol') },
    summary: 'no cipher suite in common with the {protocol} client',
    basis: 'sample',
  },
  {
    provider,
    eventId: 36880,
    kind: 'tls-established',
    facts: { side: text('Type'), protocol: text('Protocol'), cipher: text('CipherSuite') },
    summary: '{protocol} established',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 36887,
    kind: 'tls-alert-received',
    stage: 'tls',
    facts: { ...caller, alert: number('AlertDesc') },
    summary: 'the peer sent TLS alert {alert}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 36888,
    kind: 'tls-alert-sent',
    stage: 'tls',
    facts: { ...caller, alert: number('AlertDesc'), state: number('ErrorState') },
    summary: 'TLS alert {alert} sent to the peer, state {state}',
    basis: 'sample',
  },
];
