import {
  type Connection,
  type Person,
  type Session,
  accountName,
  connectionName,
  typedName,
} from './actors.ts';
import type { Clock } from './clock.ts';
import { desktopLogon, REMOTE_INTERACTIVE } from './desktop-logon.ts';
import { randomGuid } from './guids.ts';
import type { Host } from './host.ts';
import { logonSucceeded, passwordChecked } from './logon-audit.ts';
import { emitCalls, emitConnectionManager, emitSessionManager, emitStack } from './rdp-events.ts';
import { logonEnded, privilegesGiven } from './session-audit.ts';
import { openSideChannel } from './side-channel.ts';
import { winlogonNotice } from './system-events.ts';
import { windowManagerLogons } from './window-manager.ts';
import { isOldWindows } from './windows.ts';

const NETWORK = 3;

/** NLA passes: a short network logon, a second one that lasts as long as the connection, then 1149 and 98. */
export function authenticate(host: Host, clock: Clock, connection: Connection, person: Person): number {
  const { client, activityId, worker, socket } = connection;
  // Accounts of the machine itself speak NTLM, and the machine checks them; a domain's come with a ticket.
  const isLocal = person.domain === host.machine.name;
  const logon = {
    type: NETWORK,
    process: isLocal ? 'NtLmSsp ' : 'Kerberos',
    package: isLocal ? 'NTLM' : 'Kerberos',
    workstation: isLocal ? client.name : '-',
    address: client.address,
    ...(isLocal ? {} : { logonGuid: randomGuid(host.random) }),
    elevated: person.admin,
  };
  clock.wait(350, 900);
  if (isLocal) passwordChecked(host, clock.now, person, client, 0);
  const short = host.nextLogonId();
  networkLogon(short);
  logonEnded(host, clock.wait(20, 30), person, short, NETWORK);
  const lasting = host.nextLogonId();
  networkLogon(lasting);
  emitCalls(host, connection, () => clock.wait(0.1, 4), 'AcceptConnection', 'GetSecurityFilterCreds');
  emitConnectionManager(host, { time: clock.wait(20, 60), activityId, threadId: worker }, 1149, {
    Param1: typedName(person).name,
    Param2: typedName(person).domain,
    Param3: client.address,
  });
  emitStack(host, { time: clock.wait(5, 30), activityId, threadId: socket }, 98);
  emitStack(host, { time: clock.wait(0.1, 0.5), activityId, threadId: socket }, 100);
  return lasting;

  function networkLogon(logonId: number): void {
    logonSucceeded(host, clock.wait(0.3, 1.5), person, { ...logon, logonId });
    if (person.admin) privilegesGiven(host, clock.wait(0.01, 0.03), person, logonId);
  }
}

/** The connection gets a session id, its channels open, and Windows prepares a screen: 66, 33, 132, 169. */
export function assignSession(host: Host, clock: Clock, connection: Connection, sessionId: number): void {
  const { activityId, worker, client } = connection;
  const at = (least: number, most: number) => ({
    time: clock.wait(least, most),
    activityId,
    threadId: worker,
  });
  const calls = ['OnStartLicensing', 'SendClientLicense', 'ProtocolComplete', 'AuthenticateClientToSession'];
  const side = client.udp ? openSideChannel(host, clock, connection) : undefined;
  emitCalls(host, connection, () => clock.wait(0.5, 6), ...calls, 'PreCreate', 'OnConnected');
  emitStack(host, at(1, 6), 66, { ConnectionName: connectionName(connection), SessionID: sessionId });
  emitCalls(host, connection, () => clock.wait(1, 4), `ConnectNotify(SessionId=${sessionId})`);
  emitStack(host, at(4, 12), 33);
  if (side) side.established(clock.now);
  else
    emitStack(host, at(1, 3), 135, {
      TunnelID: 1,
      TransportType: 'TCP: Reason Code: 1 (No Client UDP Support)',
    });
  for (const ChannelName of ['rdplic', 'rdpcmd', 'rdpinpt', 'rdpgrfx', 'rdpdr', 'rdpsnd', 'cliprdr']) {
    emitStack(host, at(0.1, 9), 132, { ChannelName, TunnelID: 0 });
  }
  emitStack(host, at(2, 8), 169, {
    MajorType: 1,
    MinorType: 3,
    ...(isOldWindows(host) ? {} : { ServerName: host.machine.name }),
  });
  windowManagerLogons(host, clock.fork(), sessionId);
  clock.wait(60, 140);
}

/** A new session: desktop logon 4648 and 4624 type 10, arbitration, 21 and 22. */
export function startSession(host: Host, clock: Clock, connection: Connection, person: Person): Session {
  const networkLogonId = authenticate(host, clock, connection, person);
  const id = host.nextSession();
  assignSession(host, clock, connection, id);
  return logOnTo(host, clock, connection, person, { id, networkLogonId });
}

/** From a session without anybody in it to a desktop. */
export function logOnTo(
  host: Host,
  clock: Clock,
  connection: Connection,
  person: Person,
  { id, networkLogonId }: { readonly id: number; readonly networkLogonId: number },
): Session {
  const logonId = desktopLogon(host, clock, connection, person, REMOTE_INTERACTIVE);
  const { activityId, client } = connection;
  const session = { User: accountName(person), SessionID: id };
  const say = (eventId: number, fields: Record<string, string | number>, least: number, most: number): void =>
    emitSessionManager(
      host,
      { time: clock.wait(least, most), activityId, threadId: host.processes.sessionManager + 48 },
      eventId,
      fields,
    );
  say(41, session, 8, 20);
  say(42, session, 15, 40);
  emitCalls(host, connection, () => clock.wait(1, 4), `LogonNotify(SessionId=${id})`);
  winlogonNotice(host, clock.now, 7001, id, person);
  say(21, { ...session, Address: client.address }, 250, 900);
  say(22, { ...session, Address: client.address }, 40, 200);
  emitCalls(host, connection, () => clock.wait(1, 4), 'OnReady');
  return { id, person, logonId, connection, networkLogonId, connected: true };
}
