import { codeRows, type CodeMeaning } from './code-meaning.ts';

const sessionList = "TechNet wiki 37874, as in EricZimmerman/evtx's map of LSM 40; real logs";
const realLogs = 'real logs in public repositories';
const negotiation = '[MS-RDPBCGR] 2.2.1.2.2, as in IronRDP nego.rs';
const licensing = '[MS-RDPBCGR] 2.2.1.12.1.3, as in FreeRDP license.c and IronRDP';

/** Small families of the host's own RDP logs and of the connection sequence. */
// prettier-ignore
export const rdpReasons: readonly CodeMeaning[] = [
  ...codeRows('session-reason', sessionList, 'community', [
    [0, '', 'no reason given: the window was closed or the network went away'],
    [1, '', 'an admin tool in another session disconnected it'],
    [2, '', 'an admin tool logged it off'],
    [3, '', 'idle for longer than allowed'],
    [4, '', 'the time limit of active sessions is reached'],
    [5, '', 'another connection of the user took the session over'],
    [6, '', 'the server ran out of memory'],
    [7, '', 'the server denied the connection'],
    [9, '', 'the user has no right to connect'],
    [10, '', 'saved credentials are refused'],
    [11, '', 'the user chose Disconnect, or a tool in that session did'],
    [12, '', 'the user logged off'],
  ]),
  ...codeRows('session-reason', 'public reports of lost sessions', 'community', [
    [1067, 'ERROR_PROCESS_ABORTED', 'the process of the Remote Desktop service ended unexpectedly: it crashed'],
    [0xd0000001, 'STATUS_UNSUCCESSFUL', 'an error that names no cause', 'reported of one user behind an unsteady VPN, and of all users of a host in the same moment'],
  ]),
  ...codeRows('connection-reason', realLogs, 'inferred', [
    [0, '', 'no reason: seen after TLS errors, bare probes of the port and ordinary ends'],
    [5, '', 'another connection took the session over'],
    [11, '', 'the user disconnected'],
    [12, '', 'the user logged off'],
    [13, '', 'not documented; seen where the client asked to disconnect'],
    [14, '', 'not documented; seen where the client left before the logon was done, as after a refused password'],
  ]),
  ...codeRows('negotiation-failure', negotiation, 'documented', [
    [1, 'SSL_REQUIRED_BY_SERVER', 'the server wants TLS or NLA, the client offered only RDP security'],
    [2, 'SSL_NOT_ALLOWED_BY_SERVER', 'the server does only RDP security'],
    [3, 'SSL_CERT_NOT_ON_SERVER', 'the server has no usable certificate'],
    [4, 'INCONSISTENT_FLAGS', 'the protocols asked for contradict the one in use'],
    [5, 'HYBRID_REQUIRED_BY_SERVER', 'the server requires NLA (CredSSP)'],
    [6, 'SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER', 'the server requires TLS with a client certificate'],
  ]),
  ...codeRows('licence-error', licensing, 'documented', [
    [1, 'ERR_INVALID_SERVER_CERTIFICATE', "the server's licensing certificate is not valid"],
    [2, 'ERR_NO_LICENSE', 'no licence'],
    [3, 'ERR_INVALID_MAC', "a message's check value is wrong"],
    [4, 'ERR_INVALID_SCOPE', 'the licence is for another scope'],
    [6, 'ERR_NO_LICENSE_SERVER', 'no licence server'],
    [7, 'STATUS_VALID_CLIENT', 'success: the client has, or needs, no licence; nothing is wrong'],
    [8, 'ERR_INVALID_CLIENT', 'the client is refused'],
    [11, 'ERR_INVALID_PRODUCT_ID', 'the product id is wrong'],
    [12, 'ERR_INVALID_MESSAGE_LENGTH', "a message's length is wrong"],
  ]),
  ...codeRows('licence-transition', 'FreeRDP license.c (1, 2) and IronRDP (1 to 4)', 'documented', [
    [1, 'ST_TOTAL_ABORT', 'licensing ends and the connection with it'],
    [2, 'ST_NO_TRANSITION', 'nothing changes; normal beside STATUS_VALID_CLIENT'],
    [3, 'ST_RESET_PHASE_TO_START', 'licensing begins again'],
    [4, 'ST_RESEND_LAST_MESSAGE', 'the last message is sent again'],
  ]),
  ...codeRows('logon-type', 'Microsoft: event 4625', 'documented', [
    [2, 'Interactive', 'at the console'],
    [3, 'Network', 'over the network: NLA checks the password this way before there is a session'],
    [5, 'Service', 'a service started'],
    [7, 'Unlock', 'unlocked; also an RDP reconnect to a session that is there'],
    [8, 'NetworkCleartext', 'over the network, the password sent as text'],
    [9, 'NewCredentials', 'other credentials for the network only (runas /netonly)'],
    [10, 'RemoteInteractive', 'a new Remote Desktop session'],
    [11, 'CachedInteractive', 'at the console, checked against the cached logon of a domain account: no domain controller was reached'],
  ]),
  ...codeRows('logon-type', 'Microsoft: SECURITY_LOGON_TYPE, which says of 12 and 13 only that they are as 10 and 7, for audits', 'inferred', [
    [12, 'CachedRemoteInteractive', 'Remote Desktop, checked against the cached logon of a domain account: no domain controller was reached'],
    [13, 'CachedUnlock', 'unlocked, checked against the cached logon of a domain account'],
  ]),
  ...codeRows('udp-fallback', realLogs, 'community', [
    [1, 'No Client UDP Support', 'the client cannot do UDP; TCP is used'],
    [2, 'Forced by Server Configuration', "the server's policy forces TCP"],
  ]),
  ...codeRows('network-detection', realLogs, 'community', [
    [1, 'Client not supported', 'the client cannot detect the quality of the network; harmless'],
    [2, 'Server Configuration', 'detection is switched off on the server; harmless'],
  ]),
  ...codeRows('stack-trace', 'real logs; DigitalRuby/IPBan #240', 'community', [
    [0x80070040, 'RDP_TCP Event_Disconnect', 'the client hung up: also after clean ends and wrong passwords, no proof of a bad network'],
    [0x80070079, 'RDP_TCP Event_Disconnect', 'the client fell silent'],
    [0x8007139f, 'RDP_SEC FEventCheckAndCompleteReadsFailed', 'read after the connection was closed'],
  ]),
  ...codeRows('stack-trace', realLogs, 'inferred', [
    [0x2, 'CUMRDPProtocolManager::CreateListener', 'harmless: no name for reverse connections, the default is used'],
    [0x80004001, 'CUMRDPConnection::QueryProperty', 'harmless: a property that does not exist here'],
    [0x80070057, 'CUMRDPConnection::GetDisconnectReason', 'harmless: no reason was stored'],
    [0x80070032, 'CUMRDPConnection::CreateVirtualChannel', 'mostly harmless: the channel is not supported'],
    [0xd0000001, 'CUMRDPConnection::CreateVirtualChannel', 'harmless: the connection was already being taken down'],
    [0x80004001, 'CUMRDPConnection::GetLogonErrorRedirector', 'harmless: nobody takes logon errors here'],
    [0x80004005, 'CNamedPipeStream::CompleteSend', 'harmless: the graphics pipe closed with the session'],
    [0x8007006d, 'CNamedPipeStream::CompleteRecv', 'harmless: the pipe closed with the session'],
  ]),
];
