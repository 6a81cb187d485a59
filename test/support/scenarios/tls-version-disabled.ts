import { alice, bob, wsAlice, wsBob } from './cast.ts';
import { background, groupPolicyApplied } from './background.ts';
import { boot, shutDown, startListener } from './boot.ts';
import { startClock, utc } from './clock.ts';
import { outgoingTlsFailed, refuseForTlsVersion } from './schannel.ts';
import { hostLogs, type Scenario } from './scenario.ts';
import { connect, leave, runningHost, tryInVain } from './visits.ts';

const RDS06 = { name: 'RDS06', domain: 'CORP', dnsSuffix: 'corp.example', build: 20_348, revision: 2700 };

/**
 * Windows Server 2022. On Wednesday evening a hardening policy arrives that leaves TLS on the server side no version at
 * all; it counts from the restart at night. On Thursday nobody gets in: Schannel 36871 with state 10013, once per try.
 * The same record about the client side, from a program that calls out, is there on both days and means nothing.
 */
export function tlsVersionDisabled(): Scenario {
  const host = runningHost(RDS06, 10_013, '2024-09-18 05:02:48', '2024-09-18 23:20:00');
  for (const time of ['09-18 06:12:40', '09-18 14:55:03', '09-19 06:12:41']) {
    outgoingTlsFailed(host, utc(`2024-${time}`));
  }
  const before = connect(host, '2024-09-18 08:05:19', wsAlice, alice);
  leave(host, '2024-09-18 12:02:36', before);
  const beforeToo = connect(host, '2024-09-18 13:15:08', wsBob, bob);
  leave(host, '2024-09-18 16:39:51', beforeToo);

  groupPolicyApplied(host, utc('2024-09-18 18:21:07'), 7);
  shutDown(
    host,
    startClock(host.random, '2024-09-18 23:30:12'),
    'Operating System: Reconfiguration (Planned)',
  );
  const restarted = boot(host, utc('2024-09-18 23:33:20'));
  startListener(host, restarted);
  background(host, restarted.now, utc('2024-09-19 09:40:00'));

  for (const [client, times] of [
    [wsAlice, ['08:02:15', '08:02:52', '08:09:31']],
    [wsBob, ['08:16:44', '08:17:20']],
    [wsAlice, ['08:58:06']],
  ] as const) {
    const seconds = times.map((time) => `2024-09-19 ${time}`);
    tryInVain(host, client, seconds, (clock, connection) => refuseForTlsVersion(host, clock, connection));
  }
  return { name: 'tls-version-disabled', logs: new Map(hostLogs(host)) };
}
