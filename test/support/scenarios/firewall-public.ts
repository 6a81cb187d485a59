import { localBob, ltBob } from './cast.ts';
import { background } from './background.ts';
import { boot } from './boot.ts';
import { clientArrives, clientConnects, clientEnds, clientFindsNobody } from './client-events.ts';
import { createClock, startClock, utc } from './clock.ts';
import { acceptConnection } from './connect.ts';
import { createHost, type Host } from './host.ts';
import { startSession } from './logon.ts';
import {
  firewallProfileChanged,
  firewallRuleAdded,
  networkSeen,
  PRIVATE_NETWORK,
  PUBLIC_NETWORK,
} from './network-events.ts';
import { hostLogs, type Scenario } from './scenario.ts';
import { leave, runningHost } from './visits.ts';

const WS07 = { name: 'WS-07', domain: 'WORKGROUP', build: 19_045, revision: 5011 };
const LT_BOB = { name: 'LT-BOB', domain: 'WORKGROUP', build: 22_631, revision: 4317 };
const server = { name: 'ws-07', address: '192.168.20.7' };
const laptop = { ...ltBob, address: '192.168.20.44' };
/** mstsc's disconnect reasons. */
const NO_ANSWER = 264;
const ENDED_BY_USER = 2;

/**
 * Windows 10 at home. On Friday evening the router is replaced; Windows takes the new network for a public one, and the
 * rules for Remote Desktop, on for private networks only, no longer apply. On Saturday bob's laptop gets no answer at
 * all, and the host's RDP logs stay silent.
 */
export function firewallPublic(): Scenario {
  const host = runningHost(WS07, 2010, '2024-11-15 06:20:14', '2024-11-15 19:00:00');
  // At night it sleeps.
  background(host, utc('2024-11-16 08:50:00'), utc('2024-11-16 12:00:00'));
  const client = createHost(LT_BOB, 264, utc('2024-11-15 07:05:41'));
  boot(client, utc('2024-11-15 07:05:41'));
  networkSeen(host, utc('2024-11-15 06:20:43'), 10_000, 'Home', PRIVATE_NETWORK);
  firewallRuleAdded(host, utc('2024-11-15 09:11:02'), 'Editor', 'C:\\Program Files\\Editor\\editor.exe');
  workingDay(client, host);

  const replaced = createClock(host.random, utc('2024-11-15 18:42:10'));
  networkSeen(host, replaced.now, 10_001, 'Home', PRIVATE_NETWORK);
  networkSeen(host, replaced.wait(96_000, 99_000), 10_000, 'Network 2', PUBLIC_NETWORK);
  firewallProfileChanged(host, replaced.wait(80, 300), PRIVATE_NETWORK, PUBLIC_NETWORK);

  for (const time of ['09:31:15', '09:32:20', '09:40:48', '11:05:02']) {
    clientFindsNobody(client, startClock(client.random, `2024-11-16 ${time}`), localBob, server, NO_ANSWER);
  }
  const clientChannels = ['Microsoft-Windows-TerminalServices-RDPClient/Operational'];
  const logs = [...hostLogs(host, 'WS-07/'), ...hostLogs(client, 'LT-BOB/', clientChannels)];
  return { name: 'firewall-public', logs: new Map(logs) };
}

/** Friday: he connects from the sofa, works and logs off. */
function workingDay(client: Host, host: Host): void {
  const clientClock = startClock(client.random, '2024-11-15 16:03:20');
  const clock = createClock(host.random, clientClock.now + 9000);
  const attempt = clientConnects(client, clientClock, localBob, server);
  const session = startSession(host, clock, acceptConnection(host, clock, laptop), localBob);
  clientArrives(attempt, clientClock, localBob, session.id);
  leave(host, '2024-11-15 17:31:44', session);
  clientEnds(attempt, startClock(client.random, '2024-11-15 17:31:45'), ENDED_BY_USER);
}
