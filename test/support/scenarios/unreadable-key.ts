import { alice, wsAlice, wsBob } from './cast.ts';
import { background, updateInstalled } from './background.ts';
import { boot, shutDown, startListener } from './boot.ts';
import { startClock, utc } from './clock.ts';
import { refuseForUnreadableKey } from './schannel.ts';
import { hostLogs, type Scenario } from './scenario.ts';
import { certificateFailed } from './classic-events.ts';
import { connect, leave, runningHost, tryInVain } from './visits.ts';

const RDS01 = { name: 'RDS01', domain: 'CORP', dnsSuffix: 'corp.example', build: 17_763, revision: 5576 };

/** Three people try from two desks; Windows learns nobody's name, for TLS never starts. */
const tries = [
  ['2024-03-13 08:02:11', wsAlice],
  ['2024-03-13 08:02:48', wsAlice],
  ['2024-03-13 08:05:30', wsAlice],
  ['2024-03-13 08:11:05', wsBob],
  ['2024-03-13 08:11:31', wsBob],
  ['2024-03-13 08:21:02', wsAlice],
  ['2024-03-13 08:33:10', wsBob],
  ['2024-03-13 08:40:22', wsBob], // carol, at bob's desk
  ['2024-03-13 08:41:03', wsBob],
  ['2024-03-13 08:52:47', wsBob],
  ['2024-03-13 08:59:40', wsAlice],
  ['2024-03-13 09:01:15', wsBob],
] as const;

/**
 * Windows Server 2019. On Tuesday alice works as always. In the night the host restarts for an update, and from then
 * on TermService may no longer read the key of its certificate nor replace it: 0x904 for everybody on Wednesday.
 */
export function unreadableKey(): Scenario {
  const host = runningHost(RDS01, 904, '2024-03-12 04:31:07', '2024-03-13 01:40:00');
  const session = connect(host, '2024-03-12 08:31:20', wsAlice, alice);
  leave(host, '2024-03-12 16:58:03', session);

  updateInstalled(
    host,
    utc('2024-03-13 01:12:00'),
    '2024-03 Cumulative Update for Windows Server 2019 (KB5999901)',
  );
  shutDown(host, startClock(host.random, '2024-03-13 02:00:09'), 'Operating System: Service pack (Planned)');
  const restarted = boot(host, utc('2024-03-13 02:02:41'));
  certificateFailed(host, restarted.wait(300, 900), 1058, 'Access is denied.');
  certificateFailed(host, restarted.wait(20, 80), 1057, 'Access is denied.');
  startListener(host, restarted);
  background(host, restarted.now, utc('2024-03-13 09:40:00'));

  for (const [time, client] of tries) {
    tryInVain(host, client, [time], (clock, connection) => refuseForUnreadableKey(host, clock, connection));
  }
  return { name: '0x904-unreadable-key', logs: new Map(hostLogs(host)) };
}
