import { address, code, number, text, userOf, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';
import { TERM_SERVICE } from './sources.ts';

const provider = 'Microsoft-Windows-TerminalServices-RemoteConnectionManager';
const row = rowsOf(provider, 'manifest');

const session = { sessionId: number('Session') };
const owner = { account: text(0), domain: text(1) };
const disk = { sid: text('Param1'), code: code('Param2') };
// No field of the shadowing events is named; that the first is who shadows, from which computer, is a guess.
const shadow = userOf('Param1');
const shadowing = { ...shadow, clientName: text('Param2') };

/** The connection manager's word on sessions: limits, refusals, what the user's settings and profile came to. */
export const remoteSessionRows: readonly CatalogRow[] = [
  row(
    1012,
    'session-logon-attempts-exceeded',
    { clientName: text(0) },
    'too many failed logons in the session of {clientName}: it was ended',
  ),
  row(1022, 'session-redirect-failed', { code: code(0) }, 'redirection to another server failed: {code}'),
  row(1036, 'session-create-failed', { code: code(0) }, 'no session could be made: {code}'),
  row(1041, 'auto-reconnect-failed', { code: code(0) }, 'the client could not reconnect by itself: {code}'),
  row(1046, 'profile-path-unusable', owner, 'the profile path of {account} cannot be used'),
  row(1060, 'profile-path-unusable', owner, 'the home directory of {account} cannot be used'),
  row(1066, 'session-arbitration-failed', { code: code(0) }, 'no session could be chosen: {code}'),
  row(
    1151,
    'session-declined',
    { domain: text('Param1'), account: text('Param2'), client: address('Param3') },
    'the user at the session did not let {account} from {client} in',
  ),
  row(20498, 'connection-slow', {}, 'the connection took too long'),
  row(20502, 'session-connect-slow', session, 'session {sessionId} was slow to tell of its connection'),
  row(
    20499,
    'user-config-slow',
    { account: text('UserName'), server: text('ServerName') },
    'the settings of {account} took long to load from {server}',
  ),
  row(
    20500,
    'user-config-loaded',
    { account: text('UserName'), server: text('ServerName'), took: text('time') },
    'the settings of {account} were loaded from {server} in {took}',
  ),
  row(20515, 'session-idle-limit', session, 'session {sessionId} was idle too long: logged off'),
  row(20516, 'session-idle-limit', session, 'session {sessionId} was idle too long: disconnected'),
  row(20517, 'session-active-limit', session, 'session {sessionId} lasted too long: logged off'),
  row(20518, 'session-active-limit', session, 'session {sessionId} lasted too long: disconnected'),
  row(
    20519,
    'session-disconnected-limit',
    session,
    'session {sessionId} was disconnected too long: logged off',
  ),
  row(20491, 'profile-disk-failed', disk, 'the profile disk could not be disconnected: {code}'),
  row(20492, 'profile-disk-failed', disk, 'the profile disk could not be detached: {code}'),
  row(20493, 'profile-disk-failed', disk, 'the profile disk failed, a temporary profile is used: {code}'),
  row(20494, 'profile-disk-failed', disk, 'the profile disk could not be had: {code}'),
  row(20495, 'profile-disk-failed', disk, 'the profile disk could not be attached: {code}'),
  row(20496, 'profile-disk-failed', disk, 'the profile disk failed, the ordinary profile is used: {code}'),
  row(1137, 'profile-cache-failed', { code: code('Param1') }, 'the profile cache could not start: {code}'),
  row(1138, 'profile-cache-failed', { code: code('Param1') }, 'the profile cache has a bad interval'),
  row(1139, 'profile-cache-failed', { code: code('Param1') }, 'the profile cache has a bad size'),
  row(1140, 'profile-cache-failed', { code: code('Param1') }, 'the profile cache is on but fails: {code}'),
  row(1141, 'profile-cache-failed', { code: code('Param1') }, 'the profile cache is off and fails: {code}'),
  row(1144, 'profile-cache-failed', {}, 'the profile cache could not delete a profile'),
  row(1146, 'shadow-requested', shadow, 'somebody asked to shadow a session'),
  row(1147, 'shadow-started', shadow, 'a session is shadowed'),
  row(1148, 'shadow-failed', shadow, 'shadowing a session failed'),
  row(20503, 'shadow-started', shadowing, 'a session is watched'),
  row(20506, 'shadow-started', shadowing, 'a session is controlled'),
  row(20512, 'shadow-failed', shadow, 'shadowing a session failed'),
  row(20513, 'shadow-refused', shadow, 'the policy does not allow to shadow the session'),
  row(20514, 'shadow-refused', shadow, 'the session is shadowed already'),
  rowsOf('TermService', 'manifest', TERM_SERVICE)(
    1036,
    'session-create-failed',
    { code: code(0) },
    'no session: {code}',
  ),
];
