import { alice, bob, ltAlice, wsBob } from './cast.ts';
import { startClock } from './clock.ts';
import { hostLogs, type Scenario } from './scenario.ts';
import { losesNetwork } from './session-end.ts';
import { comeBack, connect, leave, runningHost } from './visits.ts';

const RDS07 = { name: 'RDS07', domain: 'CORP', dnsSuffix: 'corp.example', build: 17_763, revision: 6054 };

/**
 * Windows Server 2019. Alice works over Wi-Fi at the far end of the building: three times in one morning her session
 * stands still, and a quarter of an hour later the host finds nobody at the other end (error 121). Each time she comes
 * back to the same session. Bob, on a cable, works all day and notices nothing.
 */
export function networkDrop(): Scenario {
  const host = runningHost(RDS07, 121, '2024-11-05 05:30:44', '2024-11-05 15:30:00');
  const at = (time: string) => startClock(host.random, `2024-11-05 ${time}`);
  const bobsSession = connect(host, '2024-11-05 07:50:21', wsBob, bob);
  const session = connect(host, '2024-11-05 08:04:37', ltAlice, alice);
  losesNetwork(host, at('09:12:50'), session);
  comeBack(host, '2024-11-05 09:13:41', ltAlice, session);
  losesNetwork(host, at('10:31:08'), session);
  comeBack(host, '2024-11-05 10:33:02', ltAlice, session);
  losesNetwork(host, at('11:47:26'), session);
  comeBack(host, '2024-11-05 12:40:19', ltAlice, session);
  leave(host, '2024-11-05 15:02:33', session);
  leave(host, '2024-11-05 15:14:57', bobsSession);
  return { name: 'network-drop', logs: new Map(hostLogs(host)) };
}
