import type { ExplainedAdvice } from '../model/explanation.ts';

/** Advice that people find for Remote Desktop, and what there is to say about it. */
export interface FolkAdvice extends ExplainedAdvice {
  /** Words that name it; any of these lists is enough when all its words are there. */
  readonly keys: readonly string[];
}

const article = (path: string): string => `https://learn.microsoft.com/troubleshoot/${path}`;
const internalError = article('windows-server/remote/internal-error-has-occurred-connecting-remote-machine');
const general = article('windows-server/remote/rdp-error-general-troubleshooting');
const byEventId = article('azure/virtual-machines/windows/event-id-troubleshoot-vm-rdp-connecton');
const twice = article('windows-server/remote/cannot-authenticate-must-authenticate-twice');
const firewallRule = article('azure/virtual-machines/windows/enable-disable-firewall-rule-guest-os');

export const folkAdvice: readonly FolkAdvice[] = [
  {
    id: 'delete-mslicensing',
    title: 'Delete the MSLicensing key on the client',
    keys: ['mslicensing'],
    whatItDoes:
      'Throws away the licence the client has stored; it asks for a new one at the next connection.',
    whenRight:
      "Only when the client's stored licence is the trouble: extended code 0x103 to 0x109 or 0x10B, or TermService 1003, 1011, 1028 or 50180 on the host. It is never right for extended code 0x7, which is no licensing code.",
    risk: 'data-loss',
    riskText:
      'The stored licence is gone. Until the Remote Desktop client was started once as administrator, it may not write the key again and cannot connect. A per-device CAL may be counted twice for a while.',
    instead: 'Export the key first, delete it, then start mstsc once with "Run as administrator".',
    commands: ['reg export HKLM\\SOFTWARE\\Microsoft\\MSLicensing mslicensing.reg'],
    basis: 'community',
    source: 'public cases; ExtendedDisconnectReasonCode for the codes',
  },
  {
    id: 'reset-grace-period',
    title: 'Reset the licensing grace period (GracePeriod, TimeBomb)',
    keys: [
      'graceperiod',
      'reset grace period',
      'extend grace period',
      'delete grace period',
      'timebomb',
      'rearm licensing',
      '120 days reset',
    ],
    whatItDoes: 'Deletes what the host remembers of its 120 days, so that they start again.',
    whenRight: 'Never on a host that people work on: it breaks the licence terms and the trouble comes back.',
    risk: 'unsupported',
    riskText: 'Microsoft does not support it; taking ownership of the key can leave licensing broken.',
    instead:
      'Set up a licence server with CALs and tell the host its mode and server. For administration alone, remove the Session Host role: two administrators need no CAL. To get in now: mstsc /admin.',
    commands: [
      'Invoke-CimMethod -InputObject (Get-CimInstance -Namespace root/cimv2/TerminalServices -ClassName Win32_TerminalServiceSetting) -MethodName GetGracePeriodDays',
    ],
    basis: 'community',
    source: 'public forum advice; the key is in no Microsoft instruction we found',
  },
  {
    id: 'rename-machinekeys',
    title: 'Rename the MachineKeys folder',
    keys: ['machinekeys', 'rename machine keys', 'delete machine keys', 'machine keys folder'],
    whatItDoes:
      'Takes the private keys of every certificate of the machine away, not only of Remote Desktop, which then makes a new one.',
    whenRight:
      'Hardly ever. The fault behind it is real: the service cannot read its one key (System: Schannel 36870 with 10001, TermService 1057 or 1058).',
    risk: 'data-loss',
    riskText:
      'Web sites, mail, VPN, EFS recovery and domain certificates of that machine lose their keys; without a copy for good.',
    instead:
      "Look at the permissions of that one key file (its name starts with f686aace), write them down, and give NETWORK SERVICE read access. Where the key is missing and the service can write keys (no TermService 1057 or 1058), delete only the certificate in the store 'Remote Desktop' and restart the service; where it cannot, the host would be left with none.",
    commands: ['icacls C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys\\f686aace*'],
    basis: 'documented',
    source: `${byEventId}, ${internalError}`,
  },
  {
    id: 'delete-rdp-certificate',
    title: 'Delete the Remote Desktop certificate and restart the service',
    keys: [
      'delete certificate',
      'remove certificate',
      'delete rdp certificate',
      'expired certificate delete',
    ],
    whatItDoes: 'Removes the self-signed certificate; Remote Desktop makes a new one when it starts.',
    whenRight:
      'When it is the self-signed one and expired or without its key, and the service can write keys (no TermService 1057 or 1058 afterwards).',
    risk: 'service-interruption',
    riskText:
      'Sessions end with the restart, and clients warn about the new certificate. With broken key permissions no new one is made and nobody gets in.',
    instead: 'Keep a console open, check the permissions of the keys first, then delete and restart.',
    commands: [
      "Get-ChildItem 'Cert:\\LocalMachine\\Remote Desktop' | Format-List Subject, Thumbprint, NotAfter, HasPrivateKey",
    ],
    basis: 'documented',
    source: `${general}, ${byEventId}`,
  },
  {
    id: 'delete-rdp-tcp',
    title: 'Delete the RDP-Tcp key',
    keys: ['rdp tcp', 'rdptcp', 'winstations delete'],
    whatItDoes: 'Removes the listener with all its settings: port, certificate, security, permissions.',
    whenRight:
      'When the listener is proved missing or damaged (qwinsta shows no rdp-tcp, RemoteConnectionManager has no 258) and a key from a machine of the same build is at hand.',
    risk: 'lockout',
    riskText: 'Without a good key to import nobody can connect any more, except at the console.',
    instead: 'Ask for the listener first. Export the key before touching it, and work at the console.',
    commands: [
      'qwinsta',
      'reg export "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp" rdp-tcp.reg',
    ],
    basis: 'documented',
    source: general,
  },
  {
    id: 'nla-off',
    title: 'Turn Network Level Authentication off',
    keys: [
      'nla off',
      'nla disable',
      'nla turn',
      'nla uncheck',
      'nla without',
      'userauthentication 0',
      'enablecredsspsupport',
      'network level authentication off',
      'network level authentication disable',
      'network level authentication turn',
      'network level authentication uncheck',
    ],
    whatItDoes: 'The host shows its logon screen to everybody before anybody has proved who they are.',
    whenRight:
      'As a test of minutes: if the logon screen then comes, certificate and network are well and the trouble is in CredSSP, Kerberos or an expired password.',
    risk: 'security-lowering',
    riskText:
      'Everybody who reaches the port can load the host and try passwords at it; old RDP holes are open before logon.',
    instead:
      "Read the Security log (4625 names the reason) and the client's System log (LsaSrv 6041: CredSSP). Let an expired password be changed elsewhere. If you test, put it back at once.",
    commands: [],
    basis: 'documented',
    source: twice,
  },
  {
    id: 'rdp-security-layer',
    title: 'Set the security layer to RDP',
    keys: ['security layer', 'securitylayer', 'rdp security layer', 'use specific security layer'],
    whatItDoes: 'Goes without TLS: the old RDP encryption, no certificate, and NLA is impossible.',
    whenRight:
      'As a test of minutes: if it connects then, the fault is in TLS or the certificate, and System says which.',
    risk: 'security-lowering',
    riskText:
      'The host no longer proves who it is, and the old encryption can be broken into by somebody between.',
    instead:
      'Read Schannel 36870, 36871, 36874, 36888 in the System log of the host; they name key, TLS version or cipher.',
    commands: [],
    basis: 'documented',
    source: `${internalError}; Win32_TSGeneralSetting, SecurityLayer; [MS-RDPBCGR] 5.3, 5.4`,
  },
  {
    id: 'firewall-off',
    title: 'Turn the firewall off',
    keys: ['firewall off', 'firewall disable', 'firewall turn', 'advfirewall', 'without firewall'],
    whatItDoes: 'Opens every port of the host, not only that of Remote Desktop.',
    whenRight:
      "Hardly ever: the rule alone can be switched on, and the port asked, without opening the rest. Microsoft's page for Azure machines has it as a test; then let another firewall stand before the host, and put it back at once.",
    risk: 'security-lowering',
    riskText: 'Everything on the host can be reached; it is easily forgotten.',
    instead:
      'If RdpCoreTS has a 131 for the attempt, no firewall is in the way at all. Else see whether the network became public, and enable the two Remote Desktop rules for domain and private networks.',
    commands: [
      'Get-NetConnectionProfile',
      'Set-NetFirewallRule -Name RemoteDesktop-UserMode-In-TCP, RemoteDesktop-UserMode-In-UDP -Enabled True -Profile Domain, Private',
    ],
    basis: 'inferred',
    source: `${firewallRule} for the rules and the test; the judgement is ours`,
  },
  {
    id: 'uninstall-protection',
    title: 'Uninstall the virus protection',
    keys: [
      'uninstall protection',
      'uninstall antivirus',
      'remove antivirus',
      'disable antivirus',
      'disable defender',
      'antivirus off',
      'uninstall bitdefender',
      'virus protection',
      'protection off',
    ],
    whatItDoes: 'Takes away what may filter the connection, and with it the protection.',
    whenRight:
      'When the log shows it: a crash of TermService in a module of that product, a broken TLS stream (alert 20, state 960), or the trouble began with its update.',
    risk: 'security-lowering',
    riskText: 'The machine stands unprotected while it is open to the network.',
    instead:
      "Look for Application 1000 with svchost.exe_TermService and the module's name. Try an exception for Remote Desktop, or the product's own pause, for minutes.",
    commands: [],
    basis: 'community',
    source: 'public cases with TLS inspection and wrapper crashes',
  },
  {
    id: 'telnet',
    title: 'Test the port with telnet',
    keys: ['telnet'],
    whatItDoes:
      'Opens the port and says whether something answers. On current Windows telnet is not installed.',
    whenRight:
      'To tell "not reached" from "reached and refused". An open port does not prove that Remote Desktop works.',
    risk: 'safe',
    riskText:
      'None; it leaves a bare connection in the log of the host (131, then 102 and 103 with reason 0).',
    instead: 'Test-NetConnection is there already, and says which address the name led to.',
    commands: ['Test-NetConnection HOST -Port 3389'],
    basis: 'community',
    source: `${general} tests the port with psping; what the host logs of it: public cases`,
  },
  {
    id: 'wmic',
    title: 'Commands with wmic',
    keys: ['wmic'],
    whatItDoes:
      "Reads and sets Remote Desktop's settings, such as the certificate. Windows 11 24H2 and Server 2025 no longer install it.",
    whenRight: 'Only on old systems; the same settings are reached with CIM in PowerShell everywhere.',
    risk: 'safe',
    riskText:
      'Reading is safe. A thumbprint that is not in the machine store is refused as an invalid parameter.',
    instead: 'Read, and set with Set-CimInstance, the class Win32_TSGeneralSetting.',
    commands: [
      'Get-CimInstance -Namespace root/cimv2/TerminalServices -ClassName Win32_TSGeneralSetting -Filter "TerminalName=\'RDP-Tcp\'" | Format-List TerminalName, SSLCertificateSHA1Hash, SecurityLayer, UserAuthenticationRequired',
      "Get-CimInstance -Namespace root/cimv2/TerminalServices -ClassName Win32_TSGeneralSetting -Filter \"TerminalName='RDP-Tcp'\" | Set-CimInstance -Property @{SSLCertificateSHA1Hash='THUMBPRINT'}",
    ],
    basis: 'documented',
    source: `https://techcommunity.microsoft.com/blog/windows-itpro-blog/wmi-command-line-wmic-utility-deprecation-next-steps/4039242; ${article('windows-server/remote/remote-desktop-listener-certificate-configurations')}`,
  },
  {
    id: 'disable-udp',
    title: 'Turn UDP off at the client',
    keys: ['disable udp', 'udp off', 'turn udp', 'fclientdisableudp', 'without udp', 'udp disable'],
    whatItDoes: 'The client uses TCP only.',
    whenRight:
      'When sessions connect and then freeze or drop. It does nothing for a connection that never comes about.',
    risk: 'safe',
    riskText: 'Pictures may be slower on bad lines; nothing else.',
    instead: 'See RdpCoreTS 135 on the host: it says whether UDP was used at all.',
    commands: [],
    basis: 'community',
    source: 'public cases; real logs of RdpCoreTS 135',
  },
  {
    id: 'allow-encryption-oracle',
    title: 'Set AllowEncryptionOracle to Vulnerable',
    keys: ['allowencryptionoracle', 'encryption oracle vulnerable', 'oracle remediation vulnerable'],
    whatItDoes: 'Lets the client talk to hosts without the CredSSP update of 2018.',
    whenRight: 'Only to get onto such a host once, in order to update it.',
    risk: 'security-lowering',
    riskText: 'Somebody between can run commands on the host with the credentials sent (CVE-2018-0886).',
    instead: "Update the host; LsaSrv 6041 in the client's System log names it. Then put the setting back.",
    commands: [],
    basis: 'documented',
    source: `${twice}; https://support.microsoft.com/topic/5cbf9e5f-dc6d-744f-9e97-7ba400d6d3ea`,
  },
];
