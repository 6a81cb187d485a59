import { codeRows, type CodeMeaning } from './code-meaning.ts';

/** The second number of the client's dialog: what the server said, or which licensing step broke. */
// prettier-ignore
export const extendedReasons: readonly CodeMeaning[] = [
  ...codeRows('extended-reason', 'Microsoft: ExtendedDisconnectReasonCode', 'documented', [
    [0, 'exDiscReasonNoInfo', 'nothing more is known'],
    [1, 'exDiscReasonAPIInitiatedDisconnect', 'a program disconnected it'],
    [2, 'exDiscReasonAPIInitiatedLogoff', 'a program logged it off'],
    [3, 'exDiscReasonServerIdleTimeout', 'idle for longer than the server allows'],
    [4, 'exDiscReasonServerLogonTimeout', "the server's time limit for sessions is reached"],
    [5, 'exDiscReasonReplacedByOtherConnection', 'another connection took the session over'],
    [6, 'exDiscReasonOutOfMemory', 'the server ran out of memory'],
    [7, 'exDiscReasonServerDeniedConnection', 'the server denied the connection'],
    [8, 'exDiscReasonServerDeniedConnectionFips', 'the server denied it: FIPS security rules'],
    [9, 'exDiscReasonServerInsufficientPrivileges', 'the user has no right to connect'],
    [10, 'exDiscReasonServerFreshCredsRequired', 'the server wants typed credentials, not saved ones'],
    [11, 'exDiscReasonRpcInitiatedDisconnectByUser', 'the user disconnected, with a program inside the session'],
    [12, 'exDiscReasonLogoffByUser', 'the user logged off'],
    [256, 'exDiscReasonLicenseInternal', 'licensing: a fault inside it'],
    [257, 'exDiscReasonLicenseNoLicenseServer', 'licensing: no licence server'],
    [258, 'exDiscReasonLicenseNoLicense', 'licensing: no licence to be had'],
    [259, 'exDiscReasonLicenseErrClientMsg', 'licensing: a message that made no sense'],
    [260, 'exDiscReasonLicenseHwidDoesntMatchLicense', 'licensing: the stored licence belongs to another machine'],
    [261, 'exDiscReasonLicenseErrClientLicense', "licensing: the client's stored licence is bad"],
    [262, 'exDiscReasonLicenseCantFinishProtocol', 'licensing: the network broke in the middle of it'],
    [263, 'exDiscReasonLicenseClientEndedProtocol', 'licensing: the client left too early'],
    [264, 'exDiscReasonLicenseErrClientEncryption', 'licensing: a message was badly encrypted'],
    [265, 'exDiscReasonLicenseCantUpgradeLicense', 'licensing: the stored licence cannot be upgraded'],
    [266, 'exDiscReasonLicenseNoRemoteConnections', 'licensing: this computer is not licensed to take connections'],
    [267, 'exDiscReasonLicenseCreatingLicStoreAccDenied', 'licensing: the client may not write its licence store'],
    [768, 'exDiscReasonRdpEncInvalidCredentials', 'the credentials are not valid'],
    [4096, 'exDiscReasonProtocolRangeStart', 'first of the protocol errors: read them as error info'],
    [32767, 'exDiscReasonProtocolRangeEnd', 'last of the protocol errors: read them as error info'],
  ]),
  ...codeRows('extended-reason', 'public interop declarations of the mstscax type library', 'community', [
    [25, 'exDiscReasonShutdown', 'the remote computer shuts down'],
    [26, 'exDiscReasonReboot', 'the remote computer restarts'],
  ]),
];
