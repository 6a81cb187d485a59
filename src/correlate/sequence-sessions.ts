import { numberFact, textFact, type Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import { SECOND, type Micros } from '../model/time.ts';
import { clientOf, LOGON_TIME } from './draft.ts';
import { stepBefore, type OpenSequence } from './sequence-owner.ts';

/** What is still written about a connection that has ended comes within this time. */
const TAIL: number = 2 * SECOND;
/** Whether more of it may come at this time. */
export const isOpen = (one: OpenSequence, time: Micros): boolean =>
  one.draft.leftAt !== undefined
    ? time - one.draft.leftAt <= TAIL
    : one.isInSession || time - stepBefore(one, time) <= LOGON_TIME;

/** What is written about it in this moment may be about its end; later nothing is. */
export function leave(one: OpenSequence | undefined, { time }: Event): void {
  if (!one) return;
  one.steps.push(time);
  one.draft.leftAt ??= time;
}

/** The session manager's word that somebody has a session now, perhaps another than the connection waited in. */
export const arrivals: readonly KnownKind[] = ['session-reconnected', 'session-logged-on'];

export function arrive(open: readonly OpenSequence[], event: Event): void {
  const [id, from] = [numberFact(event, 'sessionId'), textFact(event, 'client')];
  const waiting = open.filter((one) => !one.hasUser && isOpen(one, event.time));
  const one =
    waiting.findLast(({ sessionId }) => sessionId !== undefined && sessionId === id) ??
    waiting.findLast(({ draft }) => from !== undefined && clientOf(draft) === from);
  if (!one) return;
  one.hasUser = true;
  one.isInSession = true;
  takeSession(one, event, open);
}

/** Whoever had the session before has it no more. */
export function takeSession(one: OpenSequence, event: Event, others: readonly OpenSequence[]): void {
  const id = numberFact(event, 'sessionId');
  if (id === undefined) return;
  leave(
    others.find((other) => other !== one && other.sessionId === id && isOpen(other, event.time)),
    event,
  );
  one.sessionId = id;
}

/** The session manager's word that a session has lost its connection. */
export const leavings: readonly KnownKind[] = [
  'session-disconnected',
  'session-disconnect-reason',
  'session-logged-off',
];

export function leftBy(event: Event, open: readonly OpenSequence[]): OpenSequence | undefined {
  const id = numberFact(event, 'sessionId');
  // What was a place to wait in is given up for the session that somebody comes back to: 0 is no reason.
  if (id === undefined || event.facts['reason'] === 0) return undefined;
  return open.findLast(({ sessionId }) => sessionId === id);
}

export const isOneOf = (kinds: readonly KnownKind[], { kind }: Event): boolean =>
  (kinds as readonly string[]).includes(kind);
