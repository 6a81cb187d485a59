import { code, number, text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';

const row = rowsOf('Microsoft-Windows-TerminalServices-ClientActiveXCore', 'manifest');
const error = { code: code('ErrorCode') };

/** The client's steps: credentials, gateway, licence, side channel. Below 1024 mostly in its Analytic channel, off by default. */
export const rdpClientStepRows: readonly CatalogRow[] = [
  row(1001, 'client-connecting', { server: text('Value') }, 'client tries to connect to {server}'),
  row(1002, 'client-connected', {}, 'client connected', { stage: 'network' }),
  row(1003, 'client-disconnected', { reason: number('Value') }, 'client disconnected, reason {reason}'),
  row(1004, 'client-logged-on', { sessionId: number('Value') }, 'client has session {sessionId}', {
    stage: 'session',
  }),
  row(1005, 'client-logon-failed', error, 'the logon failed: {code}'),
  row(1006, 'client-network-lost', error, 'the network was lost: {code}'),
  row(1008, 'client-credentials-accepted', error, 'the server accepted the credentials'),
  row(1009, 'client-credentials-refused', error, 'the server refused the credentials: {code}', {
    stage: 'authentication',
  }),
  row(1010, 'client-gateway-connecting', { gateway: text('Value') }, 'client connects to gateway {gateway}'),
  row(1011, 'client-gateway-connected', {}, 'client connected to the gateway'),
  row(1012, 'client-gateway-failed', error, 'the gateway could not be connected: {code}'),
  row(1021, 'client-gateway-failed', { code: code('Value') }, 'the way over the gateway failed: {code}'),
  row(1013, 'client-reconnecting', { count: number('Value') }, 'client tries to reconnect'),
  row(1014, 'client-reconnected', {}, 'client reconnected'),
  row(1015, 'client-reconnect-failed', {}, 'client could not reconnect'),
  row(1016, 'client-license-present', {}, 'the client has a licence'),
  row(1017, 'client-license-missing', error, 'the client has no licence: {code}'),
  row(1018, 'client-connect-failed', error, 'the connection failed: {code}'),
  row(1020, 'client-error', error, 'client error: {code}'),
  row(1028, 'client-tls-asked', { answer: text('TraceMessage') }, 'does the server take TLS: {answer}', {
    stage: 'negotiation',
  }),
  row(1031, 'client-packet-undecodable', { message: text('TraceMessage') }, 'a packet could not be decoded'),
  row(1103, 'client-udp-connected', {}, 'the side channel is up'),
  row(1104, 'client-udp-failed', { code: code('Value') }, 'the side channel failed: {code}'),
  row(1105, 'client-udp-ended', {}, 'the side channel ended'),
  row(1106, 'client-closed', { code: code('Code') }, 'the client closed: {code}'),
  row(
    1107,
    'client-disconnect-trace',
    { component: text('ComponentName'), ...error },
    'disconnect trace of {component}: {code}',
  ),
  row(
    1404,
    'client-graphics-failed',
    { component: text('Component'), ...error },
    'graphics of {component} failed: {code}',
  ),
];
