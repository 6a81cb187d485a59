import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import type { Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import type { Micros } from '../model/time.ts';

/** What happened to a host that may bear on connections: context for a reader, never a cause by itself. */
const changeKinds: ReadonlySet<string> = new Set([
  'system-started',
  'shutdown-requested',
  'clock-changed',
  'log-cleared',
  'certificate-created',
  'certificate-create-failed',
  'certificate-renew-failed',
  'certificate-expired',
  'certificate-settings-reset',
  'service-crashed',
  'service-failed',
  'service-start-type-changed',
] satisfies readonly KnownKind[]);

/** More changes than this are a history, not a hint; the latest are the ones to look at. */
const SHOWN = 20;

/** When it last worked, and what changed between that and the first failure. */
export interface SinceItWorked {
  readonly lastSuccess: Event | undefined;
  readonly changes: readonly Event[];
}

/**
 * Looks back from a cause's first failure to the last success on the same host.
 *
 * @param hostEvents The host's events that belong to no attempt, in time order.
 */
export function sinceItWorked(
  firstFailure: Micros,
  host: string,
  attempts: readonly DiagnosedAttempt[],
  hostEvents: readonly Event[],
): SinceItWorked {
  const worked = attempts.findLast(
    ({ attempt }) =>
      attempt.host === host && attempt.outcome === 'succeeded' && attempt.startedAt < firstFailure,
  );
  const lastSuccess = worked?.attempt.events.find(
    ({ event }) => event.stage === worked.attempt.reached,
  )?.event;
  if (!lastSuccess) return { lastSuccess: undefined, changes: [] };
  const changes = hostEvents.filter(
    (event) => changeKinds.has(event.kind) && event.time > lastSuccess.time && event.time < firstFailure,
  );
  return { lastSuccess, changes: changes.slice(-SHOWN) };
}
