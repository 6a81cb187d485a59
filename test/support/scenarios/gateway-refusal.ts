import type { Client, Person, Session } from './actors.ts';
import { background } from './background.ts';
import { boot } from './boot.ts';
import { alice, bob } from './cast.ts';
import { serviceChanged } from './classic-events.ts';
import { createClock, startClock, utc } from './clock.ts';
import { acceptConnection } from './connect.ts';
import {
  enterGateway,
  type GatewayVisit,
  leaveGateway,
  passGateway,
  refuseTarget,
} from './gateway-events.ts';
import { createHost, type Host } from './host.ts';
import { startSession } from './logon.ts';
import { hostLogs, type Scenario } from './scenario.ts';
import { logOff } from './session-end.ts';
import { runningHost } from './visits.ts';

const RDS01 = { name: 'RDS01', domain: 'CORP', dnsSuffix: 'corp.example', build: 20_348, revision: 2762 };
const RDG01 = { name: 'RDG01', domain: 'CORP', dnsSuffix: 'corp.example', build: 17_763, revision: 6414 };
const gatewayService = { name: 'Remote Desktop Gateway', id: 'TSGateway' };
const GATEWAY_ADDRESS = '10.20.30.5';
const home = {
  alice: { name: 'LT-ALICE', address: '198.51.100.21', udp: false },
  bob: { name: 'LT-BOB', address: '203.0.113.44', udp: false },
} as const;

/**
 * Alice and bob work from home through the gateway RDG01. The gateway's resource policy lists RDS01.corp.example; bob
 * types RDS01, and the gateway refuses that name five times (301) before the host hears of him. With the full name, told
 * by the help desk, he gets through.
 */
export function gatewayRefusal(): Scenario {
  const host = runningHost(RDS01, 301, '2024-12-03 05:14:05', '2024-12-03 17:20:00');
  const gateway = createHost(RDG01, 23_002, utc('2024-12-03 04:40:51'));
  const started = boot(gateway, utc('2024-12-03 04:40:51'));
  serviceChanged(gateway, started.wait(4000, 9000), gatewayService, 'running');
  background(gateway, utc('2024-12-03 04:45:00'), utc('2024-12-03 17:20:00'));

  const alices = arrive(gateway, host, '2024-12-03 08:01:33', alice, home.alice);
  for (const time of ['08:15:20', '08:16:02', '08:17:49', '08:40:11', '08:58:30']) {
    const clock = startClock(gateway.random, `2024-12-03 ${time}`);
    refuseTarget(enterGateway(gateway, clock, bob, home.bob, 'RDS01'), clock);
  }
  const bobs = arrive(gateway, host, '2024-12-03 09:21:47', bob, home.bob);
  depart(host, '2024-12-03 15:30:26', bobs);
  depart(host, '2024-12-03 16:48:05', alices);
  const gatewayChannels = ['Microsoft-Windows-TerminalServices-Gateway/Operational', 'Security', 'System'];
  const logs = [...hostLogs(gateway, 'RDG01/', gatewayChannels), ...hostLogs(host, 'RDS01/')];
  return { name: 'gateway-refusal', logs: new Map(logs) };
}

interface RelayedSession {
  readonly visit: GatewayVisit;
  readonly session: Session;
}

/** Through the gateway to a desktop; the host sees the gateway's address. */
function arrive(gateway: Host, host: Host, second: string, person: Person, client: Client): RelayedSession {
  const gatewayClock = startClock(gateway.random, second);
  const visit = enterGateway(gateway, gatewayClock, person, client, host.computer);
  passGateway(visit, gatewayClock);
  const clock = createClock(host.random, gatewayClock.now + 12_000);
  const relayed = { ...client, address: GATEWAY_ADDRESS };
  return { visit, session: startSession(host, clock, acceptConnection(host, clock, relayed), person) };
}

function depart(host: Host, second: string, { visit, session }: RelayedSession): void {
  const clock = startClock(host.random, second);
  logOff(host, clock, session);
  leaveGateway(visit, clock.wait(20, 90));
}
