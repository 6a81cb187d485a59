import { address, code, number, text, userOf, type CatalogRow } from '../catalog-row.ts';

const provider = 'Microsoft-Windows-TerminalServices-LocalSessionManager';
const session = { sessionId: number('SessionID', 'Session', 'SessionId') };
const user = userOf('User');
const client = { client: address('Address') };

/** The keeper of sessions. Ids, fields and their order from its ETW manifest. */
export const localSessionManagerRows: readonly CatalogRow[] = [
  {
    provider,
    eventId: 17,
    kind: 'service-start-failed',
    facts: { code: code('Param1') },
    summary: 'Remote Desktop Services could not start: {code}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 18,
    kind: 'service-stopped-unexpectedly',
    facts: {},
    summary: 'Remote Desktop Services stopped for an unknown reason',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 21,
    kind: 'session-logged-on',
    stage: 'desktop',
    facts: { ...user, ...session, ...client },
    summary: '{account} logged on to session {sessionId} from {client}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 22,
    kind: 'session-shell-started',
    stage: 'desktop',
    facts: { ...user, ...session, ...client },
    summary: 'shell started in session {sessionId}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 23,
    kind: 'session-logged-off',
    facts: { ...user, ...session },
    summary: '{account} logged off from session {sessionId}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 24,
    kind: 'session-disconnected',
    facts: { ...user, ...session, ...client },
    summary: 'session {sessionId} of {account} disconnected from {client}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 25,
    kind: 'session-reconnected',
    stage: 'desktop',
    facts: { ...user, ...session, ...client },
    summary: '{account} reconnected to session {sessionId} from {client}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 36,
    kind: 'session-state-error',
    facts: { ...session, state: text('StateName'), event: text('EventName'), code: code('ErrorCode') },
    summary: 'session {sessionId}: {event} failed in state {state} with {code}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 39,
    kind: 'session-disconnected-by',
    facts: { sessionId: number('TargetSession'), bySession: number('Source') },
    summary: 'session {sessionId} was disconnected by session {bySession}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 40,
    kind: 'session-disconnect-reason',
    facts: { ...session, reason: code('Reason') },
    summary: 'session {sessionId} disconnected, reason {reason}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 41,
    kind: 'session-arbitration-started',
    stage: 'session',
    facts: { ...user, ...session },
    summary: 'choosing a session for {account}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 42,
    kind: 'session-arbitration-ended',
    stage: 'session',
    facts: { ...user, ...session },
    summary: 'session {sessionId} chosen for {account}',
    basis: 'manifest',
  },
  {
    provider,
    eventId: 54,
    kind: 'system-stopping',
    facts: {},
    summary: 'the session manager was told that the system shuts down',
    basis: 'manifest',
  },
];
