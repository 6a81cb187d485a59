import { localBob, ltBob } from './cast.ts';
import { refuseWrongPassword } from './refusals.ts';
import { hostLogs, type Scenario } from './scenario.ts';
import { connect, leave, runningHost, tryInVain } from './visits.ts';

const WS07 = { name: 'WS-07', domain: 'WORKGROUP', build: 19_045, revision: 4780 };

/** Windows 10: bob mistypes the password of his local account three times, then gets it right, works and logs off. */
export function wrongPassword(): Scenario {
  const host = runningHost(WS07, 140, '2024-09-03 07:10:26', '2024-09-03 11:15:00');
  const tries = ['2024-09-03 09:14:05', '2024-09-03 09:14:31', '2024-09-03 09:15:02'];
  tryInVain(host, ltBob, tries, (clock, connection) =>
    refuseWrongPassword(host, clock, connection, localBob),
  );
  leave(host, '2024-09-03 10:22:51', connect(host, '2024-09-03 09:15:40', ltBob, localBob));
  return { name: 'wrong-password-nla-win10', logs: new Map(hostLogs(host)) };
}
