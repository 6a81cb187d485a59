import { emitAudit, hex64, sid } from '../scenarios/audit.ts';
import { LOCAL_SYSTEM } from '../scenarios/rdp-events.ts';
import { emitSystem } from '../scenarios/system-events.ts';
import { exponential, happens } from './chance.ts';
import type { Site } from './site.ts';

const SECOND = 1_000_000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
const KERNEL_GENERAL = {
  provider: 'Microsoft-Windows-Kernel-General',
  guid: 'A68CA8B7-004F-D7B6-A698-07E2DE0F1F5D',
  eventId: 1,
  version: 1,
  processId: 4,
  keywords: 0x8000_0000_0000_0010n,
};

/** Clocks drift and are set right; that of a virtual machine that slept may be far off until somebody notices. */
export function keepTime(site: Site): void {
  const { agenda, random } = site;
  agenda.at(agenda.now + Math.round(exponential(random, 2 * DAY)), () => {
    if (agenda.now >= site.until) return;
    if (happens(random, 0.04)) jumpAndBack(site);
    else setClock(site, random.integer(-3 * SECOND, 3 * SECOND));
    keepTime(site);
  });
}

function jumpAndBack(site: Site): void {
  const { agenda, random } = site;
  const by = random.pick([1, -1]) * random.integer(30, 200 * 24 * 60) * 60 * SECOND;
  setClock(site, by);
  agenda.at(agenda.now + random.integer(20, 3600) * SECOND, () => setClock(site, -by));
}

/** Sets the clock and writes what Windows writes then: Kernel-General 1 in System, 4616 in Security. */
function setClock({ agenda, host }: Site, by: number): void {
  const time = agenda.now;
  const before = { type: 'filetime', value: host.shown(time) } as const;
  host.setClock(time, by);
  const after = { type: 'filetime', value: host.shown(time) } as const;
  emitSystem(host, time, KERNEL_GENERAL, { NewTime: after, OldTime: before, Reason: 1 });
  emitAudit(host, time + 300, 4616, {
    SubjectUserSid: sid(LOCAL_SYSTEM),
    SubjectUserName: `${host.machine.name}$`,
    SubjectDomainName: host.machine.domain,
    SubjectLogonId: hex64(0x3e7),
    PreviousTime: before,
    NewTime: after,
    ProcessId: hex64(host.processes.groupPolicy),
    ProcessName: 'C:\\Windows\\System32\\svchost.exe',
  });
}
