import { address, code, text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';

const provider = 'Microsoft-Windows-TerminalServices-RemoteConnectionManager';

const row = rowsOf(provider, 'manifest');
const change = { account: text('Param1') };

/**
 * The service that owns the listener, as far as listener and connections go. What it writes to the System log
 * (EventSourceName TermService) has unnamed data. Ids and fields from the ETW manifest and TermService's messages.
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
  row(
    260,
    'listener-failed',
    { listener: text('listenerName'), code: code('errorCode') },
    'listener {listener} failed: {code}',
  ),
  row(
    262,
    'listener-stop-requested',
    { listener: text('listenerName') },
    'listener {listener} was told to stop',
  ),
  row(1035, 'listener-failed', { code: code(0) }, 'the listener is down: {code}'),
  row(
    1050,
    'listener-settings-corrected',
    { listener: text(0), level: text(1), layer: text(2) },
    "listener {listener}'s encryption and security layer did not fit each other and were corrected",
  ),
  // The number had another meaning in the classic source, which names no field.
  row(
    1157,
    'listener-settings-changed',
    { listener: text('listenerName') },
    'the settings of listener {listener} changed',
    { keepIf: { listener: { test: 'present', present: true } } },
  ),
  row(1024, 'session-directory-failed', { code: code(0) }, 'the session directory could not start: {code}'),
  row(1067, 'spn-not-registered', { error: text(0) }, "the host's TERMSRV name could not be registered"),
  row(1136, 'session-host-role-absent', {}, 'the role Remote Desktop Session Host is not installed'),
  row(1070, 'logons-draining', {}, 'new users are not let in, only those who come back'),
  row(1071, 'logons-disabled', {}, 'the host is set to take no connections'),
  row(20501, 'service-slow', {}, 'Remote Desktop Services did not stop in time'),
  row(1280, 'remote-user-change-failed', change, 'a user could not be taken from the administrators'),
  row(1281, 'remote-user-change-failed', change, 'a user could not be taken from the remote users'),
  row(1285, 'remote-user-added', change, '{account} was added to the remote users'),
  row(1289, 'remote-user-removed', change, '{account} was taken from the remote users'),
];
