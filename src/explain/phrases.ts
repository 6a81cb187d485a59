import type { CodeFamily } from '../codes/dictionary.ts';
import type { Basis, CauseClass } from '../model/vocabulary.ts';
import { DUPLICATE_SIDS } from '../normalize/catalog/sources.ts';
import { brokenOff } from './code-causes.ts';

/** A dialog of the client, known by a few of its words. */
export interface DialogPhrase {
  readonly id: string;
  /** What the dialog is about, in short. */
  readonly phrase: string;
  /**
   * Lists of words; any list is enough when all its words are in one sentence. The longest list that fits wins. A single
   * word decides nothing, unless it is made of two, as in German: every other dialog names an administrator.
   */
  readonly keys: readonly string[];
  /** What people ask about in a word or two, with nothing else. */
  readonly topics?: readonly string[];
  /** How many dialogs begin, whatever broke: counts only where nothing else fits. */
  readonly isOpening?: boolean;
  /** Not what this program is about: no cause of it, and no log of a connection tells more. */
  readonly isOutside?: boolean;
  /** The codes for which these words stand; their causes are causes of the dialog. */
  readonly codes?: readonly number[];
  /** The family of these codes. */
  readonly family?: CodeFamily;
  readonly meaning: string;
  /** What to give as well, where the question has no code in it. */
  readonly ask?: string;
  readonly causes: readonly string[];
  /** All causes of these kinds, too. */
  readonly classes?: readonly CauseClass[];
  /** And these, each as well known as its pattern: the basis of the words says nothing of them. */
  readonly members?: readonly string[];
  readonly basis: Basis;
  readonly source: string;
}

/** Microsoft's articles of that name, on Windows Server and on virtual machines in Azure. */
const remote = (name: string): string =>
  `https://learn.microsoft.com/troubleshoot/windows-server/remote/${name}`;
const azureVm = (name: string): string =>
  `https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/${name}`;
const disconnected = remote('troubleshoot-remote-desktop-disconnected-errors');
const credssp = remote('cannot-authenticate-must-authenticate-twice');
const accessDenied = remote('troubleshooting-access-denied-and-user-not-authorized-rds-issues');
const noLicenceServer = remote('cannot-connect-rds-no-license-server');
const unverified = remote('remote-desktop-cannot-verify-identity-connecting-remote-machine');
const licences =
  'https://learn.microsoft.com/windows-server/remote/remote-desktop-services/rds-client-access-license';
const cases = 'public cases';
/** The client shows its steps in this order, as the protocol has them. */
const clientSteps = 'the order of the steps: [MS-RDPBCGR] 1.3.1.1';
/** Services take part in a logon as subscribers of Winlogon: Profiles, GPClient, TermSrv, SessionEnv. */
const subscribers =
  'Winlogon 6005 and 6006, the subscriber that is slow: https://learn.microsoft.com/previous-versions/windows/it-pro/windows-server-2008-R2-and-2008/cc733903(v=ws.10)';
const slowStep =
  'Winlogon 6005 and 6006 in the Application log of the host say which step was slow, and for how long.';

const phrase = (
  id: string,
  title: string,
  keys: readonly string[],
  meaning: string,
  causes: readonly string[],
  basis: Basis,
  source: string,
  more: Pick<DialogPhrase, 'ask' | 'isOpening' | 'members'> = {},
): DialogPhrase => ({ id, phrase: title, keys, meaning, causes, basis, source, ...more });

// prettier-ignore
export const phrases: readonly DialogPhrase[] = [
  phrase('internal-error', 'an internal error', ['internal error', 'interner fehler', 'erreur interne', 'error interno'],
    "The client's word for everything that broke before it knew more. Microsoft names the host's certificate and its key, TLS and its ciphers, a port that another program has, and an attack. The words name no cause; the host's logs do.",
    [...brokenOff, 'rdp-cert-thumbprint-mismatch', 'password-brute-force'], 'community', `${cases}; ${remote('internal-error-has-occurred-connecting-remote-machine')}; ${azureVm('troubleshoot-rdp-internal-error')}`),
  phrase('connections-limited', 'connections limited, all in use', ['connections limited', 'connections in use', 'number connections', 'anzahl verbindungen', 'verbindungen begrenzt', 'nombre connexions', 'numero conexiones', 'too many users signed in', 'select user to disconnect'],
    'Every session that the host allows is taken, by people who work or by sessions left disconnected. Without the Session Host role there are two, on client editions one.',
    ['session-limit-two-admin', 'console-user-holds-seat', 'max-connections-reached'], 'community', `${cases}; ${disconnected}`),
  phrase('function-not-supported', 'authentication error, function not supported', ['function requested not supported', 'function not supported', 'angeforderte funktion nicht unterstutzt', 'fonction demandee prise charge', 'funcion solicitada'],
    'Client and host do not agree on how to sign in: mostly one of them lacks the CredSSP update of 2018, or was not restarted after it, which the client alone logs (LsaSrv 6041). Newer clients add that the host may have NTLM blocked.',
    ['credssp-oracle-remediation', 'ntlm-restricted'], 'community', `${credssp}; https://bytepie.com/?p=762`),
  phrase('ntlm-blocked', 'NTLM is blocked', ['ntlm authentication blocked', 'ntlm blocked', 'ntlm authentication disabled', 'ntlm disabled'],
    'A policy blocks the older way of signing in, and Kerberos was not possible: by an address instead of a name, outside the domain, or with no domain controller in reach.',
    ['ntlm-restricted'], 'community', 'https://bytepie.com/?p=762'),
  phrase('machine-ids-match', 'a partial mismatch in the machine ID', ['mismatch machine id', 'partial mismatch', 'duplicate sid', 'duplicate sids', 'duplicate machine sid'],
    'Windows takes the two computers for one: mostly they were made from the same image without Sysprep, and since the updates of August and September 2025 they may not sign in to each other.',
    ['duplicate-machine-sid'], 'documented', DUPLICATE_SIDS),
  phrase('kerberos-encryption', 'a Kerberos encryption that is not supported', ['encryption type requested not supported', 'requested encryption type', 'encryption type not supported', 'suitable key for generating kerberos ticket', 'suitable key kerberos ticket'],
    'Client, host, account and domain controller have no kind of Kerberos encryption in common: mostly RC4 was switched off where something still has nothing else.',
    ['kerberos-encryption-mismatch'], 'documented', '[MS-ERREF] STATUS_KDC_UNKNOWN_ETYPE; KB 4492348: https://learn.microsoft.com/troubleshoot/windows-server/windows-security/unsupported-etype-error-accessing-trusted-domain'),
  phrase('encryption-oracle', 'CredSSP encryption oracle remediation', ['encryption oracle', 'oracle remediation', 'credssp encryption'],
    'One side lacks the CredSSP update of 2018, or was not restarted after it, and the policy of the other refuses it.',
    ['credssp-oracle-remediation'], 'documented', credssp),
  phrase('authentication-error', 'an authentication error', ['authentication error', 'authentifizierungsfehler', 'erreur authentification', 'error autenticacion'],
    'The sign-in before the session (NLA) broke.',
    ['credssp-oracle-remediation', 'password-expired', 'password-must-change', 'nla-domain-controller-unreachable', 'ntlm-restricted', 'delegation-policy-blocks', 'clock-skew'], 'community', cases,
    { ask: 'What follows these words in the dialog, or the code in brackets, says more: give that too.' }),
  phrase('lsa-not-contacted', 'Local Security Authority cannot be contacted', ['security authority contacted', 'local security authority', 'lokale sicherheitsautoritat', 'autorite securite locale', 'autoridad seguridad local'],
    'NLA could not finish. Microsoft names a domain controller out of reach, a broken trust and TLS versions; people also meet it with a password that has expired or must be changed, and with a locked account.',
    ['password-expired', 'password-must-change', 'account-locked-out', 'nla-domain-controller-unreachable', 'broken-secure-channel', 'tls-version-disabled'], 'community',
    `${remote('local-security-authority-cant-contact')}; ${azureVm('cannot-connect-rdp-azure-vm')}; http://www.roadtosysadmin.net/content/windows/user_password_expired_NLA-enabled_Windows_Server_system.html`),
  phrase('nla-required', 'the host requires Network Level Authentication', ['network level authentication', 'requires network level authentication', 'require network level authentication', 'authentifizierung auf netzwerkebene', 'authentification niveau reseau', 'autenticacion nivel red'],
    'The client cannot do NLA, or may not: an old or foreign client, or CredSSP switched off in the RDP file.',
    ['nla-required-client-not-capable', 'credssp-oracle-remediation'], 'community', 'TechNet wiki 37870 (client codes)'),
  phrase('nla-domain-controller', 'domain controller cannot be contacted for NLA', ['domain controller contacted', 'network level authentication domain controller contacted', 'domanencontroller nicht', 'authentifizierung auf netzwerkebene domanencontroller', 'controleur domaine', 'authentification niveau reseau controleur domaine', 'controlador dominio', 'autenticacion nivel red controlador dominio'],
    'The host, not the client, reaches no domain controller to check the password.',
    ['nla-domain-controller-unreachable', 'broken-secure-channel', 'netlogon-service-not-running'], 'documented', azureVm('cannot-connect-rdp-azure-vm')),
  phrase('no-licence-servers', 'no Remote Desktop licence servers', ['license servers available', 'no license server', 'license server', 'lizenzserver verfugbar', 'kein lizenzserver', 'serveur licences', 'servidores licencias', 'servidor licencias'],
    'The host has no licence to give: no licence server that is activated, named on the host and reached from there, no mode, or no licences that fit; or the 120 days without one are over.',
    ['rds-grace-expired-no-license-server', 'rds-license-server-unreachable', 'rds-license-server-not-specified', 'rds-license-mode-not-set', 'rds-license-server-not-activated', 'rds-cals-exhausted-or-wrong-type'], 'documented', `${noLicenceServer}; ${licences}`),
  phrase('no-licences', 'no Remote Desktop licences (CALs) for this computer', ['no client access licenses available', 'no remote desktop client access licenses available', 'keine remotedesktop clientzugriffslizenzen'],
    'A licence server was asked and had none for this client (extended code 0x102), or the host, whose mode may not be set, could give none. Where no licence server answers, the dialog says that there are no licence servers (0x101).',
    ['rds-cals-exhausted-or-wrong-type', 'rds-license-mode-not-set', 'client-license-corrupt-or-expired', 'rds-grace-expired-no-license-server'], 'documented', `${noLicenceServer}; azure-docs: Remote Desktop licensing mode isn't configured; ExtendedDisconnectReasonCode`),
  phrase('grace-period', 'the licensing grace period', ['licensing grace period', 'grace period expired', 'grace period over', 'remote desktop services will stop working'],
    'A Session Host works for 120 days without a licence server; then it refuses everybody who comes without /admin.',
    ['rds-grace-expired-no-license-server', 'rds-license-mode-not-set', 'rds-license-server-not-specified'], 'documented', `${licences}; ${disconnected}`),
  phrase('licensing-protocol', 'an error in the licensing protocol', ['licensing protocol', 'error in the licensing protocol', 'licensing error', 'lizenzierungsprotokoll', 'protocole licences', 'protocolo licencias'],
    "The licensing step broke: mostly the client's stored licence, or the right to write it.",
    ['client-license-corrupt-or-expired', 'client-license-store-access-denied', 'session-host-license-certificate-corrupt', 'rds-cals-exhausted-or-wrong-type'], 'inferred', 'put together from the words and from events 1003 and 1004: https://technet.microsoft.com/library/cc775262(v=ws.10).aspx; https://technet.microsoft.com/library/cc775148(v=ws.10).aspx'),
  phrase('not-authorized', 'not allowed to sign in remotely', ['not authorized remote', 'right sign in remote desktop', 'right log on remote desktop', 'sign in remotely', 'log on remotely', 'remotedesktopdienste anmelden', 'droit services bureau distance', 'derecho servicios escritorio remoto'],
    'The password was right; the account may not use Remote Desktop on this host.',
    ['not-in-remote-desktop-users', 'deny-logon-rds', 'network-logon-right-missing'], 'documented', `${accessDenied}; ${credssp}`),
  phrase('session-access-denied', 'the requested session access is denied', ['requested session access denied'],
    'Mostly a restriction such as Credential Guard, which Remote Desktop would get around.',
    ['protected-user-or-credential-guard'], 'documented', accessDenied),
  phrase('access-denied', 'access is denied', ['access denied', 'zugriff verweigert', 'acces refuse', 'acceso denegado'],
    'Windows says so of many things. Where the password was taken and then no session came, the account may not use Remote Desktop on this host, or a protection of the account or the host forbids this way of signing in.',
    ['not-in-remote-desktop-users', 'deny-logon-rds', 'network-logon-right-missing', 'selective-authentication', 'protected-user-or-credential-guard'], 'inferred', accessDenied,
    { ask: 'Give the whole sentence, and the code of the dialog.', isOpening: true }),
  phrase('sign-in-method', 'the sign-in method is not allowed', ['sign in method not allowed', 'sign in method is not allowed'],
    "Windows' words for an account that may not log on in this way. On a host joined to Entra ID a rule of Conditional Access can do the same, and no log of the host tells that.",
    ['not-in-remote-desktop-users', 'deny-logon-rds', 'network-logon-right-missing'], 'community', cases),
  phrase('revocation-unknown', 'whether a certificate is revoked could not be checked', ['revocation check not performed', 'revocation status unknown', 'revocation server offline'],
    'The client could not ask whether the certificate of the host or the gateway has been revoked.',
    ['cert-revocation-unreachable'], 'documented', 'Microsoft: COM error codes, CRYPT_E_NO_REVOCATION_CHECK'),
  phrase('smart-card-refused', 'a smart card was not accepted', ['smart card certificate', 'smart card logon', 'smart card not', 'smart card error', 'smart card pin'],
    'Reader, card, PIN, the certificate on the card and that of the domain controller all have to be right.',
    ['smart-card-problem'], 'documented', '[MS-ERREF] STATUS_SMARTCARD_WRONG_PIN and its neighbours'),
  phrase('profile-not-loaded', 'the user profile cannot be loaded', ['user profile service failed logon', 'user profile service failed sign in', 'user profile not loaded', 'profile cannot be loaded', 'temporary profile', 'not sign in to your account', 'benutzerprofil nicht geladen', 'profil nicht geladen', 'profil utilisateur charge', 'perfil usuario cargar'],
    'The password was right; after it the profile of this person could not be loaded on the host.',
    ['profile-load-failed', 'user-profile-disk-failed'], 'documented', 'Microsoft: KB 947215'),
  phrase('service-failed-logon', 'a service failed the logon', ['service failed logon', 'service failed sign in'],
    "The password was right; a service that takes part in signing in then gave up, and the sentence names it. With the Group Policy Client mostly the person's profile or its registry part cannot be read.",
    ['profile-load-failed', 'user-profile-disk-failed', 'winlogon-or-shell-failure'], 'inferred', 'put together from the words alone'),
  phrase('trust-relationship', "the host's trust with its domain failed", ['security database not have computer account', 'computer account workstation trust relationship', 'trust relationship failed', 'trust relationship workstation primary domain failed', 'vertrauensstellung arbeitsstation', 'relation approbation domaine', 'relacion confianza dominio'],
    'The password of the computer itself, not that of the person, no longer fits the one that the domain has. A local account can still sign in.',
    ['broken-secure-channel'], 'documented', 'Microsoft: system error codes, 1789; [MS-ERREF]'),
  phrase('no-logon-servers', 'no domain controller available', ['no logon servers available', 'no domain controller reached', 'domain controller not reached', 'no domain controller available', 'not contact domain controller', 'logon servers available service logon request', 'domain not available', 'credential because domain not available', 'keine anmeldeserver verfugbar', 'aucun serveur ouverture session', 'no servidores inicio sesion disponibles'],
    'The host reached no domain controller to check the account: the network or name resolution from there, the Netlogon service, or a host that has run out of ports.',
    ['nla-domain-controller-unreachable', 'netlogon-service-not-running', 'tcp-port-exhaustion'], 'documented', `${unverified}; [MS-ERREF] STATUS_NO_LOGON_SERVERS`),
  phrase('clocks-differ', 'the clocks differ too much', ['clock not synchronized', 'server clock not synchronized primary domain controller clock', 'clock skew', 'time skew', 'clocks differ', 'time difference', 'zeit oder datumsunterschied', 'difference heure', 'diferencia hora'],
    'Where Kerberos is used, client, host and domain controller may differ by five minutes at most, unless a policy says otherwise. Where the words come and go, and a restart helps for days, the host may have run out of ports instead.',
    ['clock-skew', 'tcp-port-exhaustion'], 'documented', `${unverified}; Microsoft: network management error codes, NERR_TimeDiffAtDC; system error codes, 1398`),
  phrase('computer-not-found', 'cannot find the computer', ['find the computer', 'cannot find computer', 'computer nicht gefunden', 'trouve pas ordinateur', 'encuentra equipo'],
    'The name did not resolve at the client.',
    ['dns-resolution-failed', 'rdp-file-or-name-invalid', 'name-resolves-to-wrong-host'], 'documented', 'Microsoft: OnDisconnected'),
  phrase('cannot-connect', 'cannot connect: off, not enabled or not reachable', ['remote access server not enabled', 'remote access not enabled', 'not available network', 'turned off', 'connect remote computer reasons'],
    'The client got no answer that it could use: the host is off, the name leads elsewhere, a firewall is between, or nothing listens.',
    ['no-connection-reached-server', 'local-firewall-block', 'network-profile-public', 'remote-desktop-disabled', 'termservice-stopped', 'listener-missing-or-corrupt', 'dns-resolution-failed', 'name-resolves-to-wrong-host'], 'documented', remote('rdp-error-general-troubleshooting')),
  phrase('remote-pc', 'a remote PC that could not be connected to', ['remote pc'],
    'With these words the Windows App and the clients for phones, macOS and the Store begin, whatever broke. What follows them, or the code, says more.',
    [], 'community', cases,
    { ask: 'Give that too.', isOpening: true }),
  phrase('cannot-connect-why', 'cannot connect to the remote computer', ['connect to remote computer', 'connect remote computer', 'keine verbindung mit remotecomputer', 'connecter ordinateur distant', 'conectar equipo remoto'],
    'With these words many dialogs of mstsc begin, whatever broke. What follows them, or the code, says more.',
    [], 'community', cases,
    { ask: 'Give that too.', isOpening: true }),
  phrase('protocol-error', 'a protocol error', ['protocol error', 'protokollfehler', 'erreur protocole', 'error protocolo'],
    'One side met data or graphics that it could not deal with. "The remote session will be disconnected", with a code in brackets: the host ended it, and the code is an error info. "Detected at the client", or "this session will be disconnected": the client ended it, and its code is a disconnect reason such as 0x1104 or 0xD06.',
    ['display-driver-failure', 'graphics-encoder-unavailable', 'client-protocol-error', 'client-out-of-resources', 'port-conflict'], 'community', cases,
    { ask: 'Give the code too: it stands in brackets, or in the details of the dialog.' }),
  phrase('security-error', 'a security error', ['security error', 'sicherheitsfehler', 'erreur securite', 'error seguridad'],
    'The encryption could not be agreed on, or a certificate did not hold. Microsoft names the security settings of the host and a damaged licensing certificate.',
    ['tls-version-disabled', 'no-common-cipher', 'client-rejects-server-cert', 'security-layer-mismatch', 'session-host-license-certificate-corrupt'], 'inferred', `put together from the words; ${disconnected}`),
  phrase('configuration-error', 'a configuration error', ['configuration error', 'konfigurationsfehler', 'erreur configuration', 'error configuracion'],
    'No source we know ties these words to one code. Look first at certificate and licensing settings of the host.',
    ['rdp-cert-private-key-unreadable', 'rdp-cert-thumbprint-mismatch', 'security-layer-mismatch', 'rds-license-mode-not-set', 'rdg-certificate'], 'inferred', 'put together from the words alone',
    { ask: 'Give the code in the dialog too.' }),
  phrase('credentials-refused', 'the credentials did not work', ['credentials did not work', 'credentials not work', 'user name or password incorrect', 'username or password incorrect', 'unknown user name or bad password', 'password incorrect', 'benutzername oder kennwort falsch', 'nom utilisateur mot passe incorrect', 'nombre usuario contrasena correctos', 'nombre usuario contrasena incorrectos', 'logon attempt failed', 'login failed', 'anmeldeversuch fehlgeschlagen', 'anmeldeinformationen funktioniert', 'anmeldeinformationen funktionieren', 'informations identification fonctionne', 'tentative ouverture session echoue', 'credenciales funcionaron', 'intento inicio sesion'],
    'Name or password was refused. The Security log of the host, or of the domain controller, says which and why.',
    ['wrong-password', 'unknown-user', 'account-restriction-blank-password', 'saved-credentials-refused', 'delegation-policy-blocks', 'ntlm-restricted', 'duplicate-machine-sid'], 'community', `${cases}; https://irohastack.com/en/rdp-credentials-not-accepted-en/; ${DUPLICATE_SIDS}`),
  phrase('saved-credentials', 'saved credentials may not be used', ['not allow saved credentials', 'not allow use of saved credentials', 'not allow use of default credentials', 'saved credentials refused'],
    'The host wants the password typed, or the policy of the client sends saved credentials only to hosts that prove who they are.',
    ['saved-credentials-refused', 'delegation-policy-blocks'], 'documented', 'OnDisconnected, 5639 and 8455: https://learn.microsoft.com/windows/win32/termserv/imstscaxevents-ondisconnected'),
  phrase('credential-guard-saved', 'Credential Guard does not allow saved credentials', ['credential guard not allow saved credentials', 'credential guard not allow using saved credentials'],
    "Credential Guard is on at the client, from Windows 11 22H2 by itself in Enterprise and Education: what the client has saved may not be sent to a host. Type the password each time; or need none, with the account that is signed in at the client over Kerberos, for which the host goes by its name and not by an address. Switching Credential Guard off is no fix.",
    ['protected-user-or-credential-guard', 'saved-credentials-refused'], 'documented', 'https://learn.microsoft.com/windows/security/identity-protection/credential-guard/considerations-known-issues'),
  phrase('password-expired', 'the password has expired', ['password expired', "user account's password has expired", 'password for account has expired', 'must change password', 'must change password before logging on first time', 'kennwort abgelaufen', 'passwort abgelaufen', 'mot passe expire', 'contrasena caducado', 'password must changed'],
    'The password must be changed first, and NLA cannot do that.',
    ['password-expired', 'password-must-change'], 'documented', 'Microsoft: OnDisconnected'),
  phrase('account-locked', 'the account is locked', ['account locked', 'konto gesperrt', 'compte verrouille', 'cuenta bloqueada'],
    'Too many wrong passwords, from this person or from somebody who guesses.',
    ['account-locked-out', 'password-brute-force'], 'documented', 'Microsoft: event 4625'),
  phrase('account-restrictions', 'account restrictions', ['account restrictions', 'account restriction', 'kontoeinschrankungen', 'restrictions compte', 'restricciones cuenta'],
    'A rule on the account, the client or the domain: a blank password, hours, computers, or sending credentials is forbidden; or NTLM is, as for Protected Users, and Kerberos could not be used, as with an address in place of a name.',
    ['account-restriction-blank-password', 'logon-hours-or-workstation', 'protected-user-or-credential-guard', 'ntlm-restricted', 'restricted-admin-or-rcg-unsupported'], 'community', `${cases}; ${accessDenied}; tailscale.com: windows-rdp-user-account-restriction`),
  phrase('another-user-connected', 'another user connected', ['another user connected', 'another connection', 'anderer benutzer', 'autre utilisateur', 'otro usuario'],
    'Somebody, or the same person elsewhere, took the session over.',
    ['session-replaced', 'console-user-holds-seat'], 'documented', 'Microsoft: ExtendedDisconnectReasonCode'),
  phrase('another-user-signed-in', 'another user is signed in', ['another user signed in', 'another user logged on', 'signed in continue disconnected', 'anderer benutzer angemeldet', 'autre utilisateur connecte session', 'otro usuario sesion'],
    'Windows 10 and 11 have one session in use at a time: who is there is asked to give way. Who goes on ends the work of the other, who may decline.',
    ['console-user-holds-seat', 'single-session-declined', 'session-replaced'], 'community', cases),
  phrase('services-busy', 'Remote Desktop Services is busy', ['currently busy', 'services busy', 'derzeit ausgelastet', 'actuellement occupe', 'actualmente ocupado', 'escritorio remoto ocupado'],
    'The host could not make the session now. Microsoft names a leak of memory or of sessions, often by other software, and Group Policy; where signing in at the screen of the host is as bad, Remote Desktop is not the cause.',
    ['rdp-service-busy-memory', 'session-creation-failed', 'winlogon-or-shell-failure'], 'documented', remote('remote-desktop-service-currently-busy')),
  phrase('idle-or-time-limit', 'ended by a time limit', ['idle timeout', 'idle limit', 'time limit', 'sitzung zeitlimit', 'zeitlimit erreicht', 'sitzung leerlauf', 'limite temps', 'limite tiempo'],
    'A limit of the host or a policy ended the session as intended.',
    ['idle-limit', 'active-or-disconnected-limit'], 'documented', 'Microsoft: ExtendedDisconnectReasonCode'),
  phrase('administrator-ended', 'ended by an administrator', ['administrator ended', 'administrator ended session', 'administrator disconnected', 'administrator has disconnected session', 'administrator logged off', 'administrator beendet', 'administrateur mis fin', 'administrateur deconnecte', 'administrador finalizado', 'administrador desconectado'],
    'An administrator or a tool ended the session.',
    ['admin-disconnected'], 'documented', 'Microsoft: ExtendedDisconnectReasonCode'),
  phrase('gateway-not-permitted', 'the gateway does not list the user', ['gateway permission', 'not listed gateway', 'gateway not authorized', 'gateway access denied'],
    'The gateway refused the user, or does not know the computer by the name given.',
    ['rdg-cap-denied', 'rdg-rap-denied'], 'community', 'TechNet wiki 37870 (client codes)'),
  phrase('gateway-unavailable', 'the gateway cannot be used', ['gateway unavailable', 'gateway temporarily', 'gateway cannot be reached', 'gateway unreachable'],
    'The gateway is down, its name or certificate is wrong, or a limit is reached.',
    ['rdg-certificate', 'rdg-limit-or-timeout', 'rdg-target-unreachable', 'rdg-user-credentials'], 'community', 'TechNet wiki 37870 (client codes)'),
  phrase('gateway-involved', 'something with the RD Gateway', ['gateway server', 'remote desktop gateway', 'rd gateway', 'remotedesktopgateway', 'passerelle bureau', 'puerta enlace'],
    'The gateway could not be reached, did not accept you, or could not go on to the host. The rest of the sentence, or the code, says which.',
    ['rdg-certificate', 'rdg-limit-or-timeout', 'rdg-target-unreachable', 'rdg-user-credentials', 'rdg-cap-denied', 'rdg-rap-denied'], 'community', 'TechNet wiki 37870 (client codes)',
    { ask: 'Give that too.' }),
  phrase('connection-lost', 'the connection was lost', ['connection lost', 'session ended', 'verbindung getrennt', 'verbindung verloren', 'connexion perdue', 'conexion perdida'],
    'A session was there and ended: the network, the host or somebody ended it.',
    ['network-drop-during-session', 'session-replaced', 'server-shutdown-or-restart', 'udp-session-freeze-or-drop', 'termservice-crash-loop', 'host-stopped-unexpectedly', 'admin-disconnected'], 'community', cases),
  phrase('reconnecting', 'the client tries to reconnect', ['reconnecting attempt', 'attempting to reconnect', 'connection lost attempting to reconnect', 'connection attempt of'],
    'A session was there, and the client lost the way to it; it tries by itself to come back. Mostly it is the network between them, or a host that sleeps, restarts or has too much to do.',
    ['network-drop-during-session', 'udp-session-freeze-or-drop', 'server-shutdown-or-restart', 'host-stopped-unexpectedly', 'termservice-crash-loop'], 'inferred', 'put together from the words alone',
    { members: ['own-network-lost', 'sleep-during-session', 'sessions-broke-together'] }),
  phrase('identity-not-verified', "the host's identity cannot be verified", ['identity verified', 'certificate not from trusted', 'certificate errors connect despite', 'problems with its security certificate', 'identity remote computer', 'identitat uberpruft', 'identitat remotecomputers', 'identite verifiee', 'verifier identite', 'identidad verificar', 'comprobar identidad'],
    "A warning, no failure: the certificate is not from an issuer the client trusts, as with the self-signed one. Compare the thumbprint once.",
    ['client-rejects-server-cert'], 'inferred', 'put together from the words alone'),
  phrase('black-screen', 'a black or blue screen', ['black screen', 'schwarzer bildschirm', 'ecran noir', 'pantalla negra', 'blank screen'],
    'Signed in, but the desktop does not come or is not drawn.',
    ['winlogon-or-shell-failure', 'display-driver-failure', 'udp-session-freeze-or-drop'], 'community', cases),
  phrase('waits-for-user-profile', 'waiting for the User Profile Service', ['wait user profile service', 'warten benutzerprofildienst', 'patienter service profil utilisateur'],
    `The sign-in went well, and the profile of this person is not loaded yet: it is large, comes over a slow network or from a disk that another session holds, or the service hangs. ${slowStep}`,
    ['profile-load-failed', 'user-profile-disk-failed', 'winlogon-or-shell-failure', 'stuck-disconnected-session'], 'inferred', `${subscribers}; people on the words: https://osrepo.net/?p=2661`),
  phrase('waits-for-group-policy', 'waiting for the Group Policy Client', ['wait group policy client', 'warten gruppenrichtlinienclient', 'patienter client strategie groupe'],
    `The sign-in went well, and policies are not done yet: mostly the host reaches its domain controller or a share slowly or not at all, or a script, drive or printer of a policy is waited for. At the end of a session the same words may stand for minutes. ${slowStep}`,
    ['nla-domain-controller-unreachable', 'dns-resolution-failed', 'winlogon-or-shell-failure', 'stuck-disconnected-session'], 'inferred', `${subscribers}; people on the words: https://justanswers.blog/fix-group-policy-client-error and http://blog.solarfusion.co.uk/2011/`),
  phrase('waits-for-session-manager', 'waiting for the Local Session Manager', ['wait local session manager', 'warten lokalen sitzungs manager', 'patienter gestionnaire session local'],
    `Windows is beginning, giving back or ending a session, and that step hangs: an old session of this person does not end, or the host is short of memory. Those who work on it already may notice nothing. ${slowStep}`,
    ['stuck-disconnected-session', 'rdp-service-busy-memory', 'winlogon-or-shell-failure'], 'inferred', subscribers),
  phrase('waits-for-remote-desktop-configuration', 'waiting for the Remote Desktop Configuration service', ['wait remote desktop configuration', 'warten remotedesktopkonfiguration', 'patienter configuration services bureau distance'],
    `The service behind it (SessionEnv) takes part in every sign-in and sign-out, and it hangs or is slow. ${slowStep}`,
    ['stuck-disconnected-session', 'winlogon-or-shell-failure', 'rdp-service-busy-memory'], 'inferred', subscribers),
  phrase('stage-initiating', 'stuck at "initiating remote connection"', ['initiating remote connection'],
    'The client looks the name up and asks for a connection: it waits for an answer from the host, or from the gateway.',
    ['no-connection-reached-server', 'local-firewall-block', 'dns-resolution-failed', 'name-resolves-to-wrong-host', 'rdg-target-unreachable'], 'inferred', clientSteps),
  phrase('stage-securing', 'stuck at "securing remote connection"', ['securing remote connection'],
    'Something answered. Now come TLS with the certificate of the host, and the sign-in before the session (NLA): one of them hangs, as where the host finds no domain controller, a certificate cannot be checked, or something between changes TLS.',
    ['nla-domain-controller-unreachable', 'rdp-cert-private-key-unreadable', 'tls-interference-middlebox', 'cert-revocation-unreachable', 'client-rejects-server-cert', 'dependency-service-stopped', 'rdp-service-busy-memory'], 'inferred', clientSteps),
  phrase('stage-estimating', 'stuck at "estimating connection quality"', ['estimating connection quality'],
    'TLS and NLA went well; client and host measure the line. Who hangs here mostly has a line that loses packets, as a VPN that lets no large ones through, or a host that has no time to answer.',
    ['network-drop-during-session', 'tls-interference-middlebox', 'udp-session-freeze-or-drop', 'rdp-service-busy-memory', 'stuck-disconnected-session'], 'inferred', `${clientSteps}; people on the words in public`,
    { members: ['own-network-lost', 'host-storage-stalls'] }),
  phrase('stage-configuring', 'stuck at "configuring remote session"', ['configuring remote session'],
    'The way, TLS and mostly the sign-in went well; the host hands out a licence and makes the session. Microsoft names a licence server that gives none. People also meet it where UDP gets lost between, or where the host is out of memory or an old session of the person hangs.',
    ['rds-license-server-unreachable', 'rds-grace-expired-no-license-server', 'rds-license-server-not-specified', 'rds-license-server-not-activated', 'rds-cals-exhausted-or-wrong-type', 'udp-session-freeze-or-drop', 'session-creation-failed', 'rdp-service-busy-memory', 'stuck-disconnected-session'], 'community', `${clientSteps}; Microsoft: The Remote Desktop license server isn't available when you connect to an Azure VM; people on UDP in public`,
    { members: ['host-storage-stalls', 'logon-step-hangs'] }),
  phrase('entra-device-not-found', 'Entra ID does not find the host (AADSTS293004)', ['aadsts293004', 'target device identifier not found in tenant', 'target device identifier request not found'],
    'With a web account Entra ID looks for the host by the name that was typed, and has none like it: an address, an alias or a full name under which it is not registered there; or the host is in another tenant, or not joined. Give the name that the host has in Entra ID, mostly the short one; or sign in without the web account.',
    ['rdp-file-or-name-invalid', 'name-resolves-to-wrong-host'], 'community', 'several public repositories on AADSTS293004; name and no address: https://learn.microsoft.com/answers/questions/5911211/how-to-rdp-from-a-local-user-computer-to-a-azuread'),
  phrase('please-wait', 'please wait', ['please wait', 'bitte warten', 'veuillez patienter', 'espere por favor'],
    `Windows waits for one of the steps of signing in or out. ${slowStep}`,
    ['stuck-disconnected-session', 'winlogon-or-shell-failure', 'profile-load-failed', 'rdp-service-busy-memory'], 'inferred', subscribers,
    { ask: 'Where the screen names what it waits for, give that too.', isOpening: true }),
];
