/** Events of a provider that we know and leave out, and why nothing about a connection is lost with them. */
export interface KnownNoise {
  readonly provider: string;
  readonly eventIds: readonly number[];
  readonly reason: string;
}

const because =
  (provider: string) =>
  (reason: string, ...eventIds: readonly number[]): KnownNoise => ({ provider, eventIds, reason });

const stack = because('Microsoft-Windows-RemoteDesktopServices-RdpCoreTS');
const sessions = because('Microsoft-Windows-TerminalServices-LocalSessionManager');
const connections = because('Microsoft-Windows-TerminalServices-RemoteConnectionManager');
const client = because('Microsoft-Windows-TerminalServices-ClientActiveXCore');
const gateway = because('Microsoft-Windows-TerminalServices-Gateway');
const tls = because('Schannel');
const lsa = because('LsaSrv');
const security = because('Microsoft-Windows-Security-Auditing');
const profiles = because('Microsoft-Windows-User Profiles Service');
const winlogon = because('Microsoft-Windows-Winlogon');
const capi2 = because('Microsoft-Windows-CAPI2');
const policy = because('Microsoft-Windows-GroupPolicy');
const power = because('Microsoft-Windows-Kernel-Power');
const kernel = because('Microsoft-Windows-Kernel-General');
const services = because('Service Control Manager');
const time = because('Microsoft-Windows-Time-Service');
const ntlm = because('Microsoft-Windows-NTLM');
const disk = because('disk');
const dcom = because('Microsoft-Windows-DistributedCOM');

const remoteDesktop: readonly KnownNoise[] = [
  stack('a step that every good connection takes', 33, 34, 132, 165, 166, 167, 168, 170, 257, 258),
  stack('a fallback or adjustment after which the connection goes on', 2, 5, 6, 37, 73, 101),
  stack('measured again and again while a session lives', 133, 134, 150, 151, 152),
  stack('a virtual channel closes, many at each end of a connection', 148),
  stack('a module is loaded when the listener starts', 69),
  stack('says nothing beyond its number: no text of it is published', 106, 144, 155),
  stack('about sound and video', 193, 194, 195),
  stack('a step of the state machine that went well', 225),
  stack('traces of the source code, errors in good connections too', 227, 229),
  stack('a step of opening a side channel from the host; its failure is 291', 289, 290, 292, 293, 294),
  sessions('a plug-in was started at boot', 32),
  sessions('a trace for developers', 38, 59),
  sessions('the process numbers of a new session', 57, 58),
  sessions('says nothing beyond its number: no text of it is published', 61),
  connections('the start of the service; the listener’s own word is 258', 256, 257),
  connections(
    'how long steps took, in a channel that is off by default',
    272,
    273,
    274,
    1150,
    2304,
    2305,
    2306,
    2307,
  ),
  connections('in the manifest of no Windows', 1026, 1044),
  connections('how the profile cache does, without a fault', 1142, 1143, 1145),
  connections('a text that Hyper-V shows of the session', 1152, 1153),
  connections(
    'a setting of the host that no connection fails for',
    263,
    1155,
    1156,
    20480,
    20520,
    20521,
    20523,
  ),
  connections('something was copied while a session was shadowed', 20522),
  connections(
    'says nothing beyond its number: no text of it is published',
    20524,
    20527,
    20528,
    20529,
    20530,
  ),
  connections('a licence was found to be good', 50214),
  client('a trace for developers', 225, 227, 1019, 1030, 1032, 1034),
  client('measured again and again while a session lives', 1100, 1101),
  gateway('the UDP proxy or its registration; users are not refused for it', 104, 106, 402),
  because('Microsoft-Windows-TerminalServices-SessionBroker-Client')('went well', 1304),
  because('Microsoft-Windows-TerminalServices-SessionBroker')('went well', 832),
  because('Microsoft-Windows-TerminalServices-Licensing')('went well', 4),
  because('Microsoft-Windows-TerminalServices-Licensing')(
    'an error of the licence database; of ESE error -1316 Microsoft says that it can be ignored',
    44,
  ),
];

const logons: readonly KnownNoise[] = [
  tls('the start of TLS in a process, and what makes later connections faster', 36864, 36912),
  lsa('how this machine is set up, told at each boot', 6147, 6156, 45056),
  lsa('the machine became a domain controller', 29223),
  ntlm('audit of every use of NTLM, where somebody turned it on', 8002, 8003),
  security(
    'the audit or Windows starts and stops',
    4608,
    4611,
    4826,
    4902,
    4904,
    4905,
    5024,
    5032,
    5033,
    5038,
    5056,
  ),
  security('comes with every logon and says nothing beyond 4624', 4627, 4672, 4696),
  security('programs and objects, in masses where it is audited', 4661, 4662, 4673, 4688, 4907, 6417),
  security(
    'accounts and groups that open no way to Remote Desktop by themselves',
    4720,
    4726,
    4727,
    4728,
    4729,
  ),
  security(
    'accounts and groups that open no way to Remote Desktop by themselves',
    4731,
    4735,
    4737,
    4738,
    4741,
  ),
  security(
    'accounts and groups that open no way to Remote Desktop by themselves',
    4742,
    4754,
    4755,
    4756,
    4781,
  ),
  security('somebody looked at accounts or groups', 4797, 4798, 4799),
  security('the domain’s policy for passwords and tickets', 4713, 4739),
  security('a session was locked or unlocked at its screen', 4800, 4801),
  security('keys moved between stores without a result code that matters', 5059),
  security(
    'every connection that the firewall let through: a mass, and 131 says it for Remote Desktop',
    5156,
  ),
  security('stored passwords were looked at, by any program', 5379, 5381, 5382),
  security('a component of COM+ was changed', 5890),
  because('Microsoft-Windows-Kerberos-Key-Distribution-Center')(
    'no certificate for smart cards, at each boot',
    29,
  ),
  because('NETLOGON')('names in DNS and the computer’s own password, renewed', 5782, 5823),
  profiles('a step of loading or unloading a profile', 1, 2, 3, 4, 5, 59, 67),
  profiles('left open by programs at logoff, in good sessions too', 1530),
  profiles('the profile service starts and stops', 1531, 1532),
  because('Microsoft-FSLogix-Apps')(
    'an error of any sort that only its text tells; on machines of Entra alone at each boot',
    26,
  ),
  winlogon('a step of every logon', 1, 2, 811, 812, 7001, 7002),
  winlogon('a service is not up yet at boot', 6000, 6003),
  capi2(
    'begins, retrievals and copies of what 11, 30 and 41 sum up',
    10,
    40,
    42,
    50,
    51,
    52,
    53,
    70,
    80,
    81,
    82,
    90,
  ),
  capi2('roots are updated by themselves', 4097, 4108, 4109, 4111, 4112, 4113),
];

const machine: readonly KnownNoise[] = [
  policy('policies were processed and nothing was new', 1500, 1501),
  policy('a step of processing policies', 4000, 4001, 4115, 4116, 4117, 4126, 5115, 5116, 5117, 5126, 5257),
  policy('a step of processing policies', 5311, 5312, 5313, 5320, 5321, 5324, 5325, 5340, 5351, 6338, 6339),
  policy('a step of processing policies', 8000, 8001),
  because('Microsoft-Windows-Eventlog')(
    'the log service stops, or met a record it could not write',
    1100,
    1108,
  ),
  because('EventLog')('how long the system has been up', 6013),
  power('the power supply; going down is told by Kernel-General 13', 109, 172, 508, 521, 566, 577),
  kernel('the registry and the time zone', 11, 15, 16, 20, 22, 24, 25),
  disk('that a disk failed or was taken away does not say that anything waited for it', 34, 51, 157),
  dcom('rights and time limits of components, on healthy machines too', 10010, 10016),
  services('drivers, pre-shutdown and new services', 7026, 7030, 7042, 7043, 7045),
  time('the time service found its source, or will ask again', 12, 34, 35, 37, 134, 137, 139, 143),
  because('USER32')('somebody told why the system had stopped', 1076),
  because('Microsoft-Windows-WindowsUpdateClient')(
    'an update begins, or the client updates itself',
    27,
    28,
    43,
    44,
  ),
];

/**
 * Events of the providers we read that we leave out on purpose: what is neither here nor in the catalog is an event
 * we have not thought about.
 */
export const knownNoise: readonly KnownNoise[] = [...remoteDesktop, ...logons, ...machine];
