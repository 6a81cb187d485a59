import { type Connection } from '../../scenarios/actors.ts';
import { acceptConnection, clientHangsUp, hostHangsUp } from '../../scenarios/connect.ts';
import { networkLogonFailed, passwordChecked } from '../../scenarios/logon-audit.ts';
import { emitStack } from '../../scenarios/rdp-events.ts';
import { isOldWindows } from '../../scenarios/windows.ts';
import { around, happens } from '../chance.ts';
import type { Scene } from '../site.ts';
import { type Failure, logonFailedWith } from './failure.ts';

/** What Windows answers to a logon: the answer to the client, what the audit knows besides, and the words for it. */
interface Refusal {
  readonly status: number;
  readonly subStatus: number;
  readonly reason: string;
  readonly cause: string;
  readonly weight: number;
  readonly tries: readonly [least: number, most: number];
  /** The account's own machine checked the password, and wrote this. */
  readonly checked?: true;
}

const LOGON_FAILURE = 0xc000_006d;
const ACCOUNT_RESTRICTION = 0xc000_006e;

/** [MS-ERREF] 2.3.1; which of the two fields holds the meaning, from public sample logs and the documentation of 4625. */
const refusals: readonly Refusal[] = [
  refusal('wrong-password', LOGON_FAILURE, 0xc000_006a, '%%2313', 30, [1, 4]),
  refusal('unknown-user', LOGON_FAILURE, 0xc000_0064, '%%2313', 8, [1, 3]),
  refusal('account-locked-out', 0xc000_0234, 0, '%%2307', 6, [1, 5]),
  refusal('account-disabled', ACCOUNT_RESTRICTION, 0xc000_0072, '%%2310', 3, [1, 3]),
];

function refusal(
  cause: string,
  status: number,
  subStatus: number,
  reason: string,
  weight: number,
  tries: readonly [least: number, most: number],
): Refusal {
  return { cause, status, subStatus, reason, weight, tries, checked: true };
}

/** NLA: the logon is refused before a session is there. */
export const logonRefusals: readonly Failure[] = refusals.map((refusal) => ({
  cause: refusal.cause,
  weight: refusal.weight,
  tries: refusal.tries,
  play: (scene) => refuseLogon(scene, refusal),
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
  if (person.domain === host.machine.name && refusal.checked)
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
