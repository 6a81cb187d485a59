import { type Client, type Connection, connectionName, endpoint, ephemeralPort } from './actors.ts';
import type { Clock } from './clock.ts';
import { connectionActivity } from './guids.ts';
import type { Host } from './host.ts';
import { emitCalls, emitConnectionManager, emitStack } from './rdp-events.ts';

/** Channels that every connection opens before it has a session, in the order in which they close. */
export const BASIC_CHANNELS = ['rdpinpt', 'rdpcmd', 'rdplic'];
/** Win32 ERROR_NETNAME_DELETED: what a write to a closed socket gives. */
const SOCKET_CLOSED = 64;

/** The steps between a client's TCP connection and the first byte of security: 131, 261, 65, 72, 141. */
export function acceptConnection(host: Host, clock: Clock, client: Client): Connection {
  const thread = (): number => host.random.integer(400, 6000) * 4;
  const connection: Connection = {
    client,
    activityId: connectionActivity(host.random),
    number: host.nextConnection(),
    startedAt: clock.now,
    worker: thread(),
    socket: thread(),
    port: ephemeralPort(host.random),
  };
  const { activityId } = connection;
  const { acceptor, listener } = host.threads;
  emitStack(host, { time: clock.now, activityId, threadId: acceptor }, 131, {
    ConnType: 'TCP',
    ClientIP: endpoint(client.address, connection.port),
  });
  // The listener's word and the connection object come from one thread.
  emitConnectionManager(host, { time: clock.wait(1, 6), activityId, threadId: listener }, 261, {
    listenerName: 'RDP-Tcp',
  });
  emitStack(host, { time: clock.wait(1, 9), activityId, threadId: listener }, 65, {
    ConnectionName: connectionName(connection),
  });
  emitCalls(host, connection, () => clock.wait(3, 8), 'PrepareForAccept');
  emitCalls(host, connection, () => clock.wait(0.03, 0.06), 'SendPolicyData');
  emitStack(host, { time: clock.wait(1.5, 5), activityId, threadId: connection.worker }, 141, {
    InstanceID: connection.number,
  });
  return connection;
}

/** The client closed its socket: 143, perhaps 142, 226, then the end with reason 14. */
export function clientHangsUp(host: Host, clock: Clock, connection: Connection, reading: boolean): void {
  const { activityId, socket } = connection;
  const origin = (least: number, most: number) => ({
    time: clock.wait(least, most),
    activityId,
    threadId: socket,
  });
  emitStack(host, origin(0, 0), 143, { error: SOCKET_CLOSED });
  if (reading) emitStack(host, origin(0.06, 0.1), 142, { error: SOCKET_CLOSED });
  stackLostPeer(host, origin(0.08, 0.2), SOCKET_CLOSED);
  clock.wait(1, 2);
  closeUnfinished(host, clock, connection, 14);
}

/** The stack goes to its state for a connection without a peer, for the given Win32 error: 226. */
export function stackLostPeer(
  host: Host,
  origin: { time: number; activityId: string; threadId: number },
  error: number,
): void {
  emitStack(host, origin, 226, {
    StateTransition: 'RDP_TCP',
    PreviousState: 23,
    PreviousStateName: 'StateUnknown',
    NewState: 21,
    NewStateName: 'StateDisconnected',
    Event: 43,
    EventName: 'Event_Disconnect',
    ErrorCode: { type: 'hex32', value: 0x8007_0000 + error },
  });
}

/** The host closed the connection itself: no socket error, and no reason to be found. */
export function hostHangsUp(host: Host, clock: Clock, connection: Connection): void {
  clock.wait(1, 3);
  closeUnfinished(host, clock, connection, 0);
}

function closeUnfinished(host: Host, clock: Clock, connection: Connection, reason: number): void {
  const { activityId, worker } = connection;
  const { closer } = host.threads;
  const at = (threadId: number, least: number, most: number) => ({
    time: clock.wait(least, most),
    activityId,
    threadId,
  });
  emitStack(host, at(closer, 0, 0), 72, { MethodName: 'OnDisconnected' });
  if (reason === 0) reasonNotFound(host, at(closer, 0.2, 0.5));
  emitStack(host, at(closer, 0.08, 0.2), 102);
  emitStack(host, at(closer, 0.01, 0.04), 145, { IdleSeconds: 0, IdleSeconds1: 0, IdleSeconds2: 0 });
  if (reason === 0) reasonNotFound(host, at(worker, 0.02, 0.06));
  emitStack(host, at(worker, 0.02, 0.05), 103, { ReasonCode: reason });
  closeChannels(host, clock, connection, BASIC_CHANNELS, 0);
}

/** Chatter of the stack where nobody gave a reason for the end. */
function reasonNotFound(host: Host, origin: { time: number; activityId: string; threadId: number }): void {
  emitStack(host, origin, 227, {
    Name: 'CUMRDPConnection',
    Value: 0x8007_0057,
    CustomLevel:
      "'Failed to get property Disconnect Reason' in CUMRDPConnection::GetDisconnectReason at 5014 err=[0x80070057]",
  });
}

/** Writes 148 for each channel that closes. */
export function closeChannels(
  host: Host,
  clock: Clock,
  { activityId }: Connection,
  names: readonly string[],
  tunnel: number,
): void {
  for (const ChannelName of names) {
    const origin = { time: clock.wait(0.02, 0.4), activityId, threadId: host.threads.closer };
    emitStack(host, origin, 148, { ChannelName, TunnelID: tunnel });
  }
}
