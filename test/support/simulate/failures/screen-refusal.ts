import { acceptConnection } from '../../scenarios/connect.ts';
import { assignSession } from '../../scenarios/logon.ts';
import { desktopLogonFailed } from '../../scenarios/logon-audit.ts';
import { emitSessionManager } from '../../scenarios/rdp-events.ts';
import { closeStack, REASON } from '../../scenarios/session-end.ts';
import type { Scene } from '../site.ts';
import { logonFailedWith } from './failure.ts';
import type { Refusal } from './refusals.ts';

/** Without NLA: a session comes first, its screen asks for a password, and each answer is a 4625 of type 10. */
export function refuseAtScreen(scene: Scene, refusal: Refusal): void {
  const { attempt, host, clock, client, person, site } = scene;
  attempt.cause = refusal.cause;
  attempt.outcome = 'failed';
  attempt.reached = 'session';
  attempt.signs = [logonFailedWith(refusal.subStatus || refusal.status)];
  const connection = acceptConnection(host, clock, client);
  clock.wait(200, 900);
  const id = host.nextSession();
  assignSession(host, clock, connection, id);
  // A robot types faster, and once.
  const isRobot = attempt.kind === 'flood';
  for (let tries = isRobot ? 1 : site.random.integer(1, 3); tries > 0; tries--) {
    clock.wait(isRobot ? 200 : 4000, isRobot ? 900 : 20_000);
    if (site.habits.auditsFailures) desktopLogonFailed(host, clock.now, person, client.address, refusal);
  }
  clock.wait(isRobot ? 100 : 2000, isRobot ? 500 : 30_000);
  const origin = {
    time: clock.now,
    activityId: connection.activityId,
    threadId: host.processes.sessionManager + 52,
  };
  // Cancel at the screen ends the session as a logoff would; a closed window does not.
  const reason = site.random.pick([REASON.loggedOff, REASON.none]);
  emitSessionManager(host, origin, 40, { Session: id, Reason: reason });
  closeStack(host, clock, connection, reason, reason === REASON.none ? REASON.clientAsked : reason);
}
