import { acceptConnection } from '../../scenarios/connect.ts';
import { graceOver, LICENSE_ERROR, refuseWithoutLicense } from '../../scenarios/licensing.ts';
import { CONNECTIONS, STACK } from '../providers.ts';
import type { Scene, Site } from '../site.ts';
import { type Failure, says } from './failure.ts';

/** Windows Server 1803, where licensing's numbers changed. */
const NEW_NUMBERS = 17_134;

const isServer = ({ flavour, habits }: Site): boolean => !flavour.workstation && habits.nla;

/** No licence for the client, or for nobody. */
export const licensing: readonly Failure[] = [
  {
    cause: 'rds-cals-exhausted-or-wrong-type',
    weight: 3,
    tries: [1, 5],
    fits: isServer,
    play: (scene) => refuse(scene, 'rds-cals-exhausted-or-wrong-type', LICENSE_ERROR.noLicense, [1004]),
  },
  {
    cause: 'rds-grace-expired-no-license-server',
    weight: 2,
    tries: [4, 16],
    everybody: true,
    // Older hosts say it with other numbers, which the scenarios do not write.
    fits: (site) => isServer(site) && site.flavour.build >= NEW_NUMBERS,
    prepare(site) {
      const evidence = { kept: 0 };
      site.trouble = evidence;
      graceOver(site.host.sharing(evidence), site.agenda.now);
    },
    play: (scene) => refuse(scene, 'rds-grace-expired-no-license-server', LICENSE_ERROR.noServer, []),
  },
];

function refuse(scene: Scene, cause: string, reason: number, own: readonly number[]): void {
  const { attempt, host, clock, client, person, site } = scene;
  Object.assign(attempt, { cause, outcome: 'failed', reached: 'licensing' });
  attempt.signs = [
    ...own.map((eventId) => ({ provider: CONNECTIONS, eventId })),
    says(STACK, 72, 'MethodName', `SetErrorInfo(0x${reason.toString(16)})`),
    says(STACK, 103, 'ReasonCode', reason),
  ];
  if (site.trouble) attempt.shared = [site.trouble];
  refuseWithoutLicense(host, clock, acceptConnection(host, clock, client), person, reason);
}
