import type { Client, Person } from './actors.ts';
import { ephemeralPort } from './actors.ts';
import { type Service, serviceChanged, startTypeChanged } from './classic-events.ts';
import { createClock } from './clock.ts';
import { randomGuid } from './guids.ts';
import type { Host } from './host.ts';
import { logonSucceeded } from './logon-audit.ts';
import { LOCAL_SYSTEM } from './rdp-events.ts';
import { logonEnded, privilegesGiven } from './session-audit.ts';
import { emitSystem } from './system-events.ts';

const MINUTE = 60_000;
const SERVICE = 5;
const NETWORK = 3;

/** Services that come and go by themselves all day. */
const restless: readonly Service[] = [
  { name: 'Software Protection', id: 'sppsvc' },
  { name: 'WMI Performance Adapter', id: 'wmiApSrv' },
  { name: 'WinHTTP Web Proxy Auto-Discovery Service', id: 'WinHttpAutoProxySvc' },
  { name: 'Windows Modules Installer', id: 'TrustedInstaller' },
  { name: 'Portable Device Enumerator Service', id: 'WPDBusEnum' },
];
const transfer: Service = { name: 'Background Intelligent Transfer Service', id: 'BITS' };

const SYSTEM: Person = { name: 'SYSTEM', domain: 'NT AUTHORITY', sid: LOCAL_SYSTEM, admin: true };

/** Writes what a machine writes when nobody connects: services, group policy, logons of services. */
export function background(host: Host, from: number, to: number): void {
  repeat(host, from, to, [8, 40], (time) => serviceLogon(host, time));
  repeat(host, from, to, [12, 50], (time) => {
    const service = host.random.pick(restless);
    serviceChanged(host, time, service, 'running');
    serviceChanged(host, time + host.random.integer(30, 240) * 1_000_000, service, 'stopped');
  });
  repeat(host, from, to, [90, 120], (time) => groupPolicyApplied(host, time));
  repeat(host, from, to, [110, 300], (time) => {
    startTypeChanged(host, time, transfer, 'demand start', 'auto start');
    startTypeChanged(host, time + 127_000_000, transfer, 'auto start', 'demand start');
  });
}

/**
 * Somebody's own machine opens a share: network logons with a real port. They are no Remote Desktop logons, though
 * they name the same person and the same address.
 */
export function fileSharing(host: Host, from: number, to: number, person: Person, client: Client): void {
  repeat(host, from, to, [25, 80], (time) => {
    const logonId = host.nextLogonId();
    logonSucceeded(host, time, person, {
      logonId,
      type: NETWORK,
      process: 'Kerberos',
      package: 'Kerberos',
      workstation: '-',
      address: client.address,
      port: ephemeralPort(host.random),
      logonGuid: randomGuid(host.random),
    });
    logonEnded(host, time + host.random.integer(10, 900) * 1_000_000, person, logonId, NETWORK);
  });
}

/** Windows Update installs something: 43, then 19. */
export function updateInstalled(host: Host, time: number, title: string): void {
  const clock = createClock(host.random, time);
  const updateGuid = { type: 'guid', value: randomGuid(host.random) } as const;
  const shape = {
    provider: 'Microsoft-Windows-WindowsUpdateClient',
    guid: '945A8954-C147-4ACD-923F-40C45405A658',
    version: 1,
    task: 1,
    opcode: 13,
    processId: host.processes.updates,
  };
  const update = { updateTitle: title, updateGuid, updateRevisionNumber: 200 };
  emitSystem(host, clock.now, { ...shape, eventId: 43, keywords: 0x8000_0000_0000_2008n }, update);
  const serviceGuid = { type: 'guid', value: '9482F4B4-E343-43B6-B170-9A65BC822C77' } as const;
  const installed = { ...shape, eventId: 19, keywords: 0x8000_0000_0000_0018n };
  emitSystem(host, clock.wait(3 * MINUTE, 9 * MINUTE), installed, { ...update, serviceGuid });
}

function repeat(
  host: Host,
  from: number,
  to: number,
  [least, most]: readonly [number, number],
  happen: (time: number) => void,
): void {
  const clock = createClock(host.random, from);
  while (clock.wait(least * MINUTE, most * MINUTE) < to) happen(clock.now);
}

function serviceLogon(host: Host, time: number): void {
  logonSucceeded(host, time, SYSTEM, {
    logonId: 0x3e7,
    type: SERVICE,
    process: 'Advapi  ',
    package: 'Negotiate',
    workstation: '-',
    image: 'C:\\Windows\\System32\\services.exe',
    imageId: host.processes.services,
    elevated: true,
  });
  privilegesGiven(host, time + 30, SYSTEM, 0x3e7);
}

/** Writes 1500 of group policy, or 1502 where new settings came with it. */
export function groupPolicyApplied(host: Host, time: number, settings?: number): void {
  const shape = {
    provider: 'Microsoft-Windows-GroupPolicy',
    guid: 'AEA1B4FA-97D1-45F2-A64C-4D69FFFD92C9',
    eventId: settings === undefined ? 1500 : 1502,
    opcode: 1,
    processId: host.processes.groupPolicy,
    activityId: randomGuid(host.random),
  };
  const { dnsSuffix } = host.machine;
  emitSystem(host, time, shape, {
    SupportInfo1: 1,
    SupportInfo2: 4252,
    ProcessingMode: 0,
    ProcessingTimeInMilliseconds: host.random.integer(150, 2400),
    DCName: dnsSuffix ? `\\\\DC01.${dnsSuffix}` : '',
    ...(settings === undefined ? {} : { NumberOfGroupPolicyObjects: settings }),
  });
}
