import { accountName } from '../../scenarios/actors.ts';
import { desktopLogon, REMOTE_INTERACTIVE } from '../../scenarios/desktop-logon.ts';
import { assignSession } from '../../scenarios/logon.ts';
import { emitCalls, emitSessionManager } from '../../scenarios/rdp-events.ts';
import { REASON } from '../../scenarios/session-end.ts';
import { isOldWindows } from '../../scenarios/windows.ts';
import { happens } from '../chance.ts';
import { SESSIONS, STACK } from '../providers.ts';
import type { Scene } from '../site.ts';
import { type Failure, says } from './failure.ts';
import { endWith, signIn } from './sign-in.ts';
import { stateError } from './state-error.ts';

/** [MS-RDPBCGR] 2.2.5.1.1: the graphics system failed. */
const GRAPHICS = 0x112f;

/** What goes wrong between the session and the desktop. */
export const sessionFailures: readonly Failure[] = [
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

/** Signed in, and seconds later the graphics system gives up: 103 with reason 4399. */
function loseGraphics(scene: Scene): void {
  const { attempt, host, clock, client, person } = scene;
  Object.assign(attempt, { cause: 'graphics-encoder-unavailable', outcome: 'failed', reached: 'desktop' });
  attempt.signs = [
    says(STACK, 103, 'ReasonCode', GRAPHICS),
    says(SESSIONS, 40, 'Reason', GRAPHICS),
    says(STACK, 72, 'MethodName', `SetErrorInfo(0x${GRAPHICS.toString(16)})`),
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
  say(40, { Session: id, Reason: GRAPHICS }, 10);
  say(24, { ...session, Address: client.address }, 12);
  endWith(scene, signed, GRAPHICS);
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
