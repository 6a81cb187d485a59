import type { Connection } from '../../scenarios/actors.ts';
import { accountName } from '../../scenarios/actors.ts';
import { emitClassic, termService } from '../../scenarios/classic-events.ts';
import { BASIC_CHANNELS, acceptConnection } from '../../scenarios/connect.ts';
import { desktopLogon, REMOTE_INTERACTIVE } from '../../scenarios/desktop-logon.ts';
import { desktopLogonFailed, remoteLogonDenied } from '../../scenarios/logon-audit.ts';
import { assignSession, authenticate } from '../../scenarios/logon.ts';
import { emitCalls, emitSessionManager } from '../../scenarios/rdp-events.ts';
import { logonEnded } from '../../scenarios/session-audit.ts';
import { closeStack, REASON } from '../../scenarios/session-end.ts';
import { isOldWindows, isWindows7 } from '../../scenarios/windows.ts';
import { happens } from '../chance.ts';
import { SESSIONS, SECURITY, STACK } from '../providers.ts';
import type { Scene } from '../site.ts';
import { type Failure, logonFailedWith, says } from './failure.ts';

const NOT_GRANTED = { status: 0xc000_015b, subStatus: 0, reason: '%%2308' };
/** Numbers of [MS-RDPBCGR] 2.2.5.1.1: no right, fresh credentials wanted, the graphics system failed. */
const ERROR_INFO = { noRight: 9, freshCredentials: 10, graphics: 0x112f } as const;
/** E_FAIL, as the session manager gives it for a state it could not enter. */
const UNSPECIFIED = 0x8000_4005;

/** What fails after the password was right. */
export const afterLogon: readonly Failure[] = [
  {
    cause: 'not-in-remote-desktop-users',
    weight: 6,
    tries: [1, 3],
    fits: (_, { admin }) => !admin,
    play: denyRemoteUser,
  },
  {
    cause: 'drain-mode',
    weight: 2,
    tries: [2, 8],
    everybody: true,
    fits: ({ flavour }) => !flavour.workstation,
    play: drain,
  },
  {
    cause: 'saved-credentials-refused',
    weight: 1,
    tries: [1, 2],
    fits: ({ habits }) => habits.nla,
    play: wantFreshCredentials,
  },
  { cause: 'session-creation-failed', weight: 1, tries: [1, 3], play: failSession },
  {
    cause: 'graphics-encoder-unavailable',
    weight: 1,
    tries: [1, 4],
    fits: ({ host }) => !isOldWindows(host),
    play: loseGraphics,
  },
  { cause: 'client-canceled', weight: 5, tries: [1, 2], play: goAway },
];

/** Signed in as far as the network goes; gives the connection and the logon to end. */
function signIn({ host, clock, client, person, site }: Scene): {
  connection: Connection;
  logonId: number;
} {
  const connection = acceptConnection(host, clock, client);
  const logonId = site.habits.nla ? authenticate(host, clock, connection, person) : 0;
  if (!site.habits.nla) clock.wait(200, 900);
  return { connection, logonId };
}

/** The host ends a connection with a number of the protocol's. */
function endWith(
  { host, clock, person }: Scene,
  { connection, logonId }: ReturnType<typeof signIn>,
  errorInfo: number,
  reason = errorInfo,
): void {
  closeStack(host, clock, connection, errorInfo, reason, BASIC_CHANNELS);
  if (logonId > 0) logonEnded(host, clock.wait(5, 30), person, logonId, 3);
}

function denyRemoteUser(scene: Scene): void {
  const { attempt, host, clock, client, person, site } = scene;
  Object.assign(attempt, { cause: 'not-in-remote-desktop-users', outcome: 'failed', reached: 'session' });
  attempt.signs = [
    { provider: SECURITY, eventId: 4825 },
    logonFailedWith(NOT_GRANTED.status),
    says(STACK, 72, 'MethodName', 'SetErrorInfo(0x9)'),
  ];
  const signed = signIn(scene);
  assignSession(host, clock, signed.connection, host.nextSession());
  // Which of the two it is differs from host to host; where failures are not audited, neither.
  const denied = !isOldWindows(host) && happens(site.random, 0.7);
  if (site.habits.auditsFailures) {
    if (!denied || happens(site.random, 0.4)) {
      desktopLogonFailed(host, clock.wait(20, 90), person, client.address, NOT_GRANTED);
    }
    if (denied) remoteLogonDenied(host, clock.wait(1, 6), person, client, host.nextLogonId());
  }
  const tells = happens(site.random, 0.6);
  clock.wait(400, 15_000);
  endWith(scene, signed, tells ? ERROR_INFO.noRight : REASON.loggedOff, tells ? 0 : REASON.loggedOff);
}

/** System 1070 for each logon that is turned away. */
function drain(scene: Scene): void {
  const { attempt, clock, site } = scene;
  Object.assign(attempt, { cause: 'drain-mode', outcome: 'failed', reached: 'authentication' });
  attempt.signs = [{ provider: termService.provider, eventId: 1070 }];
  const signed = signIn(scene);
  emitClassic(
    site.host.near(attempt),
    clock.wait(30, 200),
    termService,
    { eventId: 1070, level: 3, processId: 0 },
    [],
  );
  endWith(scene, signed, REASON.none);
}

function wantFreshCredentials(scene: Scene): void {
  const { attempt, clock } = scene;
  Object.assign(attempt, {
    cause: 'saved-credentials-refused',
    outcome: 'failed',
    reached: 'authentication',
  });
  attempt.signs = [
    says(STACK, 72, 'MethodName', 'SetErrorInfo(0xa)'),
    says(STACK, 103, 'ReasonCode', ERROR_INFO.freshCredentials),
  ];
  const signed = signIn(scene);
  clock.wait(40, 300);
  endWith(scene, signed, ERROR_INFO.freshCredentials);
}

/** The session manager cannot enter a state: 36 with an error, while the client still waits. */
function failSession(scene: Scene): void {
  const { attempt, host, clock, person } = scene;
  Object.assign(attempt, { cause: 'session-creation-failed', outcome: 'failed', reached: 'session' });
  attempt.signs = [{ provider: SESSIONS, eventId: 36 }];
  const signed = signIn(scene);
  const id = host.nextSession();
  assignSession(host, clock, signed.connection, id);
  const { activityId } = signed.connection;
  const at = () => ({ time: clock.wait(20, 200), activityId, threadId: host.processes.sessionManager + 48 });
  desktopLogon(host, clock, signed.connection, person, REMOTE_INTERACTIVE);
  emitSessionManager(host, at(), 41, { User: accountName(person), SessionID: id });
  emitSessionManager(host, at(), 42, { User: accountName(person), SessionID: id });
  stateError(scene, at(), id);
  clock.wait(500, 9000);
  endWith(scene, signed, REASON.none);
}

function stateError(
  { host }: Scene,
  origin: Parameters<typeof emitSessionManager>[1],
  SessionId: number,
): void {
  if (isWindows7(host)) return;
  const { time, activityId, threadId } = origin;
  const field = (name: string, value: number | string) => ({ name, value });
  host.emit({
    provider: SESSIONS,
    providerGuid: '5D896912-022D-40AA-A3A8-4FA5515C76D7',
    channel: `${SESSIONS}/Operational`,
    eventId: 36,
    level: 2,
    keywords: 0x1000_0000_0000_0000n,
    time,
    ...(activityId === undefined ? {} : { activityId }),
    processId: host.processes.sessionManager,
    threadId,
    userSid: 'S-1-5-18',
    payload: {
      type: 'event-data',
      fields: [
        field('SessionId', SessionId),
        field('State', 1),
        field('StateName', 'Connected'),
        field('Event', 4),
        field('EventName', 'EvLogon'),
        { name: 'ErrorCode', value: { type: 'hex32', value: UNSPECIFIED } },
      ],
    },
  });
}

/** Signed in, and seconds later the graphics system gives up: 103 with reason 4399. */
function loseGraphics(scene: Scene): void {
  const { attempt, host, clock, client, person } = scene;
  Object.assign(attempt, { cause: 'graphics-encoder-unavailable', outcome: 'failed', reached: 'desktop' });
  attempt.signs = [
    says(STACK, 103, 'ReasonCode', ERROR_INFO.graphics),
    says(SESSIONS, 40, 'Reason', ERROR_INFO.graphics),
    says(STACK, 72, 'MethodName', `SetErrorInfo(0x${ERROR_INFO.graphics.toString(16)})`),
  ];
  const signed = signIn(scene);
  const id = host.nextSession();
  assignSession(host, clock, signed.connection, id);
  desktopLogon(host, clock, signed.connection, person, REMOTE_INTERACTIVE);
  const { activityId } = signed.connection;
  const say = (eventId: number, fields: Record<string, string | number>, wait: number): void => {
    const origin = {
      time: clock.wait(wait / 2, wait),
      activityId,
      threadId: host.processes.sessionManager + 48,
    };
    emitSessionManager(host, origin, eventId, fields);
  };
  const session = { User: accountName(person), SessionID: id };
  say(41, session, 20);
  say(42, session, 40);
  say(21, { ...session, Address: client.address }, 900);
  say(22, { ...session, Address: client.address }, 200);
  clock.wait(2500, 3500);
  say(40, { Session: id, Reason: ERROR_INFO.graphics }, 10);
  say(24, { ...session, Address: client.address }, 12);
  endWith(scene, signed, ERROR_INFO.graphics);
}

/** The client is gone before the desktop comes; that the session manager then stumbles (36) is what follows. */
function goAway(scene: Scene): void {
  const { attempt, host, clock, person, site } = scene;
  Object.assign(attempt, { cause: 'client-canceled', outcome: 'failed', reached: 'session' });
  attempt.signs = [says(SESSIONS, 40, 'Reason', 0), { provider: STACK, eventId: 107 }];
  const signed = signIn(scene);
  const { connection } = signed;
  const id = host.nextSession();
  assignSession(host, clock, connection, id);
  const origin = () => ({
    time: clock.wait(2, 40),
    activityId: connection.activityId,
    threadId: host.processes.sessionManager + 48,
  });
  emitSessionManager(host, origin(), 40, { Session: id, Reason: REASON.none });
  endWith(scene, signed, REASON.none, happens(site.random, 0.5) ? REASON.none : REASON.clientAsked);
  if (!happens(site.random, 0.5)) return;
  emitCalls(host, connection, () => clock.wait(1, 5), 'DisconnectNotify');
  desktopLogon(host, clock, connection, person, REMOTE_INTERACTIVE);
  emitSessionManager(host, origin(), 41, { User: accountName(person), SessionID: id });
  emitSessionManager(host, origin(), 42, { User: accountName(person), SessionID: id });
  stateError(scene, origin(), id);
}
