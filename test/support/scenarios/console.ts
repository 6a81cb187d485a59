import { type Connection, type Person, accountName } from './actors.ts';
import type { Clock } from './clock.ts';
import { hostHangsUp } from './connect.ts';
import type { Host } from './host.ts';
import { logonSucceeded } from './logon-audit.ts';
import { assignSession, authenticate } from './logon.ts';
import { emitSessionManager } from './rdp-events.ts';
import { logoffChosen, logonEnded } from './session-audit.ts';
import { winlogonNotice } from './system-events.ts';
import { windowManagerLogons } from './window-manager.ts';

/** The session manager's id for everything at the console, on every machine and across boots. */
const CONSOLE_ACTIVITY = '61A55000-55E5-1017-0000-000000000000';
const CONSOLE_SESSION = 1;
const INTERACTIVE = 2;

/** Somebody logs on at the computer itself; gives the logon's id. */
export function consoleLogon(host: Host, clock: Clock, person: Person): number {
  windowManagerLogons(host, clock.fork(), CONSOLE_SESSION);
  const logonId = host.nextLogonId();
  logonSucceeded(host, clock.wait(900, 1600), person, {
    logonId,
    type: INTERACTIVE,
    process: 'User32 ',
    package: 'Negotiate',
    workstation: host.machine.name,
    address: '127.0.0.1',
    image: 'C:\\Windows\\System32\\svchost.exe',
    imageId: host.processes.sessionManager,
  });
  say(host, clock.wait(4, 12), 41, person);
  say(host, clock.wait(10, 30), 42, person);
  winlogonNotice(host, clock.now, 7001, CONSOLE_SESSION, person);
  say(host, clock.wait(200, 500), 21, person, 'LOCAL');
  say(host, clock.wait(40, 200), 22, person, 'LOCAL');
  return logonId;
}

/** The person at the computer logs off. */
export function consoleLogoff(host: Host, clock: Clock, person: Person, logonId: number): void {
  logoffChosen(host, clock.now, person, logonId);
  say(host, clock.wait(300, 600), 23, person);
  winlogonNotice(host, clock.wait(2, 9), 7002, CONSOLE_SESSION, person);
  logonEnded(host, clock.wait(300, 900), person, logonId, INTERACTIVE);
}

/** Signed in from afar, somebody waits for the one session until the host gives up: 41 without 42. */
export function waitInVain(host: Host, clock: Clock, connection: Connection, person: Person): void {
  const networkLogonId = authenticate(host, clock, connection, person);
  const id = host.nextSession();
  assignSession(host, clock, connection, id);
  const origin = {
    time: clock.wait(8, 20),
    activityId: connection.activityId,
    threadId: host.processes.sessionManager + 48,
  };
  emitSessionManager(host, origin, 41, { User: accountName(person), SessionID: id });
  clock.wait(30_000, 34_000);
  hostHangsUp(host, clock, connection);
  logonEnded(host, clock.wait(5, 30), person, networkLogonId, 3);
}

function say(host: Host, time: number, eventId: number, person: Person, address?: string): void {
  const origin = { time, activityId: CONSOLE_ACTIVITY, threadId: host.processes.sessionManager + 48 };
  const fields = { User: accountName(person), SessionID: CONSOLE_SESSION };
  emitSessionManager(host, origin, eventId, address === undefined ? fields : { ...fields, Address: address });
}
