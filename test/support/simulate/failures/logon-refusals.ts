import { type Connection, type Person } from '../../scenarios/actors.ts';
import { acceptConnection, clientHangsUp, hostHangsUp } from '../../scenarios/connect.ts';
import { networkLogonFailed, passwordChecked } from '../../scenarios/logon-audit.ts';
import { emitStack } from '../../scenarios/rdp-events.ts';
import { isOldWindows } from '../../scenarios/windows.ts';
import { around, happens } from '../chance.ts';
import type { Scene, Site } from '../site.ts';
import { type Failure, logonFailedWith } from './failure.ts';
import { refuseAtScreen } from './screen-refusal.ts';

/** What Windows answers to a logon. */
export interface Refusal {
  readonly cause: string;
  readonly status: number;
  /** 0 where Status has the meaning. */
  readonly subStatus: number;
  /** The audit's words for it. */
  readonly reason: string;
  readonly weight: number;
  readonly tries: readonly [least: number, most: number];
  /** Only accounts of a domain hear it. */
  readonly ofDomain?: true;
  /** Network logons alone hear it. */
  readonly underNla?: true;
}

const FAILURE = 0xc000_006d;
const RESTRICTION = 0xc000_006e;
const ERROR_WORDS = '%%2304';

/** [MS-ERREF] 2.3.1; which field holds the meaning and the words: Microsoft's page on 4625, public sample logs. */
const refusals: readonly Refusal[] = [
  {
    cause: 'wrong-password',
    status: FAILURE,
    subStatus: 0xc000_006a,
    reason: '%%2313',
    weight: 30,
    tries: [1, 4],
  },
  {
    cause: 'unknown-user',
    status: FAILURE,
    subStatus: 0xc000_0064,
    reason: '%%2313',
    weight: 8,
    tries: [1, 3],
  },
  {
    cause: 'account-locked-out',
    status: 0xc000_0234,
    subStatus: 0,
    reason: '%%2307',
    weight: 6,
    tries: [1, 5],
  },
  {
    cause: 'account-disabled',
    status: RESTRICTION,
    subStatus: 0xc000_0072,
    reason: '%%2310',
    weight: 3,
    tries: [1, 3],
  },
  {
    cause: 'account-expired',
    status: RESTRICTION,
    subStatus: 0xc000_0193,
    reason: '%%2305',
    weight: 2,
    tries: [1, 3],
  },
  {
    cause: 'password-expired',
    status: RESTRICTION,
    subStatus: 0xc000_0071,
    reason: '%%2309',
    weight: 4,
    tries: [1, 3],
  },
  {
    cause: 'password-must-change',
    status: 0xc000_0224,
    subStatus: 0,
    reason: '%%2309',
    weight: 3,
    tries: [1, 3],
  },
  {
    cause: 'logon-hours-or-workstation',
    status: RESTRICTION,
    subStatus: 0xc000_006f,
    reason: '%%2311',
    weight: 2,
    tries: [1, 2],
  },
  {
    cause: 'logon-hours-or-workstation',
    status: RESTRICTION,
    subStatus: 0xc000_0070,
    reason: '%%2312',
    weight: 2,
    tries: [1, 2],
  },
  {
    cause: 'account-restriction-blank-password',
    status: RESTRICTION,
    subStatus: RESTRICTION,
    reason: '%%2313',
    weight: 2,
    tries: [1, 2],
  },
  {
    cause: 'network-logon-right-missing',
    status: 0xc000_015b,
    subStatus: 0,
    reason: '%%2308',
    weight: 3,
    tries: [1, 3],
    underNla: true,
  },
  {
    cause: 'selective-authentication',
    status: 0xc000_0413,
    subStatus: 0,
    reason: ERROR_WORDS,
    weight: 1,
    tries: [1, 2],
    ofDomain: true,
  },
  {
    cause: 'clock-skew',
    status: 0xc000_0133,
    subStatus: 0,
    reason: ERROR_WORDS,
    weight: 1,
    tries: [1, 3],
    ofDomain: true,
  },
  {
    cause: 'broken-secure-channel',
    status: 0xc000_018d,
    subStatus: 0,
    reason: ERROR_WORDS,
    weight: 1,
    tries: [1, 3],
    ofDomain: true,
  },
  {
    cause: 'nla-domain-controller-unreachable',
    status: 0xc000_005e,
    subStatus: 0,
    reason: ERROR_WORDS,
    weight: 2,
    tries: [1, 4],
    ofDomain: true,
  },
  {
    cause: 'netlogon-service-not-running',
    status: 0xc000_0192,
    subStatus: 0,
    reason: ERROR_WORDS,
    weight: 1,
    tries: [1, 3],
    ofDomain: true,
  },
  {
    cause: 'ntlm-restricted',
    status: 0xc000_0418,
    subStatus: 0,
    reason: ERROR_WORDS,
    weight: 1,
    tries: [1, 3],
    underNla: true,
  },
  {
    cause: 'channel-binding-failure',
    status: 0xc000_035b,
    subStatus: 0,
    reason: ERROR_WORDS,
    weight: 1,
    tries: [1, 3],
    underNla: true,
  },
];

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
