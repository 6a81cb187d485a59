import type { Attempt } from '../model/attempt.ts';
import { numberFact, type Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import { micros, MINUTE } from '../model/time.ts';
import { stageRank } from '../model/vocabulary.ts';
import type { WasSeen } from './surroundings.ts';

/** The log that says that a desktop was there. */
const DESKTOP_LOG = 'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational';
/** A session that was shown for so long: whoever is turned away is gone before. */
const AT_WORK: number = 2 * MINUTE;

/** Why an attempt failed, or that it did: none of these rests on a desktop that was not seen, unless one came later. */
const failures: readonly string[] = [
  'security-layer-failed',
  'credentials-refused',
  'logon-failed',
  'logon-call-failed',
  'remote-logon-denied',
  'session-state-error',
] satisfies KnownKind[];

/** The log was there when a session was chosen, and would have gone on with the desktop. */
const choosing: readonly string[] = ['session-arbitration-started'] satisfies KnownKind[];

/** Only who has a desktop comes back to it or logs off from it. */
const atDesktop: readonly string[] = ['session-logged-off', 'station-reconnected'] satisfies KnownKind[];
/** What the audit has of whoever leaves one. */
const leavesDesktop: readonly string[] = ['station-disconnected', 'logoff-requested'] satisfies KnownKind[];
/** Types of logon to a desktop: remote, cached, or to one that was left. */
const DESKTOP_LOGONS: ReadonlySet<number> = new Set([7, 10, 12]);
/** Ends that somebody asked for inside a session. A logoff (12) is also what Cancel at the sign-in screen looks like. */
const LEFT: ReadonlySet<number> = new Set([11, 13]);

/**
 * An attempt counts as failed when it ended and no desktop was seen. Where the log that would show the desktop was not
 * there, and what is left looks like somebody at work, that is no failure: silence is evidence only where we looked.
 */
export function settleUnseen(attempt: Attempt, wasSeen: WasSeen): Attempt {
  const { outcome, reached, events } = attempt;
  if (attempt.seenBy !== 'server') return settleClients(attempt);
  if (outcome === 'succeeded') return settleUnconfirmed(attempt, wasSeen);
  if (outcome !== 'failed' && outcome !== 'unknown') return attempt;
  // What may be of another attempt as well says nothing of this one.
  const own = events.filter(({ rivals }) => !rivals).map(({ event }) => event);
  const has = (kinds: readonly string[]): boolean => own.some(({ kind }) => kinds.includes(kind));
  if (own.some(isBroken) || has(choosing)) return attempt;
  if (wasSeen(attempt.host, DESKTOP_LOG, attempt.startedAt)) return attempt;
  const refused = own.findLastIndex(({ kind }) => failures.includes(kind));
  const arrived = own.findLastIndex((event) => atDesktop.includes(event.kind) || isDesktopLogon(event));
  // At the screen of a session one may try again.
  if (arrived > refused) return { ...attempt, outcome: 'succeeded', reached: 'desktop' };
  if (refused >= 0) return attempt;
  if (stageRank(reached) < stageRank('session')) return attempt;
  const assigned = own.find(({ kind }) => kind === ('session-assigned' satisfies KnownKind));
  const isLong = assigned !== undefined && attempt.endedAt - assigned.time >= AT_WORK;
  const hasLeft = own.some((event) => LEFT.has(numberFact(event, 'reason') ?? 0));
  return isLong || hasLeft ? { ...attempt, outcome: 'unknown' } : attempt;
}

/**
 * The client says that it was connected, and minutes later that the person on the host ended it: there was a session, though
 * it did not say that somebody logged on.
 */
function settleClients(attempt: Attempt): Attempt {
  if (attempt.outcome !== 'failed') return attempt;
  const own = attempt.events.map(({ event }) => event);
  const connected = own.find(({ kind }) => kind === ('client-connected' satisfies KnownKind));
  const ended = own.findLast(({ kind }) => kind === ('client-disconnected' satisfies KnownKind));
  if (!connected || !ended || ended.time - connected.time < AT_WORK) return attempt;
  return numberFact(ended, 'reason') === ENDED_THERE
    ? { ...attempt, outcome: 'succeeded', reached: 'session' }
    : attempt;
}
/** Remote disconnection by user: IMsTscAxEvents::OnDisconnected. */
const ENDED_THERE = 2;

/**
 * The audit grants a logon before there is a desktop, and is taken for one where nothing else would tell. Where the log of
 * the sessions was there and has none, nobody knows what became of it.
 */
function settleUnconfirmed(attempt: Attempt, wasSeen: WasSeen): Attempt {
  if (attempt.reached === 'desktop') return attempt;
  const own = attempt.events.filter(({ rivals }) => !rivals).map(({ event }) => event);
  const granted = own.findLast(isDesktopLogon);
  if (!granted || own.some(({ kind }) => atDesktop.includes(kind) || leavesDesktop.includes(kind)))
    return attempt;
  const until = micros(granted.time + AT_WORK);
  return wasSeen(attempt.host, DESKTOP_LOG, attempt.startedAt, until)
    ? { ...attempt, outcome: 'unknown' }
    : attempt;
}

/** A socket that failed otherwise than by the client's going away (ERROR_NETNAME_DELETED). */
const isBroken = ({ kind, facts }: Event): boolean =>
  (kind === 'read-failed' || kind === 'write-failed') && facts['code'] !== CLIENT_GONE;
const CLIENT_GONE = 64;

const isDesktopLogon = (event: Event): boolean =>
  event.kind === ('logon-succeeded' satisfies KnownKind) &&
  DESKTOP_LOGONS.has(numberFact(event, 'logonType') ?? 0);
