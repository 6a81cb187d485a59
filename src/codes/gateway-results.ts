import { codeRows, type CodeMeaning } from './code-meaning.ts';

const spec = '[MS-TSGU] 2.2.6 and its calls, as in FreeRDP tsg.h';

/**
 * What RD Gateway's own log writes as ErrorCode: the last 16 bits of what it answers the client, 0x800759DB as 23003.
 * They are Win32 numbers, so the wrapped form is unwrapped like any other.
 */
// prettier-ignore
export const gatewayResults: readonly CodeMeaning[] = codeRows('win32', spec, 'documented', [
  [23000, 'E_PROXY_INTERNALERROR', 'a fault inside the gateway'],
  [23002, 'E_PROXY_RAP_ACCESSDENIED', 'no resource authorization policy (RAP) of the gateway allows the way to that computer'],
  [23003, 'E_PROXY_NAP_ACCESSDENIED', 'no connection authorization policy (CAP) of the gateway lets this user in'],
  [23005, 'E_PROXY_TS_CONNECTFAILED', 'the gateway could not reach the computer behind it'],
  [23007, 'E_PROXY_ALREADYDISCONNECTED', 'the connection through the gateway had ended already'],
  [23014, 'E_PROXY_MAXCONNECTIONSREACHED', 'the gateway has as many connections as it may have'],
  [23016, 'E_PROXY_NOTSUPPORTED', 'the gateway does not support what was asked for'],
  [23017, 'E_PROXY_CAPABILITYMISMATCH', 'the gateway insists on showing a message that the client cannot show'],
  [23021, 'E_PROXY_QUARANTINE_ACCESSDENIED', "the client does not meet the gateway's health policy"],
  [23022, 'E_PROXY_NOCERTAVAILABLE', 'the gateway has no certificate to use'],
  [23030, 'E_PROXY_SESSIONTIMEOUT', 'the session lasted longer than the gateway allows'],
  [23031, 'E_PROXY_COOKIE_BADPACKET', 'the token the client sent makes no sense'],
  [23032, 'E_PROXY_COOKIE_AUTHENTICATION_ACCESS_DENIED', 'the token the client sent is refused'],
  [23033, 'E_PROXY_UNSUPPORTED_AUTHENTICATION_METHOD', 'the gateway does not accept this way to authenticate'],
  [23034, 'E_PROXY_REAUTH_AUTHN_FAILED', 'asked again for credentials, the client was refused'],
  [23035, 'E_PROXY_REAUTH_CAP_FAILED', 'asked again, no connection authorization policy (CAP) lets the user in any more'],
  [23036, 'E_PROXY_REAUTH_RAP_FAILED', 'asked again, no resource authorization policy (RAP) allows that computer any more'],
]);
