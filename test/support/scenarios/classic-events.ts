import type { DataField, EventPayload } from '../event-spec.ts';
import type { Host } from './host.ts';
import { LOCAL_SYSTEM, namedFields } from './rdp-events.ts';

const CLASSIC = 0x80_0000_0000_0000n;
const CLASSIC_SYSTEM = 0x8080_0000_0000_0000n;

/** Providers that come through the old event log API under a source name. */
interface ClassicSource {
  readonly provider: string;
  readonly providerGuid: string;
  readonly eventSourceName: string;
  readonly qualifiers: number;
  readonly keywords: bigint;
}

/** The RDP certificate events carry RemoteConnectionManager's name, but go to the System log from TermService. */
export const termService: ClassicSource = {
  provider: 'Microsoft-Windows-TerminalServices-RemoteConnectionManager',
  providerGuid: 'C76BAA63-AE81-421C-B425-340B4B24157F',
  eventSourceName: 'TermService',
  qualifiers: 49_152,
  keywords: CLASSIC,
};
const lsa: ClassicSource = {
  provider: 'LsaSrv',
  providerGuid: '199FE037-2B82-40A9-82AC-E1D46C792B99',
  eventSourceName: 'LsaSrv',
  qualifiers: 0,
  keywords: CLASSIC,
};
export const serviceManager: ClassicSource = {
  provider: 'Service Control Manager',
  providerGuid: '555908D1-A6D7-4695-8E1E-26931D2012F4',
  eventSourceName: 'Service Control Manager',
  qualifiers: 16_384,
  keywords: CLASSIC_SYSTEM,
};
const user32: ClassicSource = {
  provider: 'User32',
  providerGuid: 'B0AA8734-56F7-41CC-B2F4-DE228E98B946',
  eventSourceName: 'User32',
  qualifiers: 32_768,
  keywords: CLASSIC_SYSTEM,
};

interface ClassicEvent {
  readonly eventId: number;
  readonly level: number;
  /** 0 where the source does not say. */
  readonly processId: number;
  readonly userSid?: string;
}

/** Writes an event of a classic provider to the System log. */
export function emitClassic(
  host: Host,
  time: number,
  source: ClassicSource,
  event: ClassicEvent,
  fields: readonly DataField[],
  binary?: Uint8Array,
): void {
  const threadId = event.processId === 0 ? 0 : event.processId + host.random.integer(2, 20) * 4;
  const payload: EventPayload = { type: 'event-data', fields, ...(binary && { binary }) };
  host.emit({ ...source, ...event, channel: 'System', time, threadId, payload });
}

/** Writes 1056: the host made itself a new certificate. Its SHA-1 follows as bytes. */
export function certificateMade(host: Host, time: number): void {
  const thumbprint = new Uint8Array(Buffer.from(host.random.hex(40), 'hex'));
  const event = { eventId: 1056, level: 4, processId: 0 };
  emitClassic(host, time, termService, event, [{ value: host.computer }], thumbprint);
}

/** Writes 1057 or 1058: the self-signed certificate could not be made, or not be replaced. */
export function certificateFailed(host: Host, time: number, eventId: 1057 | 1058, status: string): void {
  emitClassic(host, time, termService, { eventId, level: 2, processId: 0 }, [{ value: status }]);
}

const termDd: ClassicSource = {
  provider: 'TermDD',
  providerGuid: '00000000-0000-0000-0000-000000000000',
  eventSourceName: 'TermDD',
  qualifiers: 49_162,
  keywords: CLASSIC,
};

/** Writes TermDD 56: the driver dropped a client, for a status that stands, little-endian, at the end of the data. */
export function driverDropped(host: Host, time: number, address: string, status: number): void {
  const binary = new Uint8Array(44);
  new DataView(binary.buffer).setUint32(40, status, true);
  const fields = [{ value: '\\Device\\Termdd' }, { value: address }];
  emitClassic(host, time, termDd, { eventId: 56, level: 2, processId: 0 }, fields, binary);
}

/** Writes LsaSrv 6041: this client refused a CredSSP peer for the protocol version it offered. */
export function peerVersionRefused(host: Host, time: number, target: string, version: number): void {
  const fields = [{ value: target }, { value: String(version) }];
  emitClassic(host, time, lsa, { eventId: 6041, level: 2, processId: 0 }, fields);
}

/** A Windows service: the name people see and the short one. */
export interface Service {
  readonly name: string;
  readonly id: string;
}

/** Writes 7036: a service's change of state. The short name follows as UTF-16 bytes. */
export function serviceChanged(
  host: Host,
  time: number,
  service: Service,
  state: 'running' | 'stopped',
): void {
  const tag = Buffer.from(`${service.id}/${state === 'running' ? 4 : 1}\0`, 'utf16le');
  const event = { eventId: 7036, level: 4, processId: host.processes.services };
  const fields = namedFields({ param1: service.name, param2: state });
  emitClassic(host, time, serviceManager, event, fields, new Uint8Array(tag));
}

/** Writes 7040: a service's start type changed. */
export function startTypeChanged(host: Host, time: number, service: Service, from: string, to: string): void {
  const event = { eventId: 7040, level: 4, processId: host.processes.services, userSid: LOCAL_SYSTEM };
  const fields = { param1: service.name, param2: from, param3: to, param4: service.id };
  emitClassic(host, time, serviceManager, event, namedFields(fields));
}

/** Writes 1074: the system asked for a restart. */
export function restartRequested(host: Host, time: number, reason: string): void {
  const event = { eventId: 1074, level: 4, processId: host.processes.updates, userSid: LOCAL_SYSTEM };
  const fields = {
    param1: `C:\\Windows\\system32\\svchost.exe (${host.machine.name})`,
    param2: host.machine.name,
    param3: reason,
    param4: '0x80020010',
    param5: 'restart',
    param6: '',
    param7: 'NT AUTHORITY\\SYSTEM',
  };
  emitClassic(host, time, user32, event, namedFields(fields));
}
