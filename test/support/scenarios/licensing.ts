import { type Connection, type Person } from './actors.ts';
import { emitClassic } from './classic-events.ts';
import type { Clock } from './clock.ts';
import { BASIC_CHANNELS } from './connect.ts';
import { listenerActivity } from './guids.ts';
import type { Host } from './host.ts';
import { authenticate } from './logon.ts';
import { emitCalls, emitConnectionManagerAdmin } from './rdp-events.ts';
import { logonEnded } from './session-audit.ts';
import { closeStack } from './session-end.ts';

/** Why a session host gives no licence, by the protocol's own numbers: [MS-RDPBCGR] 2.2.5.1.1. */
export const LICENSE_ERROR = { noServer: 0x101, noLicense: 0x102 } as const;

/** Licensing's words since Windows 10 1803; 1128 to 1130 before. */
const GRACE_OVER = 50_280;
const GRACE_ENDING = 50_281;
const NO_SERVER_NAMED = 50_282;
const NOT_ISSUED = 1004;

/** The service checks its licensing: the grace period ends on a day, and no server is named. */
export function graceEnding(host: Host, time: number, day: string): void {
  emitConnectionManagerAdmin(host, serviceWork(host, time), GRACE_ENDING, 'warning', { Param1: day });
  emitConnectionManagerAdmin(host, serviceWork(host, time + 900), NO_SERVER_NAMED, 'warning');
}

/** The service checks its licensing: the grace period is over. */
export function graceOver(host: Host, time: number): void {
  emitConnectionManagerAdmin(host, serviceWork(host, time), GRACE_OVER, 'error');
}

/** Signed in, the client gets no licence, and the host ends the connection with the protocol's number for it. */
export function refuseWithoutLicense(
  host: Host,
  clock: Clock,
  connection: Connection,
  person: Person,
  reason: number,
): void {
  const logonId = authenticate(host, clock, connection, person);
  emitCalls(host, connection, () => clock.wait(0.5, 6), 'OnStartLicensing');
  clock.wait(40, 90);
  if (reason === LICENSE_ERROR.noLicense) {
    const origin = { time: clock.now, activityId: connection.activityId, threadId: connection.worker };
    emitConnectionManagerAdmin(host, origin, NOT_ISSUED, 'warning');
  }
  clock.wait(2, 9);
  closeStack(host, clock, connection, reason, reason, BASIC_CHANNELS);
  logonEnded(host, clock.wait(5, 30), person, logonId, 3);
}

/** Writes the licence server's 21: no permanent licence of the kind is left for the session host. */
export function licensesGone(server: Host, time: number, kind: string, sessionHost: string): void {
  const source = {
    provider: 'Microsoft-Windows-TerminalServices-Licensing',
    providerGuid: '4D99F017-0EB1-4B52-8419-14AEFD13D770',
    eventSourceName: 'TermServLicensing',
    qualifiers: 32_768,
    keywords: 0x80_0000_0000_0000n,
  };
  const fields = [{ value: server.machine.name }, { value: kind }, { value: sessionHost }];
  emitClassic(server, time, source, { eventId: 21, level: 3, processId: 0 }, fields);
}

const serviceWork = (host: Host, time: number) => ({
  time,
  activityId: listenerActivity(host.random),
  threadId: host.threads.listener,
});
