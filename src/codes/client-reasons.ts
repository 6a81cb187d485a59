import { codeRows, type CodeMeaning } from './code-meaning.ts';

const notes = "Microsoft: what's new in the clients for macOS and iOS";
const homelab = 'two accounts of it in public repositories';

/**
 * What people read in the dialogs of mstsc, the Windows App and the clients for macOS, iOS, Android and the Store, and
 * no list of codes has. Where Microsoft's notes only name a code that was met, what it belongs to is inferred.
 */
// prettier-ignore
export const clientReasons: readonly CodeMeaning[] = [
  ...codeRows('disconnect-reason', 'Microsoft SupportArticles-docs: certificate in the connection information has expired (AVD)', 'documented', [
    [5640, '', 'the certificate in the connection information, the signed RDP file, has expired', 'the dialog: "We have blocked the connection because the certificate in the connection information has expired". Refresh the workspace or reset the client; nothing may inspect the TLS of its addresses'],
  ]),
  ...codeRows('disconnect-reason', 'Microsoft azure-docs: connections to Azure AD-joined VMs', 'documented', [
    [9735, '', 'the credentials did not work, and the host is joined to Entra ID (Azure AD)', "the page writes 2607, as the Android client shows it: connections from other clients than Windows' must be allowed there"],
  ]),
  ...codeRows('disconnect-reason', `${notes}; blog: Mac RDP Client: Kerberos and Protected Users Guide; dev.to: 0x207 on Mac for Ubuntu 24; GitHub: mRemoteNG #1820`, 'documented', [
    [519, '', 'the handshake failed, as with a wrong password where Network Level Authentication (NLA) is asked for', 'the dialog on macOS: "We couldn\'t connect to the remote PC. This might be due to an expired password". People met it where NTLM is refused, too; and with GNOME Remote Desktop until the RDP file said use redirection server name:i:1'],
  ]),
  ...codeRows('disconnect-reason', `${homelab}; ${notes}`, 'community', [
    [9223, '', 'no right to sign in remotely', 'the dialog: "You might not have permission to sign in remotely". The macOS client 10.6.4 and before showed it wrongly'],
  ]),
  ...codeRows('disconnect-reason', 'help pages of a hosting company (play2go); 42jerrykim.github.io on 0x516', 'community', [
    [1302, '', 'shown as "another connection was made to the remote PC"; no published meaning', 'reported where somebody else was connected, and where nothing answered at all: the app of the Store to localhost, as of an SSH tunnel, which such an app may not reach. Try mstsc to the same address. 516 without 0x is another code, 0x204: no TCP connection came about'],
  ]),
  ...codeRows('disconnect-reason', "Microsoft's self-help for Azure VMs, as copied in public; Open Telekom Cloud: FAQ on 0x1104; GitHub: stascorp/rdpwrap #363", 'community', [
    [4356, '', 'shown as "a protocol error detected at the client"; no published meaning', 'reported where another program than Remote Desktop answered on the port. See on the host who listens: netstat -anob'],
  ]),
  ...codeRows('disconnect-reason', "page of Microsoft's Remote Desktop Web Connection, as in SolidCP; GitHub: neutrinolabs/xrdp #246, #3128, #3571, #3884; mRemoteNG documentation", 'community', [
    [3334, '', 'the client met data that broke the protocol', 'the dialog: "Because of a protocol error, this session will be disconnected". Reported where a program that holds many sessions ran out of memory (fewer sessions or no bitmap cache helped), and with xrdp: a colour depth under 32, a very wide screen, at the end of a session'],
    [10500, '', 'the client met data that broke the protocol (second place)'],
  ]),
  ...codeRows('disconnect-reason', 'GitHub: mRemoteNG #328, source code of 1Remote', 'community', [
    [4360, '', 'no published meaning; reported now and then by programs that hold many sessions', 'closing some of the sessions, or no persistent bitmap cache, helped there'],
  ]),
  ...codeRows('disconnect-reason', "GitHub: MicrosoftDocs/azure-docs #81304, the names in Azure Virtual Desktop's diagnostics", 'community', [
    [3076, 'ClientNetworkUnavailable', 'the client has no network'],
    [50331715, 'ErrorLoadingSslLibraries', 'the client could not load what it needs for TLS'],
  ]),
  ...codeRows('disconnect-reason', 'GitHub: neutrinolabs/xrdp #1443', 'community', [
    [100663299, '', 'the network became unavailable', 'words of a dialog on macOS, with a bad Wi-Fi'],
  ]),
  ...codeRows('disconnect-reason', notes, 'inferred', [
    [1287, '', 'no published meaning; a fault of the macOS client that its version 10.6.3 mended'],
    [1543, '', 'no published meaning; the macOS client showed it behind an RD Gateway that it reached by RPC over HTTPS', 'mended in 10.3.5: update the client'],
    [50331750, '', 'gateway: no published meaning; the macOS client showed it until its TLS versions were those of the Windows client', 'mended in 10.6.6: update the client. The notes once write 0x30000066'],
    [83886087, '', 'gateway: no published meaning; the clients for macOS and iOS showed it when they connected through an RD Gateway', 'mended in 10.4.1 and 10.1.4: update the client'],
  ]),
  ...codeRows('disconnect-reason', `${notes}; a public guide to Azure Bastion`, 'inferred', [
    [50331748, '', 'gateway: no published meaning; a connection through an RD Gateway ended', 'mended for macOS in 10.5.2 and iOS in 10.2.5: update the client; the notes once write 0x30000064. Reported since with the Windows App on macOS through Azure Bastion, and put down to ciphers'],
  ]),
];
