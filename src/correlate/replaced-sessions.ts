import { numberFact, type Event } from '../model/event.ts';
import { SECOND } from '../model/time.ts';
import { addTo, clientOf, type Draft } from './draft.ts';
import { indexSessions } from './join-sessions.ts';

/** A reconnect first throws out the old connection, then takes the session: within seconds. */
const TAKEOVER = 30 * SECOND;
/** ERRINFO_DISCONNECTED_BY_OTHERCONNECTION, [MS-RDPBCGR] 2.2.5.1.1. */
const REPLACED = 5;

/**
 * Moves "disconnected, reason 5" out of the attempt that took the session and into the one that lost it: Windows
 * writes it under the new connection's ActivityID. Gives back those whose old connection was not seen.
 */
export function returnReplacedSessions(drafts: readonly Draft[]): Event[] {
  const sessions = indexSessions(drafts);
  const orphans: Event[] = [];
  for (const draft of drafts) {
    const taken = draft.links.findIndex(({ event }) => isReplaced(event) && takes(draft, event));
    const link = draft.links[taken];
    if (!link) continue;
    draft.links.splice(taken, 1);
    const id = String(numberFact(link.event, 'sessionId'));
    const old = sessions.get(id)?.findLast((use) => use.draft !== draft && use.from < draft.start);
    if (old) addTo(old.draft, link.event, 'session-id');
    else orphans.push(link.event);
  }
  return orphans;
}

/** Notes, on every attempt that lost its session, whether the same client or another took it. */
export function noteReplacers(drafts: readonly Draft[]): void {
  const sessions = indexSessions(drafts);
  for (const draft of drafts) {
    const lost = draft.links.find(({ event }) => isReplaced(event))?.event;
    const id = lost && sessionOf(draft);
    if (!lost || id === undefined) continue;
    const taker = sessions
      .get(String(id))
      ?.find((use) => use.draft !== draft && Math.abs(use.from - lost.time) <= TAKEOVER)?.draft;
    if (taker) draft.replacedBy = clientOf(taker) === clientOf(draft) ? 'same-client' : 'other-client';
  }
}

const isReplaced = ({ kind, facts }: Event): boolean =>
  ((kind === 'session-disconnect-reason' || kind === 'connection-ended') && facts['reason'] === REPLACED) ||
  (kind === 'stack-call' && facts['errorInfo'] === REPLACED);

/** The attempt itself got the session right after that. */
function takes(draft: Draft, lost: Event): boolean {
  return (
    lost.kind === 'session-disconnect-reason' &&
    draft.links.some(
      ({ event }) =>
        (event.kind === 'session-reconnected' || event.kind === 'session-logged-on') &&
        event.facts['sessionId'] === lost.facts['sessionId'] &&
        event.time >= lost.time &&
        event.time - lost.time <= TAKEOVER,
    )
  );
}

function sessionOf(draft: Draft): number | undefined {
  const owned = draft.links.findLast(
    ({ event }) => event.kind === 'session-reconnected' || event.kind === 'session-logged-on',
  );
  const assigned = owned ?? draft.links.find(({ event }) => event.kind === 'session-assigned');
  return assigned && numberFact(assigned.event, 'sessionId');
}
