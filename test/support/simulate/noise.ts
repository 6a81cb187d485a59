import { background, fileSharing } from '../scenarios/background.ts';
import { createClock } from '../scenarios/clock.ts';
import { emitAudit, hex32, hex64, NOBODY, sid, subject } from '../scenarios/audit.ts';
import { ephemeralPort } from '../scenarios/actors.ts';
import { logonSucceeded } from '../scenarios/logon-audit.ts';
import { alertReceived, noCommonCipher, outgoingTlsFailed } from '../scenarios/schannel.ts';
import { exponential } from './chance.ts';
import type { Site } from './site.ts';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
/** As much of a machine's own affairs as is written at once. */
const STRETCH = 6 * HOUR;

/** What a machine and its neighbours write without any Remote Desktop, from now to the end. */
export function ownAffairs(site: Site): void {
  const { agenda, host, members, random, until } = site;
  const from = agenda.now;
  const to = Math.min(from + STRETCH, until);
  background(host, from, to);
  for (const { person, clients } of members) {
    const [client] = clients;
    if (client && random.integer(0, 3) === 0) fileSharing(host, from, to, person, client);
  }
  for (const [mean, happen] of affairs) {
    for (let time = from + exponential(random, mean); time < to; time += exponential(random, mean)) {
      happen(site, Math.round(time));
    }
  }
  if (to < until) agenda.at(to, () => ownAffairs(site));
}

/** What looks like a part of a connection and is none, and how far apart it comes. */
const affairs: readonly (readonly [mean: number, happen: (site: Site, time: number) => void])[] = [
  [2 * HOUR, ({ host }, time) => outgoingTlsFailed(host, time)],
  // Other services of the host speak TLS as well: LDAP, the web server, remote management.
  [5 * HOUR, ({ host, random }, time) => noCommonCipher(host, createClock(random, time))],
  [8 * HOUR, ({ host, random }, time) => alertReceived(host, time, random.pick([46, 48, 49]))],
  [3 * HOUR, guessOverSmb],
  [40 * MINUTE, serviceWithoutAddress],
];

/** Password guessing over file sharing: 4625 of type 3 with a real port, often from an address that also knocks. */
function guessOverSmb({ host, random, members }: Site, time: number): void {
  const member = random.pick(members);
  const name = random.pick([member.person.name, 'administrator', 'admin']);
  let at = time;
  for (let tries = random.integer(1, 5); tries > 0; tries--) {
    emitAudit(
      host,
      at,
      4625,
      {
        ...subject(host, false),
        TargetUserSid: sid(NOBODY),
        TargetUserName: name,
        TargetDomainName: member.person.domain,
        Status: hex32(0xc000_006d),
        FailureReason: '%%2313',
        SubStatus: hex32(random.pick([0xc000_006a, 0xc000_0064])),
        LogonType: 3,
        LogonProcessName: 'NtLmSsp ',
        AuthenticationPackageName: 'NTLM',
        WorkstationName: member.clients[0]?.name ?? '-',
        TransmittedServices: '-',
        LmPackageName: '-',
        KeyLength: 0,
        ProcessId: hex64(0),
        ProcessName: '-',
        IpAddress: member.clients[0]?.address ?? '-',
        IpPort: String(ephemeralPort(random)),
      },
      true,
    );
    at += random.integer(300_000, 4_000_000);
  }
}

/** A web server or a scheduled task of a neighbour: a network logon that names no address. */
function serviceWithoutAddress({ host, random, members }: Site, time: number): void {
  const { person } = random.pick(members);
  logonSucceeded(host, time, person, {
    logonId: host.nextLogonId(),
    type: 3,
    process: 'Advapi  ',
    package: 'Negotiate',
    workstation: host.machine.name,
    image: 'C:\\Windows\\System32\\inetsrv\\w3wp.exe',
    imageId: host.processes.updates,
  });
}
