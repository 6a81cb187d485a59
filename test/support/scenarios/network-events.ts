import { type TypedValue } from '../event-spec.ts';
import { randomGuid } from './guids.ts';
import type { Host } from './host.ts';
import { LOCAL_SYSTEM, namedFields } from './rdp-events.ts';

/** What Windows takes a network for, as NetworkProfile and as the firewall number it. */
export const PUBLIC_NETWORK = { category: 0, profile: 4 } as const;
export const PRIVATE_NETWORK = { category: 1, profile: 2 } as const;
type NetworkKind = typeof PUBLIC_NETWORK | typeof PRIVATE_NETWORK;

const LOCAL_SERVICE = 'S-1-5-19';
const OPERATIONAL = 0x4000_0000_0000_0000n;
const CONNECTED = 9;
const DISCONNECTED = 10;

/** Writes NetworkProfile 10000 or 10001: a network came or went. */
export function networkSeen(
  host: Host,
  time: number,
  eventId: 10_000 | 10_001,
  name: string,
  kind: NetworkKind,
): void {
  host.emit({
    provider: 'Microsoft-Windows-NetworkProfile',
    providerGuid: 'FBCFAC3F-8459-419F-8E48-1F0B49CDB85E',
    channel: 'Microsoft-Windows-NetworkProfile/Operational',
    eventId,
    level: 4,
    keywords: OPERATIONAL,
    time,
    processId: host.processes.groupPolicy + 84,
    threadId: host.processes.groupPolicy + 96,
    userSid: LOCAL_SERVICE,
    payload: {
      type: 'event-data',
      fields: namedFields({
        Name: name,
        Description: name,
        Guid: { type: 'guid', value: randomGuid(host.random) },
        Type: 0,
        State: eventId === 10_000 ? CONNECTED : DISCONNECTED,
        Category: kind.category,
      }),
    },
  });
}

/** Writes 2010: the firewall uses another profile on an interface. */
export function firewallProfileChanged(host: Host, time: number, from: NetworkKind, to: NetworkKind): void {
  emitFirewall(host, time, 2010, {
    InterfaceGuid: { type: 'guid', value: randomGuid(host.random) },
    InterfaceName: 'Ethernet',
    OldProfile: from.profile,
    NewProfile: to.profile,
  });
}

/** Writes 2004 for a rule that some program makes for itself. */
export function firewallRuleAdded(host: Host, time: number, name: string, program: string): void {
  emitFirewall(host, time, 2004, {
    RuleId: `{${randomGuid(host.random)}}`,
    RuleName: name,
    Origin: 1,
    ApplicationPath: program,
    ServiceName: '',
    Direction: 1,
    Protocol: 6,
    LocalPorts: '*',
    RemotePorts: '*',
    Action: 3,
    Profiles: 2,
    LocalAddresses: '*',
    RemoteAddresses: '*',
    Active: 1,
    ModifyingUser: { type: 'sid', value: LOCAL_SYSTEM },
    ModifyingApplication: 'C:\\Windows\\System32\\svchost.exe',
  });
}

function emitFirewall(
  host: Host,
  time: number,
  eventId: number,
  fields: Readonly<Record<string, string | number | TypedValue>>,
): void {
  const provider = 'Microsoft-Windows-Windows Firewall With Advanced Security';
  host.emit({
    provider,
    providerGuid: 'D1BC9AFF-2ABF-4D71-9146-ECB2A986EB85',
    channel: `${provider}/Firewall`,
    eventId,
    level: 4,
    keywords: 0x8000_0200_0000_0000n,
    time,
    processId: host.processes.groupPolicy + 160,
    threadId: host.processes.groupPolicy + 220,
    userSid: LOCAL_SERVICE,
    payload: { type: 'event-data', fields: namedFields(fields) },
  });
}
