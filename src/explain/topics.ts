import type { Basis, CauseClass } from '../model/vocabulary.ts';
import type { DialogPhrase } from './phrases.ts';

type Causes = Pick<DialogPhrase, 'classes' | 'members'>;
const ofClasses = (...classes: readonly CauseClass[]): Causes => ({ classes });
const these = (...members: readonly string[]): Causes => ({ members });

/** Microsoft's page of that name. */
const page = (title: string, path: string): string => `${title}: https://learn.microsoft.com/${path}`;
/** A section of Microsoft's open specifications. */
const spec = (section: string, path: string): string => page(section, `openspecs/windows_protocols/${path}`);
/** Microsoft's page on an event of the audit. */
const audit = (eventId: number): string =>
  page(
    `event ${eventId}`,
    `previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/event-${eventId}`,
  );
/** Several documents for one topic. */
const sources = (...all: readonly string[]): string => all.join('; ');

const whyNla = page(
  'TechNet Magazine, Why Use Network Level Authentication?',
  'previous-versions/technet-magazine/hh750380(v=msdn.10)',
);
const azureNla = page(
  'Troubleshoot authentication errors when you use RDP to connect to Azure VM',
  'troubleshoot/azure/virtual-machines/windows/cannot-connect-rdp-azure-vm',
);
const kerberosOverview = page(
  'Kerberos Authentication Overview',
  'windows-server/security/kerberos/kerberos-authentication-overview',
);
const kerberosByAddress = page(
  'Configuring Kerberos for IP Address',
  'windows-server/security/kerberos/configuring-kerberos-over-ip',
);
const ntlmOverview = page('NTLM Overview', 'windows-server/security/kerberos/ntlm-overview');
const gatewayConnections = page(
  'RD Gateway Server Connections',
  'previous-versions/windows/it-pro/windows-server-2008-R2-and-2008/ee891388(v=ws.10)',
);
const gatewayTimeout = spec('[MS-TSGU] 3.1.2.1', 'ms-tsgu/6f59191d-6e44-491e-9b9f-ee366010c304');
const gatewayRole = page(
  'Deploy the RD Gateway role',
  'windows-server/remote/remote-desktop-services/rd-gateway-role',
);
const generalSteps = page(
  'General Remote Desktop connection troubleshooting',
  'troubleshoot/windows-server/remote/rdp-error-general-troubleshooting',
);
const onDisconnected = page(
  'IMsTscAxEvents::OnDisconnected',
  'windows/win32/termserv/imstscaxevents-ondisconnected',
);
const extendedReasons = page(
  'ExtendedDisconnectReasonCode',
  'windows/win32/termserv/extendeddisconnectreasoncode',
);

const topic = (
  id: string,
  title: string,
  topics: readonly string[],
  meaning: string,
  causes: Causes,
  source: string,
  basis: Basis = 'documented',
): DialogPhrase => ({
  // No word that a sentence may have.
  id: `about-${id}`,
  phrase: title,
  keys: [],
  topics,
  meaning,
  ask: 'Give the code, or the words of the dialog, for fewer causes.',
  causes: [],
  ...causes,
  basis,
  source,
});

/**
 * What people ask about in a word or two, and the kind of causes they mean; a sentence is never told by these. The basis
 * is that of the weakest word in the meaning.
 */
// prettier-ignore
export const topics: readonly DialogPhrase[] = [
  topic('credssp', 'CredSSP', ['credssp'],
    'CredSSP checks who you are inside a TLS channel, with Kerberos or NTLM, and then hands your credentials to the host, so that it can sign you in. Network Level Authentication (NLA) is built on it.',
    ofClasses('credssp'),
    sources(spec('[MS-CSSP] 1.3', 'ms-cssp/e36b36f6-edf4-4df1-9905-9e53b7d7c7b7'), spec('[MS-RDPBCGR] 5.4.5.2', 'ms-rdpbcgr/8e11581d-094f-461a-9fde-ba51af90cf8b'), whyNla)),
  topic('nla', 'Network Level Authentication (NLA)', ['nla', 'network level authentication'],
    'With NLA you prove who you are before the host makes a session. The client must know CredSSP, and for a domain account the host must reach a domain controller.',
    ofClasses('credssp', 'nla-kerberos'),
    sources(whyNla, azureNla)),
  topic('kerberos', 'Kerberos', ['kerberos', 'kerberos authentication'],
    "Kerberos proves a domain account with a ticket for the host, which a domain controller gives. The client asks for it by the host's name, which the domain must know; by default an address will not do. Clocks have to agree.",
    ofClasses('nla-kerberos'),
    sources(kerberosOverview, spec('[MS-KILE] service principal names', 'ms-kile/04033bd5-913c-4c78-a398-b549b09e65d9'), kerberosByAddress, page('Maximum tolerance for computer clock synchronization', 'previous-versions/windows/it-pro/windows-server-2012-r2-and-2012/jj852172(v=ws.11)'))),
  topic('gateway', 'the RD Gateway', ['gateway', 'rd gateway', 'rdg', 'tsgateway', 'remote desktop gateway'],
    'An RD Gateway takes the connection over HTTPS and passes it on to the host. It has policies of its own for who may come in (CAP) and where to (RAP), a certificate of its own, and limits of time and number.',
    ofClasses('gateway'),
    sources(spec('[MS-TSGU] 1', 'ms-tsgu/b68cd6a0-999f-46cf-9038-4d4b3afbc7c3'), spec('[MS-TSGU] 2.1.2', 'ms-tsgu/9532a7c5-299d-4503-8fa1-15c2335a2fde'), gatewayConnections, gatewayTimeout, gatewayRole)),
  topic('domain-controller', 'the domain controller', ['domain controller', 'dc', 'active directory', 'domanencontroller', 'controleur domaine', 'controlador dominio'],
    'It checks domain accounts: passwords (NTLM) and tickets (Kerberos). Where the host reaches none, or its trust with the domain is broken, NLA may refuse domain accounts; a local account still gets in.',
    these('nla-domain-controller-unreachable', 'broken-secure-channel', 'netlogon-service-not-running', 'clock-skew'),
    sources(azureNla, ntlmOverview, kerberosOverview, page('Troubleshoot Netlogon service startup failures', 'troubleshoot/windows-server/windows-security/troubleshoot-netlogon-service-startup-failures'))),
  topic('entra', 'an account of Microsoft Entra ID', ['entra', 'entra id', 'azuread', 'azure ad', 'pku2u'],
    'A host joined to Entra ID takes such an account as AzureAD\\user@example.com: with NLA over PKU2U, which client and host must both allow, from a client that is joined or registered there; or by a web account, which asks in a browser window and wants the name of the host, not its address. Where it is refused, the audit may call it an unknown name or a wrong password.',
    these('unknown-user', 'wrong-password'),
    sources('Devolutions, RDP NLA with Azure AD: https://docs.devolutions.net/rdm/kb/rdm-windows/troubleshooting-articles/rdp-nla-azure-ad-pku2u-issue/', page('answer on signing in to a host of Entra ID', 'answers/questions/5911211/how-to-rdp-from-a-local-user-computer-to-a-azuread')),
    'community'),
  topic('credentials', 'the credentials', ['credentials', 'password', 'user name', 'username', 'anmeldeinformationen', 'kennwort', 'informations identification', 'credenciales'],
    'Who you are, and the password or card that proves it. What was wrong with them is in the Security log: 4625 on the host, and for a domain account also 4771 (Kerberos) or 4776 (NTLM) on the domain controller.',
    { ...ofClasses('credentials', 'account'), ...these('too-many-failed-logons-in-session') },
    sources(audit(4625), audit(4771), audit(4776))),
  topic('limits', 'a limit of time or number', ['time limit', 'idle', 'idle timeout', 'zeitlimit', 'leerlauf', 'session limit', 'only 1 user can connect', 'only one user can connect', 'only 2 users can connect', 'only two users can connect', '2 users at the same time', 'two users at the same time', 'multiple users', 'concurrent sessions'],
    'Policies of the host disconnect or end sessions that are idle or last too long, and can limit how many there are at once; a server without the Session Host role has two. A gateway has limits of its own.',
    these('idle-limit', 'active-or-disconnected-limit', 'max-connections-reached', 'session-limit-two-admin', 'console-user-holds-seat', 'rdg-limit-or-timeout'),
    sources(page('ADMX_TerminalServer, TS_SESSIONS_Idle_Limit, TS_SESSIONS_Limits, TS_MAX_CON_POLICY', 'windows/client-management/mdm/policy-csp-admx-terminalserver'), gatewayConnections, gatewayTimeout)),
  topic('timeout', 'a time-out', ['timeout', 'time out', 'timed out', 'connection timeout', 'connection timed out'],
    'Before there is a session, nobody answered: look at the way to the host, its firewall, and whether it is on (0x108 or 0x204 at the client). A session that ends after a time met a limit, or its network broke off.',
    these('no-connection-reached-server', 'local-firewall-block', 'network-profile-public', 'network-drop-during-session', 'idle-limit', 'active-or-disconnected-limit', 'rdg-limit-or-timeout'),
    sources(onDisconnected, extendedReasons, generalSteps), 'inferred'),
  topic('broker', 'the Connection Broker', ['broker', 'connection broker', 'rd connection broker'],
    'The broker sends people to a host of the collection, spreads them over its hosts, and brings them back to a session that they have there.',
    ofClasses('broker'), page('Remote Desktop Services overview, roles', 'windows-server/remote/remote-desktop-services/overview')),
  topic('certificate', 'the certificate of the host', ['certificate', 'certificates', 'rdp certificate', 'certificate expired', 'expired certificate', 'zertifikat', 'certificat', 'certificado'],
    'The host proves who it is with a certificate and its private key: one that Windows makes itself, or one of your own, whose key Remote Desktop (NETWORK SERVICE) must be allowed to read. A gateway has another.',
    { ...ofClasses('tls-certificate'), ...these('rdg-certificate') },
    sources(spec('[MS-RDPBCGR] 5.4.5.1', 'ms-rdpbcgr/857dadbe-f01a-4047-9b63-0d5b681ad306'), page('Remote Desktop listener certificate configurations', 'troubleshoot/windows-server/remote/remote-desktop-listener-certificate-configurations'), generalSteps, gatewayRole)),
  topic('tls', 'TLS', ['tls', 'ssl', 'schannel', 'tls handshake', 'cipher', 'cipher suite'],
    'Client and host first say which ways of securing the connection they know; then comes the TLS handshake, where version, cipher and certificate have to suit both. All the rest goes through it. What went wrong is in the System log of the host (Schannel).',
    ofClasses('tls-protocol', 'tls-certificate'),
    sources(spec('[MS-RDPBCGR] 5.4.2.1', 'ms-rdpbcgr/db98be23-733a-4fd2-b086-002cd2ba02e5'), page('Schannel Events', 'previous-versions/windows/it-pro/windows-server-2012-R2-and-2012/dn786445(v=ws.11)'))),
  topic('smart-card', 'a smart card', ['smart card', 'smartcard', 'smart cards', 'smart card pin'],
    'Reader, card, PIN and the certificate on the card have to be right, and the domain controller needs a certificate for it as well; both sides must trust the issuers.',
    these('smart-card-problem'),
    sources(page('Guidelines for enabling smart card logon with third-party certification authorities', 'troubleshoot/windows-server/windows-security/enabling-smart-card-logon-third-party-certification-authorities'), audit(4771), onDisconnected)),
  topic('licensing', 'Remote Desktop licensing', ['licensing', 'license', 'licenses', 'no license', 'no licenses', 'cal', 'cals', 'lizenz', 'keine lizenz', 'lizenzierung', 'lizenzserver', 'grace period', 'license server', 'rds cal', 'rds cals', 'rdp licensing', 'remote desktop licensing'],
    'A Session Host needs a licence server, a mode and, once 120 days are over, a licence (CAL) for each user or device; two connections for administration, without that role, need none. The extended code tells the step: 0x101 no licence server, 0x102 no licence to be had, the others mostly the exchange itself or what the client has stored.',
    ofClasses('licensing'),
    sources(page('License Remote Desktop Services with Client Access Licenses', 'windows-server/remote/remote-desktop-services/rds-client-access-license'), page('License Remote Desktop session hosts', 'windows-server/remote/remote-desktop-services/rds-license-session-hosts'), page('Troubleshoot Remote desktop disconnected errors', 'troubleshoot/windows-server/remote/troubleshoot-remote-desktop-disconnected-errors'), extendedReasons)),
  topic('ntlm', 'NTLM', ['ntlm'],
    'NTLM checks a password by challenge and response, without tickets. Windows falls back to it where Kerberos cannot be used, as with an address in place of a name. A policy (Restrict NTLM) can forbid it; members of Protected Users cannot use it at all.',
    these('ntlm-restricted', 'protected-user-or-credential-guard', 'channel-binding-failure'),
    sources(ntlmOverview, kerberosByAddress, page('Restrict NTLM: Incoming NTLM traffic', 'previous-versions/windows/it-pro/windows-10/security/threat-protection/security-policy-settings/network-security-restrict-ntlm-incoming-ntlm-traffic'), page('Protected Users Security Group', 'windows-server/security/credentials-protection-and-management/protected-users-security-group'), page('0xC000035B when you use LmCompatibility', 'troubleshoot/windows-server/remote/0xc000035b-when-you-use-lmcompatibility'))),
  topic('firewall', 'a firewall', ['firewall', 'windows firewall'],
    'A firewall in the way mostly shows as silence: the host records no try (RdpCoreTS 131), and the client could not connect (0x204) or waited in vain (0x108). A wrong address, or a host that is off, looks the same. One that looks into TLS, or stops UDP alone, shows later.',
    these('local-firewall-block', 'network-profile-public', 'no-connection-reached-server', 'tls-interference-middlebox', 'udp-blocked-fallback'),
    sources(onDisconnected, generalSteps, 'manifest/Microsoft-Windows-RemoteDesktopServices-RdpCoreTS.tsv in https://github.com/jdu2600/Windows10EtwEvents'), 'inferred'),
  topic('user-profile', "the user's profile", ['profile', 'user profile', 'profiles', 'user profiles', 'profil', 'benutzerprofil', 'temporary profile', 'user profile disk', 'user profile disks'],
    'The profile is loaded at the logon. Where that fails, people get a temporary one, which is lost when the session ends, or are turned away. A user profile disk is a virtual disk for one user, attached at the logon.',
    these('profile-load-failed', 'user-profile-disk-failed'),
    sources(page('About User Profiles', 'windows/win32/shell/about-user-profiles'), 'KB 947215: https://support.microsoft.com/kb/947215', 'Easier User Data Management with User Profile Disks: https://techcommunity.microsoft.com/t5/Enterprise-Mobility-Security/Easier-User-Data-Management-with-User-Profile-Disks-in-Windows/ba-p/247555')),
  topic('rdp-wrapper', 'RDP Wrapper', ['rdp wrapper', 'rdpwrap', 'rdpwrapper', 'rdp wrap'],
    'RDP Wrapper lets editions of Windows take more sessions than they are made for. It fits some builds of Windows only, so that an update can break it.',
    these('rdp-wrapper-broken-by-update', 'termservice-crash-loop'), sources('RDP Wrapper, issue 245: https://github.com/stascorp/rdpwrap/issues/245', 'issue 2532: https://github.com/stascorp/rdpwrap/issues/2532'), 'community'),
  topic('udp', 'UDP', ['udp', 'rdp udp', 'shortpath', 'rdp shortpath'],
    'UDP is added to a connection that TCP has made already, for speed, above all over wide or wireless networks. Where it cannot be used, the session goes on over TCP. People report sessions that freeze or break while UDP is in use, and do not over TCP alone.',
    ofClasses('udp'),
    sources(spec('[MS-RDPEMT] 1.3', 'ms-rdpemt/5aa61c5c-e864-4ec6-bd80-e1df51555a48'), spec('[MS-RDPEUDP] 1.3', 'ms-rdpeudp/fe211d97-92dd-47e6-8fa3-b23f2c1a5af9'), 'Select RDP transport protocols: https://admx.newyard.nl/gpo/microsoft-terminal-server-select-rdp-transport-protocols/', 'sessions that break: https://www.engineerdirect.co.uk/guides/library/d/remote-access-vpn/rdp-udp-disconnect-65-seconds-win11-24h2-server-2016/', 'sessions that freeze: https://it.ittrip.xyz/python/blocchi-rdp-udp-off'), 'community'),
  topic('guarded-sign-in', 'Remote Credential Guard and Restricted Admin', ['remote credential guard', 'credential guard', 'rcg', 'restricted admin', 'restrictedadmin', 'restricted admin mode', 'restricted administration'],
    "Both sign in without giving the password to the host, which must allow it (by default it does not). Remote Credential Guard takes the account that is signed in at the client, and Kerberos alone: the host by its name, and a domain controller in the client's reach. Restricted Admin wants an administrator of the host. Credential Guard on the host or the client is something else: it refuses ways of signing in that would get around it.",
    these('restricted-admin-or-rcg-unsupported', 'protected-user-or-credential-guard', 'delegation-policy-blocks'),
    sources(page('Remote Credential Guard', 'windows/security/identity-protection/remote-credential-guard'), page('Policy CSP, RemoteHostAllowsDelegationOfNonExportableCredentials', 'windows/client-management/mdm/policy-csp-credentialsdelegation'))),
  topic('windows-hello', 'Windows Hello', ['windows hello', 'hello for business', 'windows hello for business', 'hello pin', 'windows hello pin', 'pin', 'fingerprint'],
    'A PIN or a fingerprint belongs to one computer and opens what is stored there. It signs in elsewhere only with a certificate in the Hello container, which Remote Desktop passes on like a smart card, or with Remote Credential Guard; else the password is needed.',
    these('smart-card-problem', 'wrong-password', 'restricted-admin-or-rcg-unsupported'),
    sources(page('Remote Desktop sign-in with Windows Hello for Business', 'windows/security/identity-protection/hello-for-business/rdp-sign-in'))),
  topic('second-factor', 'a second factor', ['mfa', '2fa', 'second factor', 'two factor', 'two factor authentication', 'multi factor authentication', 'multifactor authentication', 'duo', 'conditional access'],
    'At a gateway the second factor is mostly asked by an add-on of its policy server (NPS), and who does not confirm in time is refused. On the host itself it is a product of its own, whose log says more than that of Windows.',
    these('rdg-second-factor-refused', 'rdg-limit-or-timeout'),
    sources(page('Integrate Remote Desktop Gateway with the NPS extension', 'entra/identity/authentication/howto-mfa-nps-extension-rdg')), 'inferred'),
  topic('virtual-desktop', 'Azure Virtual Desktop', ['avd', 'wvd', 'azure virtual desktop', 'windows virtual desktop', 'windows 365', 'cloud pc', 'host pool'],
    "The service brings client and session host together: the host's agent must be registered there and reach its addresses. On the host, WVD-Agent and RDAgentBootLoader in the Application log say what the agent lacks; what the service refused is in its own diagnostics, not in the host's logs.",
    these('virtual-desktop-agent-broken', 'virtual-desktop-unreachable', 'virtual-desktop-unregistered', 'udp-shortpath-handshake', 'profile-container-failed', 'unknown-user'),
    sources(page('Troubleshoot common Azure Virtual Desktop Agent issues', 'troubleshoot/azure/virtual-desktop/troubleshoot-agent'), page('session host statuses and health checks', 'azure/virtual-desktop/troubleshoot-statuses-checks'))),
  topic('remoteapp', 'RemoteApp and RD Web Access', ['remoteapp', 'remote app', 'remoteapps', 'rdweb', 'rd web', 'rd web access', 'web access'],
    'A RemoteApp is a session like any other of which one program is shown: what stops a desktop stops it as well. Where only one program is refused as not in the list of authorized programs, the host that took the connection does not publish it.',
    { ...ofClasses('broker'), ...these('rdg-cap-denied', 'rdg-rap-denied', 'not-in-remote-desktop-users', 'winlogon-or-shell-failure') },
    sources(page('Remote Desktop Services overview, roles', 'windows-server/remote/remote-desktop-services/overview'), 'people on the words: https://en.ittrip.xyz/windows/rdp/rdweb-launch-errors'), 'inferred'),
  topic('virtual-machine', "a virtual machine's enhanced session", ['hyper v', 'hyperv', 'vmconnect', 'enhanced session', 'enhanced session mode', 'virtual machine connection'],
    "An enhanced session is a Remote Desktop connection over the virtual machine bus: port, firewall and network of the guest have no part in it. The guest's Remote Desktop service must run, and the person must be one of its administrators or Remote Desktop Users. A basic session shows the screen of the guest without all that.",
    these('not-in-remote-desktop-users', 'termservice-stopped', 'termservice-disabled', 'console-user-holds-seat', 'logon-step-hangs'),
    sources(page('Use local resources on Hyper-V virtual machine with VMConnect', 'windows-server/virtualization/hyper-v/learn-more/use-local-resources-on-hyper-v-virtual-machine-with-vmconnect'))),
  topic('disconnects', 'sessions that break off', ['disconnects', 'keeps disconnecting', 'disconnecting', 'random disconnects', 'session drops', 'connection drops', 'drops', 'dropping', 'connection lost', 'kicked out', 'verbindungsabbruch', 'verbindungsabbruche'],
    "A session that worked and ended by itself has an end in the host's logs: LocalSessionManager 40 tells who ended it, as a number, and RdpCoreTS 226 or 143 that the line broke. The same minute for several people points at the path or the host; the same span for one person at a limit.",
    these('network-drop-during-session', 'sessions-broke-together', 'own-network-lost', 'sleep-during-session', 'udp-session-freeze-or-drop', 'idle-limit', 'active-or-disconnected-limit', 'rdg-limit-or-timeout', 'session-replaced', 'session-taken-again-and-again', 'session-cut-off-with-error'),
    sources(page('RDP client disconnects and cannot reconnect', 'troubleshoot/windows-server/remote/rdp-client-disconnects-cannot-reconnect-same-session')), 'inferred'),
  topic('slow-logon', 'a sign-in that takes long', ['slow logon', 'slow login', 'slow sign in', 'logon takes long', 'login takes long', 'hangs', 'hanging', 'freezes at logon', 'langsame anmeldung'],
    'Between the password and the desktop stand policies, the profile, scripts, drives and printers. Winlogon 6005 and 6006 in the Application log of the host say which step was slow, and for how long.',
    these('logon-step-hangs', 'profile-load-failed', 'profile-container-failed', 'host-storage-stalls', 'rdp-service-busy-memory', 'stuck-disconnected-session', 'nla-domain-controller-unreachable'),
    sources('Winlogon 6005 and 6006: https://learn.microsoft.com/previous-versions/windows/it-pro/windows-server-2008-R2-and-2008/cc733903(v=ws.10)'), 'inferred'),
  topic('port', 'the port of Remote Desktop', ['port', 'rdp port', 'port 3389', '3389', 'listener', 'rdp listener', 'change port'],
    'Remote Desktop listens on TCP and UDP 3389, unless the registry says otherwise; the client then has to name the port. The firewall rules of Windows hold for 3389 alone.',
    these('rdp-port-changed', 'port-conflict', 'listener-missing-or-corrupt', 'policy-refresh-listener-flap', 'remote-desktop-disabled', 'local-firewall-block'),
    sources(page('Change the listening port for Remote Desktop', 'windows-server/remote/remote-desktop-services/clients/change-listening-port'), generalSteps)),
  topic('name-resolution', 'the name of the host', ['dns', 'name resolution', 'hostname', 'host name'],
    "The client asks DNS for the host's name. No answer is told as a computer that cannot be found; a wrong one leads to another computer, whose certificate and Kerberos name do not fit.",
    these('dns-resolution-failed', 'name-resolves-to-wrong-host', 'rdp-file-or-name-invalid', 'spn-missing-or-duplicate'),
    sources(onDisconnected, kerberosByAddress), 'inferred'),
];
