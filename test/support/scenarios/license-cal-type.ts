import { alice, bob, ltBob, wsAlice } from './cast.ts';
import { background } from './background.ts';
import { boot } from './boot.ts';
import { utc } from './clock.ts';
import { createHost } from './host.ts';
import { LICENSE_ERROR, licensesGone, refuseWithoutLicense } from './licensing.ts';
import { hostLogs, type Scenario } from './scenario.ts';
import { connect, leave, runningHost, tryInVain } from './visits.ts';

const RDS05 = { name: 'RDS05', domain: 'CORP', dnsSuffix: 'corp.example', build: 20_348, revision: 2461 };
const LIC01 = { ...RDS05, name: 'LIC01' };
const KIND = 'Windows Server 2022 : RDS Per Device CAL';

/**
 * Windows Server 2022, licences per device. WS-ALICE has had hers for long and works; bob's new laptop needs one, and
 * the licence server LIC01 has only such of an older version left. Four tries: LIC01 says 21 each time, the host 1004.
 */
export function licenseCalType(): Scenario {
  const host = runningHost(RDS05, 1004, '2024-05-14 05:11:20', '2024-05-14 12:20:00');
  const server = createHost(LIC01, 21, utc('2024-05-13 23:40:12'));
  boot(server, utc('2024-05-13 23:40:12'));
  background(server, utc('2024-05-13 23:45:00'), utc('2024-05-14 12:20:00'));

  const session = connect(host, '2024-05-14 07:58:41', wsAlice, alice);
  const seconds = [
    '2024-05-14 09:03:18',
    '2024-05-14 09:03:55',
    '2024-05-14 09:10:22',
    '2024-05-14 10:32:06',
  ] as const;
  tryInVain(host, { ...ltBob, udp: false }, seconds, (clock, connection) => {
    refuseWithoutLicense(host, clock, connection, bob, LICENSE_ERROR.noLicense);
    // The two machines' clocks are a little apart.
    licensesGone(server, clock.now - 41_000, KIND, host.computer);
  });
  leave(host, '2024-05-14 11:49:30', session);
  const logs = [...hostLogs(host, 'RDS05/'), ...hostLogs(server, 'LIC01/', ['System'])];
  return { name: 'license-cal-type', logs: new Map(logs) };
}
