import { emitAudit } from './audit.ts';
import { type Service, restartRequested, serviceChanged } from './classic-events.ts';
import { type Clock, createClock } from './clock.ts';
import { listenerActivity } from './guids.ts';
import type { Host } from './host.ts';
import { emitConnectionManager, emitSessionManager, emitStack, LOCAL_SYSTEM } from './rdp-events.ts';
import { privilegesGiven } from './session-audit.ts';
import { emitEventLog, emitSystem } from './system-events.ts';
import { isOldWindows, isWindows7 } from './windows.ts';

const KERNEL_GENERAL = {
  provider: 'Microsoft-Windows-Kernel-General',
  guid: 'A68CA8B7-004F-D7B6-A698-07E2DE0F1F5D',
  processId: 4,
  keywords: 0x8000_0000_0000_0080n,
};
const KERNEL_POWER = {
  provider: 'Microsoft-Windows-Kernel-Power',
  guid: '331C3B3A-2005-44C2-AC5E-77220C37D6B4',
  processId: 4,
  keywords: 0x8000_4000_0000_0002n,
};
const RDP_PORT: { type: 'uint16'; value: number } = { type: 'uint16', value: 3389 };
/** Class of Windows' own RDP listener; Hyper-V's has another. */
const LISTENER_CLASS = '{5828227C-20CF-4408-B73F-73AB70B8849F}';

const services: readonly Service[] = [
  { name: 'Windows Event Log', id: 'EventLog' },
  { name: 'Group Policy Client', id: 'gpsvc' },
  { name: 'Base Filtering Engine', id: 'BFE' },
  { name: 'Remote Desktop Configuration', id: 'SessionEnv' },
  { name: 'Remote Desktop Services', id: 'TermService' },
  { name: 'Remote Desktop Services UserMode Port Redirector', id: 'UmRdpService' },
];

/** Windows goes down in order: 1074, 54, 6006, 13. */
export function shutDown(host: Host, clock: Clock, reason: string): void {
  restartRequested(host, clock.now, reason);
  emitSessionManager(host, { time: clock.wait(40, 120), threadId: host.processes.sessionManager + 20 }, 54);
  emitEventLog(host, clock.wait(2500, 5000), 6006, [], new Uint8Array([1, 0, 0, 0]));
  const stopped = clock.wait(3000, 6000);
  emitSystem(
    host,
    stopped,
    { ...KERNEL_GENERAL, eventId: 13, task: 2, nobody: true },
    { StopTime: filetime(stopped) },
  );
}

/** How Windows went down without being shut down. */
export interface SuddenStop {
  readonly time: number;
  /** The host as it writes of this. */
  readonly host: Host;
  /** 0 where Windows could not write one. */
  readonly stopCode: number;
}

/** Windows starts: kernel, event log, services, session manager, and at last the listener. Gives the time it listens. */
export function boot(host: Host, time: number, after?: SuddenStop): Clock {
  host.boot(time);
  const clock = createClock(host.random, time);
  const { build, revision } = host.machine;
  emitSystem(
    host,
    clock.now,
    { ...KERNEL_GENERAL, eventId: 12, task: 1 },
    {
      MajorVersion: isOldWindows(host) ? 6 : 10,
      MinorVersion: minorVersion(host),
      BuildVersion: build,
      QfeVersion: revision,
      ServiceVersion: 0,
      BootMode: 0,
      StartTime: filetime(time - 400_000),
    },
  );
  if (after) stoppedSuddenly(clock.wait(900, 1500), after);
  emitAudit(host, clock.wait(6000, 8000), 4608, {});
  privilegesGiven(host, clock.wait(100, 300), SYSTEM, 0x3e7);
  emitSessionManager(host, { time: clock.wait(100, 300), threadId: host.processes.sessionManager + 8 }, 32, {
    messageName: 'RDSAppXPlugin',
  });
  // At every start the session manager says that setup runs; it means nothing.
  emitSessionManager(host, { time: clock.wait(4, 9), threadId: host.processes.sessionManager + 12 }, 34);
  const logged = clock.wait(1500, 3000);
  if (after) emitEventLog(after.host, logged, 6008, wordsOf(after), new Uint8Array(64));
  emitEventLog(host, logged, 6009, [
    isOldWindows(host) ? `6.0${minorVersion(host)}.` : '10.00.',
    String(build),
    '',
    'Multiprocessor Free',
    '0',
  ]);
  emitEventLog(host, logged, 6005, [], systemTime(logged));
  for (const service of services.slice(0, 5)) serviceChanged(host, clock.wait(200, 2500), service, 'running');
  return clock;
}

/** The kernel's word on a stop before this start, its values as Windows 10 has them. */
function stoppedSuddenly(time: number, { host, stopCode }: SuddenStop): void {
  emitSystem(
    host,
    time,
    { ...KERNEL_POWER, eventId: 41, task: 63, level: 1 },
    {
      BugcheckCode: stopCode,
      BugcheckParameter1: '0x0',
      BugcheckParameter2: '0x0',
      BugcheckParameter3: '0x0',
      BugcheckParameter4: '0x0',
      SleepInProgress: 0,
      PowerButtonTimestamp: 0,
      BootAppStatus: 0,
    },
  );
}

/** The time and the day it stopped, and how many seconds it had run, as 6008 has them. */
function wordsOf({ time }: SuddenStop): readonly string[] {
  const [day = '', clock = ''] = new Date(Math.floor(time / 1000)).toISOString().split(/[T.]/);
  return [clock, day, '', '', '86400', '', ''];
}

/** Windows 7 is 6.1, Server 2012 R2 is 6.3. */
const minorVersion = (host: Host): number => (isWindows7(host) ? 1 : isOldWindows(host) ? 3 : 0);

/** TermService opens its listener: 20523, 258, and RdpCoreTS binds TCP and UDP. */
export function startListener(host: Host, clock: Clock): void {
  const activityId = listenerActivity(host.random);
  const at = () => ({ time: clock.wait(2, 40), activityId, threadId: host.threads.listener });
  emitConnectionManager(host, at(), 20_523, { ListenerName: 'RDP-Tcp', Class: LISTENER_CLASS });
  emitStack(host, at(), 129, { TransportProtocolName: 'TCP', Port: RDP_PORT });
  emitStack(host, at(), 129, { TransportProtocolName: 'UDP', Port: RDP_PORT });
  emitStack(host, at(), 70, { DisplayDriverName: 'rdpidd' });
  emitConnectionManager(host, at(), 258, { listenerName: 'RDP-Tcp' });
  const redirector = services.at(-1);
  if (redirector) serviceChanged(host, clock.wait(200, 900), redirector, 'running');
}

const SYSTEM = { name: 'SYSTEM', domain: 'NT AUTHORITY', sid: LOCAL_SYSTEM, admin: true };

const filetime = (value: number): { type: 'filetime'; value: number } => ({ type: 'filetime', value });

/** A SYSTEMTIME structure and eight unused bytes, as 6005 carries them. */
function systemTime(time: number): Uint8Array {
  const date = new Date(Math.floor(time / 1000));
  const bytes = new DataView(new ArrayBuffer(24));
  const parts = [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDay(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    date.getUTCMilliseconds(),
  ];
  for (const [index, part] of parts.entries()) bytes.setUint16(index * 2, part, true);
  return new Uint8Array(bytes.buffer);
}
