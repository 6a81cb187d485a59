import { localAlice, wsAlice } from './cast.ts';
import { fileSharing } from './background.ts';
import { utc } from './clock.ts';
import { refuseWrongPassword } from './refusals.ts';
import { hostLogs, type Scenario } from './scenario.ts';
import { connect, leave, runningHost, tryInVain } from './visits.ts';

const SRV08 = { name: 'SRV08', domain: 'WORKGROUP', build: 9600, revision: 19_067 };

/**
 * Windows Server 2012 R2. Nothing in the RDP logs says that a password was wrong: no 140, no 139, only the end after a
 * fifth of a second. The audit does (4625), without an address, and falls between the begin and the end of one
 * connection. File sharing from the same machine goes on beside it.
 */
export function wrongPassword2012(): Scenario {
  const host = runningHost(SRV08, 2012, '2020-02-11 05:20:17', '2020-02-11 16:10:00');
  fileSharing(host, utc('2020-02-11 07:30:00'), utc('2020-02-11 15:50:00'), localAlice, wsAlice);
  // mstsc of that time offered no UDP to this host.
  const desk = { ...wsAlice, udp: false };

  const morning = connect(host, '2020-02-11 07:44:12', desk, localAlice);
  leave(host, '2020-02-11 11:59:31', morning);
  const tries = ['13:02:07', '13:02:31', '13:03:10', '13:05:44'].map((time) => `2020-02-11 ${time}`);
  tryInVain(host, desk, tries, (clock, connection) => {
    refuseWrongPassword(host, clock, connection, localAlice);
  });
  const afternoon = connect(host, '2020-02-11 13:09:25', desk, localAlice);
  leave(host, '2020-02-11 15:41:08', afternoon);
  return { name: 'wrong-password-nla-2012r2', logs: new Map(hostLogs(host)) };
}
