import type { KnownKind } from '../model/kinds.ts';

/**
 * What connections that work write as well: the kinds of events that they leave on host, client and gateway, from their
 * beginning to their ordinary end, as the sample logs have them. By itself none is a sign of trouble; a number in it may be.
 */
const kinds = [
  // the way in
  'connection-received',
  'connection-accepted',
  'connection-created',
  'connection-counted',
  'security-established',
  'authentication-passed',
  'credentials-presented',
  'logon-succeeded',
  'stack-call',
  'client-platform',
  'udp-supported',
  'udp-requested',
  'udp-result',
  'connection-timing',
  'connection-idle-time',
  // the session
  'session-assigned',
  'session-arbitration-started',
  'session-arbitration-ended',
  'session-logged-on',
  'session-shell-started',
  'session-reconnected',
  'station-reconnected',
  // the end, by logoff or by closing the window
  'client-disconnect-requested',
  'logoff-requested',
  'session-logged-off',
  'session-disconnect-reason',
  'session-disconnected',
  'station-disconnected',
  'logon-ended',
  'disconnect-trace',
  'connection-closed',
  'connection-ended',
  // the same, as the client writes it
  'client-connecting',
  'client-server-address',
  'client-tls-asked',
  'client-credentials-entered',
  'client-udp-connected',
  'client-connected',
  'client-logged-on',
  'client-udp-ended',
  'client-disconnected',
  // and the gateway
  'gateway-user-admitted',
  'gateway-target-allowed',
  'gateway-channel-opened',
  'gateway-connected',
  'gateway-disconnected',
] as const satisfies readonly KnownKind[];

export const ordinaryKinds: ReadonlySet<string> = new Set(kinds);
