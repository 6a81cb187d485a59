import { emitClassic, termService } from '../../scenarios/classic-events.ts';
import { desktopLogonFailed, remoteLogonDenied } from '../../scenarios/logon-audit.ts';
import { assignSession } from '../../scenarios/logon.ts';
import { REASON } from '../../scenarios/session-end.ts';
import { isOldWindows } from '../../scenarios/windows.ts';
import { happens } from '../chance.ts';
import { SECURITY, STACK } from '../providers.ts';
import type { Scene } from '../site.ts';
import { type Failure, logonFailedWith, says } from './failure.ts';
import { endWith, signIn } from './sign-in.ts';

const NOT_GRANTED = { status: 0xc000_015b, subStatus: 0, reason: '%%2308' };
/** Numbers of [MS-RDPBCGR] 2.2.5.1.1: no right, fresh credentials wanted. */
const ERROR_INFO = { noRight: 9, freshCredentials: 10 } as const;

/** What the host refuses although the password was right. */
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
];

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
