import { type Connection, type Person } from '../../scenarios/actors.ts';
import { acceptConnection, clientHangsUp, hostHangsUp } from '../../scenarios/connect.ts';
import { networkLogonFailed, passwordChecked } from '../../scenarios/logon-audit.ts';
import { emitStack } from '../../scenarios/rdp-events.ts';
import { isOldWindows } from '../../scenarios/windows.ts';
import { around, happens } from '../chance.ts';
import type { Scene, Site } from '../site.ts';
import { type Failure, logonFailedWith } from './failure.ts';
import { type Refusal, refusals } from './refusals.ts';
import { refuseAtScreen } from './screen-refusal.ts';

const fits =
  ({ ofDomain, underNla }: Refusal) =>
  ({ habits, host }: Site, person: Person): boolean =>
    (!ofDomain || person.domain !== host.machine.name) && (!underNla || habits.nla);

/** The logon is refused: by NLA before a session is there, elsewhere at the screen of one. */
export const logonRefusals: readonly Failure[] = refusals.map((refusal) => ({
  cause: refusal.cause,
  weight: refusal.weight,
  tries: refusal.tries,
  fits: fits(refusal),
  play: (scene) => (scene.site.habits.nla ? refuseLogon(scene, refusal) : refuseAtScreen(scene, refusal)),
}));

function refuseLogon(scene: Scene, refusal: Refusal): void {
  const { attempt, host, clock, client, person, site } = scene;
  const code = refusal.subStatus || refusal.status;
  attempt.cause = refusal.cause;
  attempt.outcome = 'failed';
  attempt.reached = 'authentication';
  attempt.signs = [logonFailedWith(code)];
  const connection = acceptConnection(host, clock, client);
  // Old hosts answer at once; newer ones let a saved password be read and a ticket be asked for.
  if (isOldWindows(host)) clock.wait(90, 124);
  else clock.wait(300, around(site.random, 1000) + 300);
  if (person.domain === host.machine.name || person.domain === '')
    passwordChecked(host, clock.now, person, client, code);
  if (site.habits.auditsFailures) networkLogonFailed(host, clock.wait(0.2, 0.6), person, client, refusal);
  refused(scene, connection);
}

/** The end of a connection whose credentials were refused. */
function refused({ host, clock, client, site }: Scene, connection: Connection): void {
  if (isOldWindows(host)) {
    clock.wait(90, 130);
    hostHangsUp(host, clock, connection);
    return;
  }
  const { activityId, socket } = connection;
  if (site.habits.saysRefused) {
    emitStack(host, { time: clock.wait(2, 15), activityId, threadId: socket }, 140, {
      IPString: client.address,
    });
  }
  // A client that keeps the socket open is thrown out after 90 s.
  if (happens(site.random, 0.05)) {
    clock.wait(88_000, 89_000);
    hostHangsUp(host, clock, connection);
  } else {
    clock.wait(200, 1250);
    clientHangsUp(host, clock, connection, happens(site.random, 0.2));
  }
}
