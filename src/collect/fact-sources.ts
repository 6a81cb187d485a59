import type { CollectSide } from '../normalize/logs-to-ask-for.ts';

/** Values of one registry key that are numbers. */
export interface RegistrySource {
  /** Begins the names of its facts. */
  readonly group: string;
  readonly key: string;
  readonly values: readonly string[];
  readonly on: readonly CollectSide[];
}

const all: readonly CollectSide[] = ['server', 'client', 'gateway', 'broker', 'licence-server', 'dc'];
const servers: readonly CollectSide[] = ['server', 'gateway', 'broker', 'licence-server', 'dc'];
const terminalServer = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server';
const lsa = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa';
const tls = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols';

/** Settings that decide whether and how connections are taken; absent values are Windows' own choice. */
export const registrySources: readonly RegistrySource[] = [
  {
    group: 'terminal-server',
    key: terminalServer,
    values: ['fDenyTSConnections', 'fSingleSessionPerUser', 'TSServerDrainMode', 'DeleteTempDirsOnExit'],
    on: ['server'],
  },
  {
    group: 'rdp-tcp',
    key: `${terminalServer}\\WinStations\\RDP-Tcp`,
    values: [
      'PortNumber',
      'fEnableWinStation',
      'UserAuthentication',
      'SecurityLayer',
      'MinEncryptionLevel',
      'MaxInstanceCount',
      'MaxIdleTime',
      'MaxDisconnectionTime',
      'MaxConnectionTime',
      'LanAdapter',
    ],
    on: ['server'],
  },
  {
    group: 'policy',
    key: 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services',
    values: [
      'fDenyTSConnections',
      'UserAuthentication',
      'SecurityLayer',
      'MinEncryptionLevel',
      'MaxInstanceCount',
      'MaxIdleTime',
      'MaxDisconnectionTime',
      'MaxConnectionTime',
      'fSingleSessionPerUser',
      'LicensingMode',
      'SelectTransport',
      'fPromptForPassword',
    ],
    on: ['server'],
  },
  {
    group: 'client-policy',
    key: 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services\\Client',
    values: ['fClientDisableUDP', 'DisablePasswordSaving'],
    on: ['client'],
  },
  {
    group: 'credssp',
    key: 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\CredSSP\\Parameters',
    values: ['AllowEncryptionOracle'],
    on: ['server', 'client'],
  },
  {
    group: 'lsa',
    key: lsa,
    values: ['LimitBlankPasswordUse', 'DisableRestrictedAdmin', 'LmCompatibilityLevel', 'RunAsPPL'],
    on: all,
  },
  {
    group: 'ntlm',
    key: `${lsa}\\MSV1_0`,
    values: ['RestrictReceivingNTLMTraffic', 'RestrictSendingNTLMTraffic'],
    on: all,
  },
  { group: 'fips', key: `${lsa}\\FipsAlgorithmPolicy`, values: ['Enabled'], on: ['server', 'client'] },
  {
    group: 'tls-1.2-server',
    key: `${tls}\\TLS 1.2\\Server`,
    values: ['Enabled', 'DisabledByDefault'],
    on: servers,
  },
  {
    group: 'tls-1.2-client',
    key: `${tls}\\TLS 1.2\\Client`,
    values: ['Enabled', 'DisabledByDefault'],
    on: ['client'],
  },
];

/** Services on which connections depend, by their short names, which no language changes. */
export const serviceSources: readonly { readonly name: string; readonly on: readonly CollectSide[] }[] = [
  { name: 'TermService', on: ['server', 'client'] },
  { name: 'UmRdpService', on: ['server'] },
  { name: 'SessionEnv', on: ['server'] },
  { name: 'Netlogon', on: all },
  { name: 'W32Time', on: all },
  { name: 'MpsSvc', on: all },
  { name: 'TSGateway', on: ['gateway'] },
  { name: 'IAS', on: ['gateway'] },
  { name: 'Tssdis', on: ['broker'] },
  { name: 'TermServLicensing', on: ['licence-server'] },
  { name: 'NTDS', on: ['dc'] },
  { name: 'Kdc', on: ['dc'] },
];

/** What a fact's value can be. */
export type FactForm = 'number' | 'flag' | 'word' | 'time';

/** Facts that more than a registry value or a service tells, by what the script asks for them. */
const asked: Readonly<Record<string, FactForm>> = {
  'listener.listening': 'flag',
  'listener.byService': 'flag',
  'certificate.found': 'flag',
  'certificate.hashType': 'number',
  'certificate.hasPrivateKey': 'flag',
  'certificate.notBefore': 'time',
  'certificate.notAfter': 'time',
  'licensing.type': 'number',
  'licensing.serverMode': 'number',
  'licensing.drainMode': 'number',
  'licensing.graceDaysLeft': 'number',
  'firewall.rules': 'number',
  'firewall.allowing': 'number',
  'firewall.blocking': 'number',
  'sessions.count': 'number',
};

/** Every fact that a manifest can state, and what its value is; a manifest's others are not taken. */
export const factForms: ReadonlyMap<string, FactForm> = new Map<string, FactForm>([
  ...registrySources.flatMap(({ group, values }) =>
    values.map((value): [string, FactForm] => [`${group}.${value}`, 'number']),
  ),
  ...serviceSources.flatMap(({ name }): [string, FactForm][] => [
    [`service.${name}.status`, 'word'],
    [`service.${name}.start`, 'word'],
  ]),
  ...Object.entries(asked),
]);
