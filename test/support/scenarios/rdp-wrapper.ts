import { localBob, ltAlice, ltBob } from './cast.ts';
import { background, updateInstalled } from './background.ts';
import { boot, shutDown, startListener } from './boot.ts';
import { createClock, startClock, utc } from './clock.ts';
import { type FaultyModule, serviceCrashed } from './service-crash.ts';
import { hostLogs, type Scenario } from './scenario.ts';
import { connect, leave, runningHost, tryInVain } from './visits.ts';

const WS07 = { name: 'WS-07', domain: 'WORKGROUP', build: 19_045, revision: 4842 };
const wrapper: FaultyModule = {
  name: 'rdpwrap.dll',
  version: '1.6.2.0',
  path: 'C:\\Program Files\\RDP Wrapper\\rdpwrap.dll',
  offset: '00000000000018f2',
};

/**
 * Windows 10, patched in memory by RDP Wrapper so that two people can work at once. In the night an update brings a new
 * termsrv.dll that the patch does not know: the first connection of the morning kills TermService, and so do the second
 * and third after each restart. Then Windows gives up, and nobody finds a listener any more.
 */
export function rdpWrapper(): Scenario {
  const host = runningHost(WS07, 7034, '2024-09-10 06:31:02', '2024-09-11 03:05:00');
  const before = connect(host, '2024-09-10 08:02:50', ltBob, localBob);
  leave(host, '2024-09-10 17:21:13', before);

  updateInstalled(
    host,
    utc('2024-09-11 03:06:10'),
    '2024-09 Cumulative Update for Windows 10 Version 22H2 for x64-based Systems (KB5999902)',
  );
  shutDown(host, startClock(host.random, '2024-09-11 03:20:31'), 'Operating System: Service pack (Planned)');
  const restarted = boot(host, utc('2024-09-11 03:22:58'));
  startListener(host, restarted);
  background(host, restarted.now, utc('2024-09-11 09:30:00'));

  for (const [index, [time, client]] of (
    [
      ['07:55:04', ltBob],
      ['07:57:11', ltAlice],
      ['08:01:39', ltBob],
    ] as const
  ).entries()) {
    tryInVain(host, client, [`2024-09-11 ${time}`], (clock) => {
      clock.wait(300, 700);
      serviceCrashed(host, clock, wrapper, index + 1);
      host.restartTermService();
      if (index < 2) startListener(host, createClock(host.random, clock.now + 60_000_000));
    });
  }
  return { name: 'rdp-wrapper-after-update', logs: new Map(hostLogs(host)) };
}
