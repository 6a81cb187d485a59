import { carol, bob, alice, wsAlice, wsBob, wsCarol } from './cast.ts';
import { createClock, utc } from './clock.ts';
import { graceEnding, graceOver, LICENSE_ERROR, refuseWithoutLicense } from './licensing.ts';
import { hostLogs, type Scenario } from './scenario.ts';
import { connect, leave, runningHost, tryInVain } from './visits.ts';

const RDS04 = { name: 'RDS04', domain: 'CORP', dnsSuffix: 'corp.example', build: 17_763, revision: 5830 };

/**
 * Windows Server 2019 with the role Session Host, installed 120 days ago and never given a licence server. For days it
 * has said that the time runs out (50281, 50282); in the night of 9 July it is over (50280). From then on alice and bob
 * are cut off right after their password, while carol, who uses mstsc /admin, gets in.
 */
export function licenseGraceOver(): Scenario {
  const host = runningHost(RDS04, 50_280, '2024-07-08 04:15:31', '2024-07-09 10:40:00');
  for (const time of ['2024-07-08 04:15:52', '2024-07-08 16:15:52']) {
    graceEnding(host, utc(time), 'Tuesday, July 9, 2024');
  }
  const before = connect(host, '2024-07-08 08:03:27', wsAlice, alice);
  leave(host, '2024-07-08 16:10:09', before);

  graceOver(host, utc('2024-07-09 04:15:52'));
  for (const [person, client, seconds] of [
    [alice, wsAlice, ['2024-07-09 08:01:14', '2024-07-09 08:01:49']],
    [bob, wsBob, ['2024-07-09 08:20:05', '2024-07-09 08:21:11']],
    [alice, wsAlice, ['2024-07-09 08:47:37']],
  ] as const) {
    tryInVain(host, client, seconds, (clock, connection) => {
      refuseWithoutLicense(host, clock, connection, person, LICENSE_ERROR.noServer);
    });
  }
  const repair = connect(host, '2024-07-09 09:12:40', wsCarol, carol);
  leave(host, '2024-07-09 09:40:02', repair);
  graceOver(host, createClock(host.random, utc('2024-07-09 10:15:52')).wait(200, 700));
  return { name: 'license-grace-over', logs: new Map(hostLogs(host)) };
}
