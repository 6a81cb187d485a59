/**
 * Hayabusa's short names of channels as far as they are of the channels that Windows has by default; anything else it writes
 * in full. Read in source: Yamato-Security/hayabusa-rules, config/channel_abbreviations.txt.
 */
const channels: ReadonlyMap<string, string> = new Map([
  ['App', 'Application'],
  ['Sec', 'Security'],
  ['Sys', 'System'],
  ['Firewall', 'Microsoft-Windows-Windows Firewall With Advanced Security/Firewall'],
  ['NTLM', 'Microsoft-Windows-NTLM/Operational'],
  ['RDP-Cli', 'Microsoft-Windows-TerminalServices-RDPClient/Operational'],
  ['RDP-CoreTS', 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational'],
  ['RDS-GTW', 'Microsoft-Windows-TerminalServices-Gateway/Operational'],
  ['RDS-LSM', 'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational'],
  ['RDS-RCM', 'Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational'],
  ['UserProfileSvc', 'Microsoft-Windows-User Profile Service/Operational'],
]);

/** Likewise, config/provider_abbreviations.txt. */
const providers: ReadonlyMap<string, string> = new Map([
  ['SCM', 'Service Control Manager'],
  ['Sec', 'Microsoft-Windows-Security-Auditing'],
  ['Security', 'Microsoft-Windows-Security-Auditing'],
]);

export const longChannel = (short: string): string => channels.get(short) ?? short;

/** A provider's name, or that of the only provider that a channel has. */
export function longProvider(short: string): string {
  const known = providers.get(short);
  if (known !== undefined) return known;
  const channel = longChannel(short);
  return channel.includes('/') ? channel.slice(0, channel.indexOf('/')) : channel;
}
