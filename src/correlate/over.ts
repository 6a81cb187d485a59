import { MINUTE, type Micros } from '../model/time.ts';
import { has, wasOverBy, type Draft } from './draft.ts';

/** Windows gives up on an unfinished logon after 90 s, and its last records come within a minute of it. */
const SETTLED = 10 * MINUTE;

/** What an attempt is when everything up to a time is known: over, in a session that goes on, or still being joined. */
export type DraftState = 'over' | 'in-session' | 'recent';

/**
 * Says whether an attempt can still change, when no event before `cut` will come any more.
 *
 * @param mostRecords What has more goes on, though it was never still: its records are not waited with.
 */
export function draftState(draft: Draft, cut: Micros, mostRecords: number = Infinity): DraftState {
  if (draft.end >= cut)
    return draft.links.length > mostRecords && draft.start + SETTLED < cut ? 'in-session' : 'recent';
  if (wasOverBy(draft, cut) || has(draft, 'client-disconnected') || !hasSession(draft)) return 'over';
  // What logs on within the first minutes may still be tied to it, or to a rival.
  return draft.start + SETTLED < cut ? 'in-session' : 'recent';
}

const hasSession = (draft: Draft): boolean =>
  has(draft, 'session-assigned', 'session-logged-on', 'session-reconnected', 'client-logged-on');
