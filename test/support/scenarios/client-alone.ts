import { alice } from './cast.ts';
import { boot } from './boot.ts';
import { clientArrives, clientConnects, clientEnds, clientFindsNobody } from './client-events.ts';
import { startClock, utc } from './clock.ts';
import { createHost } from './host.ts';
import { hostLogs, type Scenario } from './scenario.ts';

const LT_ALICE = {
  name: 'LT-ALICE',
  domain: 'CORP',
  dnsSuffix: 'corp.example',
  build: 22_631,
  revision: 4169,
};
const server = { name: 'rds01.corp.example', address: '10.20.30.51' };
const CLIENT_LOG = 'Microsoft-Windows-TerminalServices-RDPClient/Operational';
/** mstsc's disconnect reasons. */
const ENDED_BY_USER = 2;
const NO_CONNECTION = 516;

/**
 * Windows 11, and the client's own log is all there is. On Monday alice works on rds01; on Tuesday three tries end with
 * "no connection came about" (516). Whether the way or the host is to blame, only the host's logs can say.
 */
export function clientAlone(): Scenario {
  const client = createHost(LT_ALICE, 516, utc('2024-10-21 06:50:19'));
  boot(client, utc('2024-10-21 06:50:19'));
  for (const [come, go] of [
    ['2024-10-21 07:58:12', '2024-10-21 11:57:40'],
    ['2024-10-21 12:46:31', '2024-10-21 16:20:05'],
  ] as const) {
    const clock = startClock(client.random, come);
    const attempt = clientConnects(client, clock, alice, server);
    clientArrives(attempt, clock, alice, 3);
    clientEnds(attempt, startClock(client.random, go), ENDED_BY_USER);
  }
  for (const second of ['2024-10-22 08:02:25', '2024-10-22 08:03:20', '2024-10-22 08:30:58']) {
    clientFindsNobody(client, startClock(client.random, second), alice, server, NO_CONNECTION);
  }
  return { name: 'client-log-alone', logs: new Map(hostLogs(client, '', [CLIENT_LOG])) };
}
