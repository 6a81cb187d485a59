import { exportName } from '../model/export-command.ts';

const rdp = 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS';
const terminalServices = 'Microsoft-Windows-TerminalServices';

/** The channels that bear on a connection, and where each is found. Names from the providers' manifests. */
export const channels: {
  readonly stack: string;
  readonly stackAdmin: string;
  readonly connections: string;
  readonly connectionsAdmin: string;
  readonly sessions: string;
  readonly client: string;
  readonly virtualDesktopStack: string;
  readonly gateway: string;
  readonly broker: string;
  readonly brokerClient: string;
  readonly firewall: string;
  readonly networkProfile: string;
  readonly ntlm: string;
  readonly kerberos: string;
  readonly capi2: string;
  readonly profileContainers: string;
  readonly setup: string;
  readonly security: string;
  readonly system: string;
  readonly application: string;
} = {
  stack: `${rdp}/Operational`,
  stackAdmin: `${rdp}/Admin`,
  connections: `${terminalServices}-RemoteConnectionManager/Operational`,
  connectionsAdmin: `${terminalServices}-RemoteConnectionManager/Admin`,
  sessions: `${terminalServices}-LocalSessionManager/Operational`,
  client: `${terminalServices}-RDPClient/Operational`,
  virtualDesktopStack: 'Microsoft-Windows-RemoteDesktopServices-RdpCoreCDV/Operational',
  gateway: `${terminalServices}-Gateway/Operational`,
  broker: `${terminalServices}-SessionBroker/Operational`,
  brokerClient: `${terminalServices}-SessionBroker-Client/Operational`,
  firewall: 'Microsoft-Windows-Windows Firewall With Advanced Security/Firewall',
  networkProfile: 'Microsoft-Windows-NetworkProfile/Operational',
  ntlm: 'Microsoft-Windows-NTLM/Operational',
  kerberos: 'Microsoft-Windows-Kerberos/Operational',
  capi2: 'Microsoft-Windows-CAPI2/Operational',
  profileContainers: 'Microsoft-FSLogix-Apps/Operational',
  setup: 'Setup',
  security: 'Security',
  system: 'System',
  application: 'Application',
};

export const knownChannels: ReadonlySet<string> = new Set(Object.values(channels));

/** The channels that together show why a connection to a host failed. */
export const coreChannels: readonly string[] = [
  channels.stack,
  channels.connections,
  channels.sessions,
  channels.security,
  channels.system,
];

/**
 * The channel that a log file of this name holds, by Windows' naming (`%4` stands for the slash; some collectors encode its sign
 * once more) or that of our commands.
 */
export function channelOfFile(fileName: string): string | undefined {
  const base = fileName
    .replace(/^.*[\\/]/, '')
    .replace(/\.(?:evtx|xml|json|jsonl|ndjson|clixml|csv|txt)$/i, '');
  const name = base.replaceAll('%25', '%').replaceAll('%4', '/').toLowerCase();
  // People also name an export after the log's last word: RdpCoreTS.evtx.
  return [...knownChannels].find((one) => {
    const channel = one.toLowerCase();
    return channel === name || exportName(channel) === name || channel.endsWith(`-${name}/operational`);
  });
}

/** The same for whoever asks a reader to take it where the form of a log does not say it. */
export function promisedChannel(fileName: string): { readonly channel?: string } {
  const channel = channelOfFile(fileName);
  return channel === undefined ? {} : { channel };
}
