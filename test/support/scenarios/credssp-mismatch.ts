import { background, updateInstalled } from './background.ts';
import { boot, shutDown, startListener } from './boot.ts';
import { alice, wsAlice } from './cast.ts';
import { clientArrives, clientConnects, clientEnds, clientHandshakeFailed } from './client-events.ts';
import { createClock, startClock, utc } from './clock.ts';
import { acceptConnection } from './connect.ts';
import { createHost, type Host } from './host.ts';
import { startSession } from './logon.ts';
import { abandonedInCredSsp } from './refusals.ts';
import { hostLogs, type Scenario } from './scenario.ts';
import { logOff } from './session-end.ts';
import { peerVersionRefused } from './classic-events.ts';

const WS_ALICE = { name: 'WS-ALICE', domain: 'CORP', dnsSuffix: 'corp.example', build: 17_134, revision: 48 };
const RDS02 = { name: 'RDS02', domain: 'CORP', dnsSuffix: 'corp.example', build: 14_393, revision: 2189 };
const server = { name: 'rds02.corp.example', address: '10.20.30.52' };
/** mstsc offers no UDP where a policy turns it off. */
const desk = { ...wsAlice, udp: false };
/** What hosts spoke before the update of May 2018. */
const OLD_CREDSSP = 3;
/** Microseconds from mstsc's first record to the host's. */
const ONE_WAY = 9000;
/** mstsc's disconnect reasons. Which one it gives for a CredSSP refusal is not known from a real log. */
const ENDED_BY_CLIENT = 1;
const ENDED_BY_USER = 2;

/**
 * May 2018. Alice's Windows 10 has the update against CVE-2018-0886 and so refuses hosts that do not; RDS02, Windows
 * Server 2016, has not. Only her machine says why.
 */
export function credSspMismatch(): Scenario {
  const client = createHost(WS_ALICE, 6041, utc('2018-05-08 06:41:12'));
  const host = createHost(RDS02, 2018, utc('2018-05-08 03:20:44'));
  startListener(host, boot(host, utc('2018-05-08 03:20:44')));
  boot(client, utc('2018-05-08 06:41:12'));
  background(host, utc('2018-05-08 03:30:00'), utc('2018-05-10 09:00:00'));
  background(client, utc('2018-05-08 06:50:00'), utc('2018-05-09 16:30:00'));
  workingDay(client, host);

  updateInstalled(
    client,
    utc('2018-05-09 16:02:00'),
    '2018-05 Cumulative Update for Windows 10 Version 1803 for x64-based Systems (KB4103721)',
  );
  const down = startClock(client.random, '2018-05-09 16:58:31');
  shutDown(client, down, 'Operating System: Service pack (Planned)');
  boot(client, utc('2018-05-09 17:01:48'));
  background(client, utc('2018-05-09 17:05:00'), utc('2018-05-10 09:00:00'));

  for (const time of ['2018-05-10 07:55:02', '2018-05-10 07:56:40', '2018-05-10 08:11:19']) {
    refusedTry(client, host, time);
  }
  const clientChannels = ['Microsoft-Windows-TerminalServices-RDPClient/Operational', 'System'];
  const logs = [...hostLogs(client, 'WS-ALICE/', clientChannels), ...hostLogs(host, 'RDS02/')];
  return { name: 'credssp-mismatch', logs: new Map(logs) };
}

/** 8 May, before the update: she connects, works and logs off. */
function workingDay(client: Host, host: Host): void {
  const clientClock = startClock(client.random, '2018-05-08 07:51:33');
  const clock = createClock(host.random, clientClock.now + ONE_WAY);
  const attempt = clientConnects(client, clientClock, alice, server);
  const session = startSession(host, clock, acceptConnection(host, clock, desk), alice);
  clientArrives(attempt, clientClock, alice, session.id);
  logOff(host, startClock(host.random, '2018-05-08 15:47:10'), session);
  clientEnds(attempt, startClock(client.random, '2018-05-08 15:47:12'), ENDED_BY_USER);
}

function refusedTry(client: Host, host: Host, second: string): void {
  const clientClock = startClock(client.random, second);
  const clock = createClock(host.random, clientClock.now + ONE_WAY);
  const attempt = clientConnects(client, clientClock, alice, server);
  peerVersionRefused(client, clientClock.wait(60, 180), `TERMSRV/${server.name}`, OLD_CREDSSP);
  clientHandshakeFailed(attempt, clientClock.wait(1, 4));
  clientEnds(attempt, clientClock, ENDED_BY_CLIENT);

  abandonedInCredSsp(host, clock, acceptConnection(host, clock, desk));
}
