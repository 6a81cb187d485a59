import type { Host } from './host.ts';

/** First builds of the systems whose records differ from those before. */
const WINDOWS_8 = 9200;
const WINDOWS_10 = 10_240;
const SERVER_2022 = 20_348;
/** How far apart two times of Windows 8.1 and Server 2012 R2 are at least, in microseconds. */
const OLD_TICK = 15_625;

/** What RdpCoreTS writes on Server 2012 R2; the stack's calls and states came with Windows 10. */
const oldStackEvents: ReadonlySet<number> = new Set([
  33, 65, 66, 70, 98, 100, 101, 102, 103, 129, 131, 132, 135, 139, 141, 169, 258,
]);

/** True for Windows 7 and Server 2008 R2: no log of the protocol stack, and no ActivityIDs. */
export const isWindows7 = (host: Host): boolean => host.machine.build < WINDOWS_8;

/** True for Server 2012 R2 and its kin, and what came before them. */
export const isOldWindows = (host: Host): boolean => host.machine.build < WINDOWS_10;

/** True where Schannel says which process asked for TLS. */
export const namesTlsCaller = (host: Host): boolean => host.machine.build >= SERVER_2022;

/** True if this host's RdpCoreTS knows the event. */
export const writesStackEvent = (host: Host, eventId: number): boolean =>
  !isOldWindows(host) || (!isWindows7(host) && oldStackEvents.has(eventId));

/** The time as the system's clock gives it: old systems count in ticks of 64 a second. */
export const clockTime = (build: number, time: number): number =>
  build < WINDOWS_10 ? time - (time % OLD_TICK) : time;
