import type { DataField, SpecValue } from '../event-spec.ts';
import type { Connection } from './actors.ts';
import type { Host, HostEvent, Writable } from './host.ts';
import { isWindows7, writesStackEvent } from './windows.ts';

/** The account that TermService runs under. */
export const NETWORK_SERVICE = 'S-1-5-20';
/** The account of the system itself. */
export const LOCAL_SYSTEM = 'S-1-5-18';

const OPERATIONAL = 0x4000_0000_0000_0000n;
const TERMINAL_SERVICES = 0x1000_0000_0000_0000n;
const INFORMATION = 4;
const WARNING = 3;
const ERROR = 2;

/** Opcodes of RdpCoreTS, by the names in its ETW manifest. */
const INITIALIZE = 11;
const BINDING = 12;
const PROTOCOL = 13;
const EXCHANGE = 14;
const ESTABLISH = 15;
const NETWORK_DETECT = 16;
const CLOSE = 17;
const RUNTIME = 19;
const REMOTE_APP = 21;

/** Level and opcode of each RdpCoreTS event, as in real logs; 68, 70, 129 and 130 from the manifest. */
const stackShapes: Readonly<Record<number, readonly [level: number, opcode: number]>> = {
  33: [INFORMATION, INITIALIZE],
  65: [INFORMATION, PROTOCOL],
  66: [INFORMATION, PROTOCOL],
  68: [INFORMATION, PROTOCOL],
  70: [INFORMATION, PROTOCOL],
  72: [INFORMATION, PROTOCOL],
  98: [INFORMATION, ESTABLISH],
  100: [INFORMATION, ESTABLISH],
  101: [WARNING, NETWORK_DETECT],
  102: [INFORMATION, CLOSE],
  103: [INFORMATION, CLOSE],
  107: [INFORMATION, CLOSE],
  129: [INFORMATION, BINDING],
  130: [INFORMATION, ESTABLISH],
  131: [INFORMATION, ESTABLISH],
  132: [INFORMATION, ESTABLISH],
  135: [INFORMATION, ESTABLISH],
  139: [WARNING, EXCHANGE],
  140: [WARNING, EXCHANGE],
  141: [INFORMATION, INITIALIZE],
  142: [WARNING, ESTABLISH],
  143: [WARNING, ESTABLISH],
  145: [INFORMATION, RUNTIME],
  148: [INFORMATION, CLOSE],
  169: [INFORMATION, RUNTIME],
  226: [WARNING, RUNTIME],
  227: [ERROR, RUNTIME],
  228: [WARNING, RUNTIME],
  258: [INFORMATION, REMOTE_APP],
};

/** The named fields of an event, in the order in which the provider writes them. */
export type Fields = Readonly<Record<string, SpecValue>>;

/** A field under its name. */
export type NamedField = DataField & { readonly name: string };

/** Turns named values, one group after another, into `<Data>` elements or the children of a UserData element. */
export function namedFields(...groups: readonly Fields[]): NamedField[] {
  const named: NamedField[] = [];
  // Simulations come here millions of times: no intermediate arrays.
  for (const group of groups) {
    for (const name in group) {
      const value = group[name];
      if (value !== undefined) named.push({ name, value });
    }
  }
  return named;
}

interface Origin {
  readonly time: number;
  readonly activityId?: string | undefined;
  readonly threadId: number;
}

/** Writes an event of RdpCoreTS, the protocol stack. */
export function emitStack(host: Host, origin: Origin, eventId: number, fields: Fields = {}): void {
  if (!writesStackEvent(host, eventId)) return;
  const [level, opcode] = stackShapes[eventId] ?? [INFORMATION, RUNTIME];
  emitUnder(host, origin, {
    provider: 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS',
    providerGuid: '1139C61B-B549-4251-8ED3-27250A1EDEC8',
    channel: 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational',
    eventId,
    level,
    task: 4,
    opcode,
    keywords: OPERATIONAL,
    time: origin.time,
    threadId: origin.threadId,
    processId: host.processes.termService,
    userSid: NETWORK_SERVICE,
    payload: { type: 'event-data', fields: namedFields(fields) },
  });
}

/** Writes an event of RemoteConnectionManager, which owns the listener. */
export function emitConnectionManager(host: Host, origin: Origin, eventId: number, fields?: Fields): void {
  emitManager(host, origin, 'Operational', eventId, INFORMATION, fields);
}

/** Writes an event to RemoteConnectionManager's other log, for those who run the host. */
export function emitConnectionManagerAdmin(
  host: Host,
  origin: Origin,
  eventId: number,
  severity: 'error' | 'warning',
  fields?: Fields,
): void {
  emitManager(host, origin, 'Admin', eventId, severity === 'error' ? ERROR : WARNING, fields);
}

function emitManager(
  host: Host,
  origin: Origin,
  log: 'Operational' | 'Admin',
  eventId: number,
  level: number,
  fields?: Fields,
): void {
  const provider = 'Microsoft-Windows-TerminalServices-RemoteConnectionManager';
  emitUnder(host, origin, {
    provider,
    providerGuid: 'C76BAA63-AE81-421C-B425-340B4B24157F',
    channel: `${provider}/${log}`,
    eventId,
    level,
    keywords: TERMINAL_SERVICES,
    time: origin.time,
    threadId: origin.threadId,
    processId: host.processes.termService,
    userSid: NETWORK_SERVICE,
    payload: eventXml(fields),
  });
}

/** Writes an event of LocalSessionManager, which keeps the sessions. */
export function emitSessionManager(host: Host, origin: Origin, eventId: number, fields?: Fields): void {
  // No log of Windows 7 is known to have these.
  if (isWindows7(host) && eventId >= 36 && eventId <= 42) return;
  emitUnder(host, origin, {
    provider: 'Microsoft-Windows-TerminalServices-LocalSessionManager',
    providerGuid: '5D896912-022D-40AA-A3A8-4FA5515C76D7',
    channel: 'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational',
    eventId,
    level: INFORMATION,
    keywords: TERMINAL_SERVICES,
    time: origin.time,
    threadId: origin.threadId,
    processId: host.processes.sessionManager,
    userSid: LOCAL_SYSTEM,
    payload: eventXml(fields),
  });
}

/** Writes several calls into the stack, microseconds apart; hosts since 1607 log them. */
export function emitCalls(
  host: Host,
  connection: Connection,
  times: () => number,
  ...methods: string[]
): void {
  for (const MethodName of methods) {
    const origin = { time: times(), activityId: connection.activityId, threadId: connection.worker };
    emitStack(host, origin, 72, { MethodName });
  }
}

/** Writes an event under its connection's ActivityID, where the system keeps one. */
function emitUnder(host: Host, { activityId }: Origin, event: Writable<HostEvent>): void {
  if (activityId !== undefined && !isWindows7(host)) event.activityId = activityId;
  host.emit(event);
}

function eventXml(fields: Fields | undefined) {
  if (!fields) return { type: 'event-data', fields: [] } as const;
  const root = { root: 'EventXML', namespace: 'Event_NS' };
  return { type: 'user-data', ...root, fields: namedFields(fields) } as const;
}
