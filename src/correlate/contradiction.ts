import type { Attempt } from '../model/attempt.ts';
import type { KnownKind } from '../model/kinds.ts';
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

/** Says whether the host let somebody in after the other machine had seen the end of it. */
export function goesOnAfter(view: OuterView, attempt: Attempt, delta: number): boolean {
  const { ended } = view;
  if (ended === undefined) return false;
  return attempt.events.some(
    ({ event }) =>
      stageRank(event.stage) >= stageRank('authorization') && event.time > ended + delta + SAME_MOMENT,
  );
}
