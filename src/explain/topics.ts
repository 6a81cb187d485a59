import type { CauseClass } from '../model/vocabulary.ts';
import type { DialogPhrase } from './phrases.ts';

type Causes = Pick<DialogPhrase, 'causes' | 'classes'>;
const ofClasses = (...classes: readonly CauseClass[]): Causes => ({ causes: [], classes });
const these = (...causes: readonly string[]): Causes => ({ causes });

const topic = (
  id: string,
  title: string,
  topics: readonly string[],
  meaning: string,
  causes: Causes,
  source: string,
): DialogPhrase => ({
  // No word that a sentence may have.
  id: `about-${id}`,
  phrase: title,
  keys: [],
  topics,
  meaning,
  ask: 'Give the code, or the words of the dialog, for fewer causes.',
  ...causes,
  basis: 'documented',
  source,
});

/** What people ask about in a word or two, and the kind of causes they mean; a sentence is never told by these. */
// prettier-ignore
export const topics: readonly DialogPhrase[] = [
  topic('credssp', 'CredSSP', ['credssp'],
    'CredSSP carries the credentials to the host before there is a session; Network Level Authentication (NLA) is made of it.',
    ofClasses('credssp'), '[MS-CSSP] 1.3 (openspecs ms-cssp/e36b36f6) and 1.4; [MS-RDPBCGR] on CredSSP (openspecs ms-rdpbcgr/8e11581d)'),
  topic('nla', 'Network Level Authentication (NLA)', ['nla', 'network level authentication'],
    'With NLA the host checks who you are before it makes a session. Where the host asks for it, the client must be able to do it, and a domain account is checked with a domain controller.',
    ofClasses('credssp', 'nla-kerberos'), 'Microsoft windowsserverdocs: remote-desktop-allow-access; SupportArticles-docs: troubleshoot-authentication-error-rdp-vm'),
  topic('kerberos', 'Kerberos', ['kerberos', 'kerberos authentication'],
    'Kerberos proves a domain account with a ticket for the host, which it asks for by name. It needs a domain controller, clocks that agree and a name that the domain knows; an address is none, unless it was made one.',
    ofClasses('nla-kerberos'), 'Microsoft: event 4768, 4769, 4771; windowsserverdocs: configuring-kerberos-over-ip'),
  topic('gateway', 'the RD Gateway', ['gateway', 'rd gateway', 'rdg', 'tsgateway', 'remote desktop gateway'],
    "An RD Gateway takes the connection over HTTPS and passes it on to the host. Its policies, certificate and limits are its own; the client's codes about it begin with 0x30000.",
    ofClasses('gateway'), '[MS-TSGU] 1 (openspecs ms-tsgu/b68cd6a0, 0007d661); TechNet wiki 37870 (client codes)'),
  topic('domain-controller', 'the domain controller', ['domain controller', 'dc', 'active directory', 'domanencontroller', 'controleur domaine', 'controlador dominio'],
    'It checks the passwords and tickets of domain accounts. The host has to reach it when one of them signs in; a local account needs none.',
    these('nla-domain-controller-unreachable', 'broken-secure-channel', 'netlogon-service-not-running', 'clock-skew'), 'Microsoft SupportArticles-docs: troubleshoot-authentication-error-rdp-vm'),
  topic('credentials', 'the credentials', ['credentials', 'password', 'user name', 'username', 'anmeldeinformationen', 'kennwort', 'informations identification', 'credenciales'],
    'Who you are, and the password or card that proves it. The Security log (4625) of the host, or of the domain controller, says what was wrong with them.',
    ofClasses('credentials', 'account'), 'Microsoft: event 4625'),
  topic('limits', 'a time limit', ['time limit', 'timeout', 'idle', 'idle timeout', 'zeitlimit', 'leerlauf', 'session limit'],
    'A policy of the host, or of a gateway, ends sessions that are idle or last too long, and counts how many there may be.',
    ofClasses('session-limit'), 'Microsoft: ExtendedDisconnectReasonCode'),
  topic('broker', 'the Connection Broker', ['broker', 'connection broker', 'rd connection broker'],
    'The broker sends people to a host of the collection, and back to a session that they have there.',
    ofClasses('broker'), 'Microsoft: ITsSbLoadBalancing::GetMostSuitableTarget; RD Connection Broker, Connection Request Management (ee891317)'),
  topic('certificate', 'the certificate of the host', ['certificate', 'certificates', 'rdp certificate', 'certificate expired', 'expired certificate', 'zertifikat', 'certificat', 'certificado'],
    'The host proves who it is with a certificate and its private key, one that it makes itself or one of your own.',
    ofClasses('tls-certificate'), 'Microsoft SupportArticles-docs: remote-desktop-listener-certificate-configurations'),
  topic('tls', 'TLS', ['tls', 'ssl', 'schannel', 'tls handshake', 'cipher', 'cipher suite'],
    'Client and host agree on a TLS version and a cipher before anybody signs in; System of the host (Schannel) has what went wrong.',
    ofClasses('tls-protocol', 'tls-certificate'), '[MS-RDPBCGR] on CredSSP (openspecs ms-rdpbcgr/8e11581d): TLS always comes first; Microsoft: Schannel events'),
  topic('smart-card', 'a smart card', ['smart card', 'smartcard', 'smart cards', 'smart card pin'],
    'Reader, card, PIN, the certificate on the card and that of the domain controller all have to be right.',
    these('smart-card-problem'), 'Microsoft: OnDisconnected; TechNet wiki 37870 (client codes)'),
  topic('licensing', 'Remote Desktop licensing', ['licensing', 'license', 'licenses', 'cal', 'cals', 'lizenzserver', 'grace period', 'license server', 'rds cal', 'rds cals', 'rdp licensing', 'remote desktop licensing'],
    'A Session Host needs a licence server, a mode and licences (CALs) for more than two administrators. Which step broke is in the extended code: 0x101 no licence server, 0x102 no licence to be had, the others mostly what the client has stored.',
    ofClasses('licensing'), 'Microsoft: ExtendedDisconnectReasonCode'),
  topic('ntlm', 'NTLM', ['ntlm'],
    'NTLM checks a password without tickets, where Kerberos cannot be used, as with an address in place of a name. A policy, or membership in Protected Users, can forbid it.',
    these('ntlm-restricted', 'protected-user-or-credential-guard', 'channel-binding-failure'), '[MS-NLMP] 1 (openspecs ms-nlmp/a4f28e01); Microsoft windowsserverdocs: configuring-kerberos-over-ip, protected-users-security-group'),
  topic('firewall', 'a firewall', ['firewall', 'windows firewall'],
    'A firewall that is in the way shows as silence: no record of the try on the host (RdpCoreTS 131), and 0x204 at the client.',
    these('local-firewall-block', 'network-profile-public', 'no-connection-reached-server'), 'Microsoft SupportArticles-docs: rdp-error-general-troubleshooting; TechNet wiki 37870 (client codes)'),
  topic('user-profile', "the user's profile", ['profile', 'user profile', 'profiles', 'user profiles'],
    'The profile is loaded after the logon; where it cannot be, people are sent away or get a temporary one.',
    these('profile-load-failed', 'user-profile-disk-failed'), 'Microsoft: LoadUserProfile, Remarks; SupportArticles-docs: corrupt-user-profile'),
  topic('rdp-wrapper', 'RDP Wrapper', ['rdp wrapper', 'rdpwrap', 'rdpwrapper', 'rdp wrap', 'termwrap'],
    "RDP Wrapper makes editions of Windows take more sessions than they are made for. It patches the service in memory by the file's version, so that an update of Windows can break it.",
    these('rdp-wrapper-broken-by-update', 'termservice-crash-loop'), 'stascorp/rdpwrap: README, issues'),
  topic('udp', 'UDP', ['udp', 'rdp udp', 'shortpath', 'rdp shortpath'],
    'UDP is added to a connection that is there already, so that it works better over a poor network. Without it the session goes on over TCP; sessions that freeze may be its fault.',
    ofClasses('udp'), '[MS-RDPEMT] 1.3 (openspecs ms-rdpemt/5aa61c5c); [MS-RDPEUDP] (openspecs ms-rdpeudp/fe211d97); that it may freeze: public cases'),
];
