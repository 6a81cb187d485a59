import { background } from './background.ts';
import { boot, startListener } from './boot.ts';
import { localBob, ltBob } from './cast.ts';
import { startClock, utc } from './clock.ts';
import { acceptConnection } from './connect.ts';
import { createHost } from './host.ts';
import { startSession } from './logon.ts';
import { refuseWrongPassword } from './refusals.ts';
import { hostLogs, type Scenario } from './scenario.ts';
import { logOff } from './session-end.ts';

const WS07 = { name: 'WS-07', domain: 'WORKGROUP', build: 19_045, revision: 4780 };

/** Windows 10: bob mistypes the password of his local account three times, then gets it right, works and logs off. */
export function wrongPassword(): Scenario {
  const booted = utc('2024-09-03 07:10:26');
  const host = createHost(WS07, 140, booted);
  startListener(host, boot(host, booted));
  background(host, booted, utc('2024-09-03 11:15:00'));

  for (const time of ['2024-09-03 09:14:05', '2024-09-03 09:14:31', '2024-09-03 09:15:02']) {
    const clock = startClock(host.random, time);
    refuseWrongPassword(host, clock, acceptConnection(host, clock, ltBob), localBob);
  }
  const clock = startClock(host.random, '2024-09-03 09:15:40');
  const session = startSession(host, clock, acceptConnection(host, clock, ltBob), localBob);
  logOff(host, startClock(host.random, '2024-09-03 10:22:51'), session);
  return { name: 'wrong-password-nla-win10', logs: new Map(hostLogs(host)) };
}
