import { address, code, number, text, type CatalogRow } from '../catalog-row.ts';

const provider = 'Microsoft-Windows-TerminalServices-ClientActiveXCore';

/** mstsc and everything else that hosts the RDP client control. Ids and fields from its ETW manifest. */
export const rdpClientRows: readonly CatalogRow[] = [
  {
    provider,
    eventId: 1024,
    kind: 'client-connecting',
    facts: { server: text('Value') },
    summary: 'client connects to {server}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 1025,
    kind: 'client-connected',
    stage: 'network',
    facts: {},
    summary: 'client connected',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 1026,
    kind: 'client-disconnected',
    facts: { reason: number('Value') },
    summary: 'client disconnected, reason {reason}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 1027,
    kind: 'client-logged-on',
    stage: 'session',
    facts: { domain: text('DomainName'), sessionId: number('SessionId') },
    summary: 'client has session {sessionId}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 1029,
    kind: 'client-credentials-entered',
    facts: {},
    summary: 'client has a user name to offer',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 1033,
    kind: 'client-error',
    facts: { component: text('Name'), code: code('Value') },
    summary: 'client error in {component}: {code}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 1102,
    kind: 'client-server-address',
    facts: { server: address('Value') },
    summary: 'client found the server at {server}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 226,
    kind: 'client-state-error',
    facts: {
      machine: text('StateTransitionName', 'StateTransition'),
      event: text('EventName'),
      // Real logs write this name with a space.
      code: code('ErrorCode', 'Error Code'),
    },
    summary: 'client {machine}: error {code} on {event}',
    basis: 'sample',
  },
  {
    provider,
    eventId: 1007,
    kind: 'client-name-unresolved',
    facts: { code: code('ErrorCode') },
    summary: 'the server name did not resolve: {code}',
    basis: 'manifest',
  },
];
