import { type Connection, type Session, accountName, connectionName } from './actors.ts';
import type { Clock } from './clock.ts';
import type { Host } from './host.ts';
import { desktopLogon, UNLOCK } from './desktop-logon.ts';
import { assignSession, authenticate } from './logon.ts';
import { logonEnded, stationChanged } from './session-audit.ts';
import { emitSessionManager } from './rdp-events.ts';
import { closeStack, leaveConnection, REASON } from './session-end.ts';

/**
 * Somebody comes back to a session. The new connection first gets a session of its own, which only lives until the
 * arbitration finds the old one: 66 and 41 name the temporary session, 25 the real one. If another connection still
 * shows the session, it is thrown out with reason 5; `oldHost` writes about that one.
 */
export function resumeSession(
  host: Host,
  clock: Clock,
  connection: Connection,
  session: Session,
  oldHost = host,
  nla = true,
): void {
  const { person } = session;
  const { activityId, client } = connection;
  const networkLogonId = nla ? authenticate(host, clock, connection, person) : 0;
  const temporary = host.nextSession();
  assignSession(host, clock, connection, temporary);
  const unlockId = desktopLogon(host, clock, connection, person, UNLOCK);
  const say = (eventId: number, fields: Record<string, string | number>, least: number, most: number): void =>
    emitSessionManager(
      host,
      { time: clock.wait(least, most), activityId, threadId: host.processes.sessionManager + 60 },
      eventId,
      fields,
    );
  const User = accountName(person);
  say(41, { User, SessionID: temporary }, 8, 20);
  if (session.connected) {
    const old = session.connection;
    leaveConnection(oldHost, clock, session, REASON.replaced, activityId);
    closeStack(oldHost, clock.fork(), old, REASON.replaced, REASON.replaced);
  }
  say(40, { Session: temporary, Reason: REASON.none }, 30, 90);
  stationChanged(host, clock.wait(5, 20), 4778, person, {
    logonId: session.logonId,
    connection: connectionName(connection),
    client,
  });
  say(25, { User, SessionID: session.id, Address: client.address }, 300, 900);
  say(42, { User, SessionID: temporary }, 1, 5);
  logonEnded(host, clock.wait(20, 60), person, unlockId, UNLOCK);
  session.connection = connection;
  session.networkLogonId = networkLogonId;
  session.connected = true;
}
