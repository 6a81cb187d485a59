import { address, number, text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';

const client = 'Microsoft-Windows-TerminalServices-SessionBroker-Client';
const row = rowsOf(client, 'documented');
const own = rowsOf(client, 'manifest');
const broker = rowsOf('Microsoft-Windows-TerminalServices-SessionBroker', 'documented');

const server = { server: text(0) };
const failing = { ...server, error: text(1) };
const who = { domain: text(0), account: text(1) };

/**
 * The session hosts' side of the connection broker. The order of the values is known, their names are not: they are
 * read by place.
 */
export const sessionBrokerClientRows: readonly CatalogRow[] = [
  row(1280, 'broker-join-failed', failing, 'could not join the broker {server}[: {error}]'),
  own(1281, 'broker-joined', server, 'joined the farm on the broker[ {server}]'),
  own(1282, 'broker-leave-failed', failing, 'could not leave the broker {server}[: {error}]'),
  row(1284, 'broker-client-failed', failing, 'the broker client could not start'),
  row(
    1296,
    'broker-redirect-failed',
    { ...who, error: text(2) },
    'no redirection from the broker for {account}[: {error}]',
  ),
  own(1297, 'broker-redirect-received', who, 'the broker answered where {account} belongs'),
  own(1298, 'broker-sessions-unread', failing, 'the broker could not take over the list of sessions'),
  own(
    1299,
    'broker-notify-failed',
    { ...server, notice: text(1), sessionId: number(2), error: text(3) },
    'the broker {server} answered a notice with an error[: {error}]',
  ),
  own(1300, 'broker-call-rejected', { client: address(0) }, 'a call from an unknown address was rejected'),
  own(1301, 'broker-redirect-asked', who, 'asked the broker where {account} belongs'),
  row(1303, 'broker-credentials-failed', failing, 'no credentials of the farm from the broker[: {error}]'),
  own(1305, 'broker-lost', server, 'lost the broker[ {server}]'),
  own(
    1306,
    'broker-redirect-failed',
    { ...who, error: text(2) },
    '{account} could not be redirected[: {error}]',
  ),
  own(
    1307,
    'broker-redirected',
    { ...who, target: text(2), address: address(3) },
    '{account} was redirected to {target}[ at {address}]',
  ),
  own(1308, 'broker-not-redirected', who, '{account} logs on to this host'),
  own(1309, 'session-arbitration-failed', {}, 'the helper that chooses a session could not start'),
];

/** The connection broker itself. Nothing is known of its fields. */
export const sessionBrokerRows: readonly CatalogRow[] = [
  broker(776, 'broker-member-joined', server, 'a session host joined the broker[: {server}]'),
  broker(784, 'broker-session-failed', {}, 'the broker could not note a session'),
  broker(787, 'broker-session-added', {}, 'the broker noted a session'),
  broker(833, 'broker-plugin-failed', {}, 'a plug-in of the broker could not be loaded'),
  broker(865, 'broker-registry-failed', {}, 'the broker could not read or write the registry'),
  broker(898, 'broker-service-failed', {}, 'the broker could not start'),
  broker(901, 'broker-database-failed', {}, 'the broker could not start: its database failed'),
  broker(902, 'broker-members-empty', {}, 'no computer is allowed to join the broker'),
  broker(2056, 'broker-database-failed', {}, 'the broker could not log on to its database'),
];
