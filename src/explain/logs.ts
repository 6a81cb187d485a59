import type { DecidingLog, RunOn } from '../model/pattern.ts';
import { exportCommand } from '../model/export-command.ts';
import { costs, type LogName, type LogToCollect, type Machine } from '../model/explanation.ts';
import { channels } from '../normalize/channels.ts';

export interface LogSource extends LogName {
  /** 1 to 5, an index into `costs` plus one. */
  readonly cost: number;
  readonly note?: string;
}

const terminalServices = 'Microsoft-Windows-TerminalServices';
const source = (machine: Machine, channel: string, cost: number, note?: string): LogSource => ({
  machine,
  channel,
  cost,
  ...(note === undefined ? {} : { note }),
});

/** The logs that decide causes, by short names; cheapest first. Whether a log is on by default: from the manifests. */
const logs = {
  system: source('host', channels.system, 1),
  stack: source('host', channels.stack, 1),
  connections: source('host', channels.connections, 1),
  connectionsAdmin: source('host', channels.connectionsAdmin, 1),
  sessions: source('host', channels.sessions, 1),
  stackAdmin: source('host', channels.stackAdmin, 1),
  application: source('host', channels.application, 1),
  firewall: source('host', 'Microsoft-Windows-Windows Firewall With Advanced Security/Firewall', 1),
  network: source('host', 'Microsoft-Windows-NetworkProfile/Operational', 1),
  security: source(
    'host',
    channels.security,
    2,
    'holds only what is audited: 4625 needs Logon, 4740 User Account Management',
  ),
  client: source('client', channels.client, 3),
  clientSystem: source('client', channels.system, 3),
  gateway: source('gateway', channels.gateway, 4),
  gatewaySecurity: source('gateway', channels.security, 4),
  broker: source('broker', `${terminalServices}-SessionBroker/Operational`, 4),
  brokerClient: source('host', `${terminalServices}-SessionBroker-Client/Operational`, 1),
  licensing: source('licence server', channels.system, 4),
  directory: source('domain controller', channels.security, 4),
  ntlm: source(
    'host',
    'Microsoft-Windows-NTLM/Operational',
    5,
    'says something only with an NTLM audit policy',
  ),
  clientCapi: source('client', 'Microsoft-Windows-CAPI2/Operational', 5, 'off by default'),
  profileContainers: source('host', channels.profileContainers, 5, 'there only where FSLogix is installed'),
} as const;

const all: readonly LogSource[] = Object.values(logs);

const machines: Readonly<Record<RunOn, Machine>> = {
  host: 'host',
  client: 'client',
  directory: 'domain controller',
  gateway: 'gateway',
  broker: 'broker',
  'licence-server': 'licence server',
  network: 'host',
};

/** A log that a pattern names, and what it takes to have it. */
export function sourceOf({ channel, on }: DecidingLog): LogSource {
  const machine = machines[on];
  const known = all.find((log) => log.channel === channel && log.machine === machine);
  // What nobody has said of a log is no reason to look at it first.
  return known ?? { machine, channel, cost: costs.length };
}

/** The command that saves each log to a file, machine by machine, each log once. */
export function collectCommands(wanted: readonly LogSource[]): readonly LogToCollect[] {
  const ordered = all.filter((log) => wanted.some((one) => same(one, log)));
  const others = wanted.filter((log, i) => !all.some((one) => same(one, log)) && wanted.indexOf(log) === i);
  return [...ordered, ...others].map(({ machine, channel, note }) => ({
    machine,
    channel,
    command: exportCommand(channel, machine === 'host' ? '' : `${machine.replace(' ', '-')}-`),
    ...(note === undefined ? {} : { note }),
  }));
}

const same = (a: LogName, b: LogName): boolean => a.machine === b.machine && a.channel === b.channel;

/** Where a provider's events are found; what is not listed goes to the System log. */
const logsOfProvider: Readonly<Record<string, readonly LogSource[]>> = {
  'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS': [logs.stack],
  [`${terminalServices}-RemoteConnectionManager`]: [logs.connections, logs.connectionsAdmin, logs.system],
  [`${terminalServices}-LocalSessionManager`]: [logs.sessions],
  [`${terminalServices}-ClientActiveXCore`]: [logs.client],
  [`${terminalServices}-Gateway`]: [logs.gateway],
  [`${terminalServices}-SessionBroker`]: [logs.broker],
  [`${terminalServices}-SessionBroker-Client`]: [logs.brokerClient],
  'Microsoft-Windows-Security-Auditing': [logs.security],
  'Application Error': [logs.application],
  'Desktop Window Manager': [logs.application],
  'Microsoft-Windows-User Profiles Service': [logs.application],
  'Microsoft-Windows-Winlogon': [logs.application],
  'Microsoft-FSLogix-Apps': [logs.profileContainers],
  'WVD-Agent': [logs.application],
  RDAgentBootLoader: [logs.application],
  'WVD-Agent-Updater': [logs.application],
  'Microsoft-Windows-NTLM': [logs.ntlm],
  'Microsoft-Windows-CAPI2': [logs.clientCapi],
  'Microsoft-Windows-NetworkProfile': [logs.network],
  'Microsoft-Windows-Windows Firewall With Advanced Security': [logs.firewall],
};

/**
 * Events of which more is known than of their provider. The lockout and the NTLM check of a domain's account are written
 * where the account is kept, tickets only there.
 */
const logsOfEvent: Readonly<Record<string, readonly LogSource[]>> = {
  [`${terminalServices}-RemoteConnectionManager 261`]: [logs.connections],
  [`${terminalServices}-RemoteConnectionManager 1149`]: [logs.connections],
  'Microsoft-Windows-Security-Auditing 4740': [logs.security, logs.directory],
  'Microsoft-Windows-Security-Auditing 4768': [logs.directory],
  'Microsoft-Windows-Security-Auditing 4769': [logs.directory],
  'Microsoft-Windows-Security-Auditing 4771': [logs.directory],
  'Microsoft-Windows-Security-Auditing 4776': [logs.security, logs.directory],
};

export const logsOf = (provider: string, eventId: number): readonly LogSource[] =>
  logsOfEvent[`${provider} ${eventId}`] ?? logsOfProvider[provider] ?? [logs.system];

/** Where to look when nothing is known but that it failed, and perhaps the number that a client showed. */
export const firstLogs = (code = 0): readonly LogSource[] => [
  logs.system,
  logs.stack,
  // What has the shape of a status was hardly shown by the client alone.
  ...(code < 0x10000000 ? [logs.client] : []),
  // The client's codes about an RD Gateway: 0x3000001 and on.
  ...(code >>> 20 === 0x30 ? [logs.gateway] : []),
];
