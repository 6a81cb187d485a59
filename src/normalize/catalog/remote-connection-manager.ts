import { address, of, text, type CatalogRow } from '../catalog-row.ts';

const provider = 'Microsoft-Windows-TerminalServices-RemoteConnectionManager';

/**
 * The service that owns the listener. Its certificate events go to the System log under the same provider name
 * (EventSourceName TermService), with unnamed data. Ids and fields from the ETW manifest and TermService's messages.
 */
export const remoteConnectionManagerRows: readonly CatalogRow[] = [
  {
    provider,
    eventId: 258,
    kind: 'listener-started',
    facts: { listener: text('listenerName') },
    summary: 'listener {listener} started',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 259,
    kind: 'listener-stopped',
    facts: { listener: text('listenerName') },
    summary: 'listener {listener} stopped',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 261,
    kind: 'connection-received',
    stage: 'network',
    facts: { listener: text('listenerName') },
    summary: 'listener {listener} received a connection',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 1006,
    kind: 'connection-flood-suspected',
    facts: {},
    summary: 'many incomplete connections',
    basis: 'manifest',
  },
  {
    // Means that the security layer was passed; it does not prove a logon.
    provider,
    eventId: 1149,
    kind: 'authentication-passed',
    stage: 'authentication',
    facts: { account: text('Param1'), domain: text('Param2'), client: address('Param3') },
    summary: 'network-level step passed by {account} from {client}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 1158,
    kind: 'connection-address',
    facts: { client: address('Param1') },
    summary: 'connection from {client}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 1053,
    kind: 'certificate-expired',
    facts: { certificate: text(0) },
    summary: 'the chosen certificate has expired; the default one is used',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 1054,
    kind: 'certificate-unsuitable',
    facts: { certificate: text(0) },
    summary: 'the chosen certificate is not for server authentication; the default one is used',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 1055,
    kind: 'certificate-key-inaccessible',
    facts: { certificate: text(0) },
    summary: "the chosen certificate's private key cannot be reached; the default one is used",
    basis: 'manifest',
  },
  {
    provider,
    eventId: 1056,
    kind: 'certificate-created',
    facts: { certificate: text(0), thumbprint: text('Binary') },
    summary: 'a new self-signed certificate was made for {certificate}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 1057,
    kind: 'certificate-create-failed',
    facts: { status: text(0) },
    summary: 'the self-signed certificate could not be made: {status}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 1058,
    kind: 'certificate-renew-failed',
    facts: { status: text(0) },
    summary: 'the expired self-signed certificate could not be replaced: {status}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 1059,
    kind: 'certificate-settings-reset',
    facts: {},
    summary: 'the certificate settings were invalid and were reset',
    basis: 'manifest',
  },
  {
    provider: 'TermDD',
    eventId: 50,
    kind: 'stream-error',
    facts: { component: text(1) },
    summary: 'the {component} part of the stack found an error and dropped the client',
    basis: 'community',
  },
  {
    // The status is the last DWORD of the binary data; without one the event says nothing about the cause.
    provider: 'TermDD',
    eventId: 56,
    kind: 'security-layer-failed',
    stage: 'tls',
    facts: { client: address(1), code: of('last-dword', 'Binary') },
    summary: 'the security layer dropped the client {client}[: {code}]',
    basis: 'community',
  },
];
