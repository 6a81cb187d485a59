import { numberFact, type Event } from '../model/event.ts';
import { groupBy } from '../model/group-by.ts';
import type { KnownKind } from '../model/kinds.ts';
import { lastBefore } from '../model/last-before.ts';
import { micros, SECOND } from '../model/time.ts';
import { addTo, clientOf, pickText, removeFrom, wasOverBy, type Draft } from './draft.ts';
import { lastUse, nextUse, sessionUses, type SessionUses } from './session-uses.ts';

/** A reconnect first throws out the old connection, then takes the session: within seconds. */
const TAKEOVER = 30 * SECOND;
/** ERRINFO_DISCONNECTED_BY_OTHERCONNECTION, [MS-RDPBCGR] 2.2.5.1.1. */
const REPLACED = 5;

/**
 * Moves "disconnected, reason 5" out of the attempt that took the session, or was to have it, and into the one that lost it:
 * Windows writes it under the new connection's ActivityID. Gives back those whose old connection was not seen.
 */
export function returnReplacedSessions(drafts: readonly Draft[]): Event[] {
  const uses = sessionUses(drafts);
  const orphans: Event[] = [];
  for (const draft of drafts) {
    const lost = lostByTaking(draft);
    if (!lost) continue;
    removeFrom(draft, lost);
    const old = lastUse(uses, numberFact(lost, 'sessionId') ?? -1, micros(draft.start - 1))?.draft;
    if (old && !wasOverBy(old, lost.time)) addTo(old, lost, 'session-id');
    else orphans.push(lost);
  }
  return orphans;
}

/** Notes, on every attempt that lost its session, whether the same client or another took it. */
export function noteReplacers(drafts: readonly Draft[]): void {
  const uses = sessionUses(drafts);
  for (const draft of drafts) {
    const lost = draft.links.find(({ event }) => isReplaced(event))?.event;
    const taker = lost && takerOf(draft, lost, uses);
    const same = taker && isSameClient(draft, taker);
    if (same !== undefined) draft.replacedBy = same ? 'same-client' : 'other-client';
  }
}

/** Everybody behind a gateway has its address: there the machines' names tell them apart. Unknown: undefined. */
function isSameClient(a: Draft, b: Draft): boolean | undefined {
  const [address, other] = [clientOf(a), clientOf(b)];
  if (address === undefined || other === undefined) return undefined;
  const [name, otherName] = [clientName(a), clientName(b)];
  return address === other && (name === undefined || otherName === undefined || name === otherName);
}

const clientName = (draft: Draft): string | undefined =>
  pickText(draft, 'clientName', ['station-reconnected', 'station-disconnected'])?.toLowerCase();

/** Whoever used the session next, about when it was lost. */
function takerOf(draft: Draft, lost: Event, uses: SessionUses): Draft | undefined {
  const own = sessionOf(draft);
  const id = own && numberFact(own, 'sessionId');
  const next = own && id !== undefined ? nextUse(uses, id, own.time) : undefined;
  return next && Math.abs(next.from - lost.time) <= TAKEOVER ? next.draft : undefined;
}

const isReplaced = ({ kind, facts }: Event): boolean =>
  ((kind === 'session-disconnect-reason' || kind === 'connection-ended') && facts['reason'] === REPLACED) ||
  (kind === 'stack-call' && facts['errorInfo'] === REPLACED);

/**
 * The first "disconnected, reason 5" right after which the attempt itself got the session, or of a session that is none of
 * its own: it threw another connection out, and need not have got its session.
 */
function lostByTaking({ links }: Draft): Event | undefined {
  const lost = links.filter(({ event }) => event.kind === 'session-disconnect-reason' && isReplaced(event));
  if (lost.length === 0) return undefined;
  const taken = groupBy(
    links
      .map(({ event }) => event)
      .filter(isLogon)
      .sort((a, b) => a.time - b.time),
    ({ facts }) => facts['sessionId'],
  );
  const own = new Set(
    links.flatMap(({ event: { kind, facts } }) => (ownKinds.includes(kind) ? [facts['sessionId']] : [])),
  );
  return lost.find(({ event }) => {
    if (own.size > 0 && !own.has(event.facts['sessionId'])) return true;
    const logons = taken.get(event.facts['sessionId']) ?? [];
    const next = logons[lastBefore(logons, event.time - 1, ({ time }) => time) + 1];
    return next !== undefined && next.time - event.time <= TAKEOVER;
  })?.event;
}

const ownKinds: readonly string[] = [
  'session-assigned',
  'session-arbitration-started',
  'session-logged-on',
  'session-reconnected',
] satisfies KnownKind[];
const isLogon = ({ kind }: Event): boolean => kind === 'session-reconnected' || kind === 'session-logged-on';

/** The event that says which session the attempt had: the one it got to in the end. */
function sessionOf(draft: Draft): Event | undefined {
  const owned = draft.links.findLast(({ event }) => isLogon(event));
  return (owned ?? draft.links.find(({ event }) => event.kind === 'session-assigned'))?.event;
}
