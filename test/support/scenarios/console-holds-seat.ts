import { alice, bob, ltAlice } from './cast.ts';
import { background } from './background.ts';
import { startClock, utc } from './clock.ts';
import { consoleLogoff, consoleLogon, waitInVain } from './console.ts';
import { hostLogs, type Scenario } from './scenario.ts';
import { connect, leave, runningHost, tryInVain } from './visits.ts';

const WS12 = { name: 'WS-12', domain: 'CORP', dnsSuffix: 'corp.example', build: 22_631, revision: 3880 };

/**
 * Windows 11, a desk that alice and bob share. Alice works on it from home in the evening; on the next morning bob sits
 * down at the machine itself, and alice, who knows nothing of it, waits three times for a session that she does not get.
 * At noon bob goes, and she gets in.
 */
export function consoleHoldsSeat(): Scenario {
  const host = runningHost(WS12, 41_42, '2024-10-07 16:50:33', '2024-10-07 19:10:00');
  // At night it sleeps.
  background(host, utc('2024-10-08 07:30:00'), utc('2024-10-08 13:10:00'));
  const evening = connect(host, '2024-10-07 17:32:10', ltAlice, alice);
  leave(host, '2024-10-07 19:05:44', evening);

  const at = (second: string) => startClock(host.random, `2024-10-08 ${second}`);
  const bobsLogon = consoleLogon(host, at('07:41:26'), bob);
  const tries = ['2024-10-08 08:12:03', '2024-10-08 08:13:40', '2024-10-08 09:30:15'];
  tryInVain(host, ltAlice, tries, (clock, connection) => waitInVain(host, clock, connection, alice));
  consoleLogoff(host, at('11:58:09'), bob, bobsLogon);

  const afternoon = connect(host, '2024-10-08 12:20:31', ltAlice, alice);
  leave(host, '2024-10-08 13:02:47', afternoon);
  return { name: 'console-holds-seat', logs: new Map(hostLogs(host)) };
}
