import { type Connection, type Session, accountName, connectionName } from './actors.ts';
import { logoffChosen, logonEnded, stationChanged } from './session-audit.ts';
import type { Clock } from './clock.ts';
import { closeChannels, stackLostPeer } from './connect.ts';
import type { Host } from './host.ts';
import { winlogonNotice } from './system-events.ts';
import { emitCalls, emitSessionManager, emitStack } from './rdp-events.ts';

/** Win32 ERROR_SEM_TIMEOUT: nobody answered for long. */
const NO_ANSWER = 121;
/** What the stack's trace calls a connection that is gone. */
const CONNECTION_GONE = 0xd000_0001;
const SESSION_CHANNELS = ['rdpinpt', 'rdpcmd', 'rdplic', 'rdpgrfx', 'rdpdr', 'rdpsnd', 'cliprdr'];
/** Numbers that say why a session lost its connection; below 13 those of [MS-RDPBCGR] 2.2.5.1.1. */
export const REASON = {
  none: 0,
  replaced: 5,
  userDisconnected: 11,
  loggedOff: 12,
  clientAsked: 13,
  peerGone: 14,
} as const;

/** The user closes the window of the client: 107, 40 with reason 0, 103 with reason 13. The session lives on. */
export function closeWindow(host: Host, clock: Clock, session: Session): void {
  const { connection } = session;
  const { activityId, socket } = connection;
  emitStack(host, { time: clock.now, activityId, threadId: socket }, 107);
  emitStack(host, { time: clock.wait(1, 3), activityId, threadId: socket }, 143, { error: 64 });
  leaveConnection(host, clock, session, REASON.none, activityId);
  closeStack(host, clock, connection, REASON.none, REASON.clientAsked);
}

/** The user chooses Disconnect in the session: 39 by the session itself, reason 11. The session lives on. */
export function chooseDisconnect(host: Host, clock: Clock, session: Session): void {
  const { connection, id } = session;
  const origin = { time: clock.now, threadId: host.processes.sessionManager + 52 };
  emitSessionManager(host, origin, 39, { TargetSession: id, Source: id });
  leaveConnection(host, clock, session, REASON.userDisconnected, connection.activityId);
  closeStack(host, clock, connection, REASON.userDisconnected, REASON.userDisconnected);
}

/** The user logs off: 4647, 23, 40 with reason 12, 24, 103 with reason 12. */
export function logOff(host: Host, clock: Clock, session: Session): void {
  const { connection, person, id } = session;
  logoffChosen(host, clock.now, person, session.logonId);
  const at = () => ({
    time: clock.wait(250, 450),
    activityId: connection.activityId,
    threadId: host.processes.sessionManager + 52,
  });
  emitSessionManager(host, at(), 23, { User: accountName(person), SessionID: id });
  winlogonNotice(host, clock.wait(2, 9), 7002, id, person);
  clock.wait(250, 450);
  leaveConnection(host, clock, session, REASON.loggedOff, connection.activityId);
  closeStack(host, clock, connection, REASON.loggedOff, REASON.loggedOff);
  logonEnded(host, clock.wait(100, 400), person, session.logonId, 10);
}

/** The network goes away under a session: 143 and 142 with error 121, 226, 40 and 24; 103 with reason 14. */
export function losesNetwork(host: Host, clock: Clock, session: Session): void {
  const { connection } = session;
  const { activityId, socket } = connection;
  const at = (least: number, most: number) => ({
    time: clock.wait(least, most),
    activityId,
    threadId: socket,
  });
  for (let times = host.random.integer(2, 4); times > 0; times--) {
    emitStack(host, at(0.1, 0.6), 143, { error: NO_ANSWER });
  }
  stackLostPeer(host, at(0.1, 0.4), NO_ANSWER);
  emitStack(host, at(0.1, 0.4), 142, { error: NO_ANSWER });
  leaveConnection(host, clock, session, REASON.none, activityId);
  closeStack(host, clock, connection, CONNECTION_GONE, REASON.peerGone);
}

/**
 * The session loses its connection: 40, 24, and 4779 where somebody stays logged on. A takeover writes the 40 under
 * the ActivityID of the connection that comes.
 */
export function leaveConnection(
  host: Host,
  clock: Clock,
  session: Session,
  reason: number,
  reasonActivityId: string,
): void {
  const { connection, person, id } = session;
  const threadId = host.processes.sessionManager + 56;
  const at = (activityId: string) => ({ time: clock.wait(1, 6), activityId, threadId });
  emitSessionManager(host, at(reasonActivityId), 40, { Session: id, Reason: reason });
  if (reason !== REASON.loggedOff) {
    stationChanged(host, clock.wait(2, 12), 4779, person, {
      logonId: session.logonId,
      connection: connectionName(connection),
      client: connection.client,
    });
  }
  const Address = connection.client.address;
  emitSessionManager(host, at(connection.activityId), 24, {
    User: accountName(person),
    SessionID: id,
    Address,
  });
  // Without NLA there is none.
  if (session.networkLogonId > 0) logonEnded(host, clock.wait(5, 30), person, session.networkLogonId, 3);
  session.connected = false;
}

/** The stack takes a connection down that showed a session: 72, 102, 145, 103 and its channels. */
export function closeStack(
  host: Host,
  clock: Clock,
  connection: Connection,
  errorInfo: number,
  reason: number,
  channels = SESSION_CHANNELS,
): void {
  const { activityId, worker } = connection;
  const { closer } = host.threads;
  emitStack(host, { time: clock.wait(20, 60), activityId, threadId: closer }, 72, {
    MethodName:
      reason === REASON.clientAsked || reason === REASON.peerGone
        ? 'OnDisconnected'
        : 'OnDisconnected(server initiated)',
  });
  emitStack(host, { time: clock.wait(1, 3), activityId, threadId: worker }, 228, {
    ComponentName: 'CUMRDPConnection',
    Message: `Disconnect trace:'calling spGfxPlugin->PreDisconnect()' in CUMRDPConnection::PreDisconnect at 4769 err=[0x${errorInfo.toString(16)}]`,
    ErrorCode: errorInfo,
  });
  const calls = [`PreDisconnect(${errorInfo})`, `SetErrorInfo(0x${errorInfo.toString(16)})`];
  // A peer that is gone is told nothing.
  const told = reason === REASON.peerGone ? calls.slice(0, 1) : calls;
  emitCalls(host, connection, () => clock.wait(0.01, 0.06), ...told);
  emitStack(host, { time: clock.wait(0.5, 2), activityId, threadId: closer }, 102);
  emitStack(host, { time: clock.wait(0.01, 0.03), activityId, threadId: closer }, 145, {
    IdleSeconds: host.random.integer(0, 40),
    IdleSeconds1: 0,
    IdleSeconds2: 0,
  });
  closeChannels(host, clock, connection, channels, 0);
  emitCalls(host, connection, () => clock.wait(10, 40), 'DisconnectNotify');
  emitStack(host, { time: clock.wait(1, 8), activityId, threadId: worker }, 103, { ReasonCode: reason });
}
