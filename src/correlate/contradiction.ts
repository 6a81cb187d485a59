import type { Attempt } from '../model/attempt.ts';
import type { KnownKind } from '../model/kinds.ts';
import { MINUTE } from '../model/time.ts';
import { stageRank } from '../model/vocabulary.ts';
import { SAME_MOMENT } from './clock-offset.ts';
import type { OuterView } from './outer-view.ts';

const refusals: readonly string[] = [
  'security-layer-failed',
  'credentials-refused',
  'logon-failed',
  'logon-call-failed',
  'remote-logon-denied',
] satisfies KnownKind[];

/** Says whether the client had a session of which the host says that it refused it. */
export const isRefusedSession = (view: OuterView, attempt: Attempt): boolean =>
  view.outcome === 'succeeded' &&
  attempt.outcome === 'failed' &&
  attempt.events.some(({ event }) => refusals.includes(event.kind));

const connected: readonly string[] = ['client-connected', 'client-logged-on'] satisfies KnownKind[];
const neverConnected = ({ as, links }: OuterView): boolean =>
  as === 'client' && !links.some(({ event }) => connected.includes(event.kind));

/** Says whether the host gave a session, and the client saw the end of it without ever having been connected. */
export const isUnseenSession = (view: OuterView, attempt: Attempt): boolean =>
  view.ended !== undefined && neverConnected(view) && attempt.outcome === 'succeeded';

/** Of a connection that its client left before it stood, Windows knows after 90 s. */
const GIVE_UP: number = 2 * MINUTE;

/** Says whether the host let somebody in, or had them, after the other machine had seen the end of it. */
export function goesOnAfter(view: OuterView, attempt: Attempt, delta: number): boolean {
  const { ended } = view;
  if (ended === undefined) return false;
  if (neverConnected(view) && attempt.endedAt > ended + delta + GIVE_UP) return true;
  return attempt.events.some(
    ({ event }) =>
      stageRank(event.stage) >= stageRank('authorization') && event.time > ended + delta + SAME_MOMENT,
  );
}
