import { code, number, text, type CatalogRow } from '../catalog-row.ts';
import { rowsOf } from './rows-of.ts';

const row = rowsOf('Microsoft-Windows-TerminalServices-LocalSessionManager', 'manifest');
const session = { sessionId: number('Session', 'SessionID', 'SessionId') };

/** What goes wrong or slowly in the session manager. Ids, fields and their order from its ETW manifest. */
export const localSessionFaultRows: readonly CatalogRow[] = [
  row(16, 'service-start-failed', { code: code('Param1') }, 'the session manager could not start: {code}'),
  row(
    19,
    'service-start-failed',
    { code: code('Param1') },
    'the session manager cannot watch Remote Desktop Services: {code}',
  ),
  row(
    20,
    'session-state-error',
    { event: text('messageName'), code: code('errorCode') },
    'the message {event} to the session failed: {code}',
  ),
  row(
    33,
    'session-plugin-failed',
    { plugin: text('messageName'), code: code('errorCode') },
    'the plug-in {plugin} could not start: {code}',
  ),
  row(34, 'logons-refused-in-setup', {}, 'Windows setup is running: nobody may log on'),
  row(35, 'session-plugin-failed', { plugin: text('Param1') }, '{plugin} did not answer a session change'),
  row(
    37,
    'session-state-error',
    { ...session, state: text('StateName'), event: text('EventName'), code: code('ErrorCode') },
    'session {sessionId}: {event} is not allowed in state {state}',
  ),
  row(43, 'session-connect-slow', session, 'Windows was slow to connect session {sessionId}'),
  row(44, 'session-disconnect-slow', session, 'Windows was slow to disconnect session {sessionId}'),
  row(45, 'session-disconnect-slow', session, 'Windows was slow to end session {sessionId}'),
  row(48, 'session-connect-slow', session, 'the logon to session {sessionId} was slow'),
  row(49, 'session-connect-slow', session, 'choosing session {sessionId} was slow'),
  row(50, 'session-connect-slow', session, 'session {sessionId} was slow to begin its connection'),
  row(51, 'session-connect-slow', session, 'session {sessionId} was slow to finish its connection'),
  row(52, 'session-disconnect-slow', session, 'session {sessionId} was slow to begin its end'),
  row(53, 'session-disconnect-slow', session, 'session {sessionId} was slow to finish its end'),
  row(55, 'service-slow', {}, 'Remote Desktop Services was slow to start'),
  row(56, 'service-slow', {}, 'Remote Desktop Services was slow to stop'),
  row(60, 'session-console-taken', session, 'a remote protocol took over the console session'),
];
