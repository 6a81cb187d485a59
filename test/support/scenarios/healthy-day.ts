import { background, fileSharing } from './background.ts';
import { boot, startListener } from './boot.ts';
import { alice, bob, carol, ltAlice, wsAlice, wsBob, wsCarol } from './cast.ts';
import { startClock, utc } from './clock.ts';
import { createHost } from './host.ts';
import { hostLogs, type Scenario } from './scenario.ts';
import { chooseDisconnect, closeWindow } from './session-end.ts';
import { certificateMade } from './classic-events.ts';
import { comeBack, connect, leave } from './visits.ts';

const RDS03 = { name: 'RDS03', domain: 'CORP', dnsSuffix: 'corp.example', build: 20_348, revision: 2527 };

/**
 * Windows Server 2022 on a day without a fault: six connections of three people. At 13:20 alice comes from her
 * laptop while her desk still shows the session, and so throws herself out.
 */
export function healthyDay(): Scenario {
  const booted = utc('2024-06-18 05:02:13');
  const host = createHost(RDS03, 2022, booted);
  const started = boot(host, booted);
  certificateMade(host, started.wait(300, 900));
  startListener(host, started);
  background(host, started.now, utc('2024-06-18 18:10:00'));
  fileSharing(host, utc('2024-06-18 07:40:00'), utc('2024-06-18 17:20:00'), alice, wsAlice);

  const at = (time: string) => startClock(host.random, `2024-06-18 ${time}`);
  const alicesSession = connect(host, '2024-06-18 07:55:12', wsAlice, alice);
  const bobsSession = connect(host, '2024-06-18 08:10:40', wsBob, bob);
  const carolsSession = connect(host, '2024-06-18 08:42:05', wsCarol, carol);
  closeWindow(host, at('10:05:30'), alicesSession);
  comeBack(host, '2024-06-18 10:31:48', wsAlice, alicesSession);
  chooseDisconnect(host, at('12:02:19'), bobsSession);
  comeBack(host, '2024-06-18 12:45:03', wsBob, bobsSession);
  comeBack(host, '2024-06-18 13:20:27', ltAlice, alicesSession);
  leave(host, '2024-06-18 15:00:55', carolsSession);
  leave(host, '2024-06-18 16:50:14', bobsSession);
  leave(host, '2024-06-18 17:10:36', alicesSession);
  return { name: 'healthy-day', logs: new Map(hostLogs(host)) };
}
