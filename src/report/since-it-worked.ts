import type { Attempt } from '../model/attempt.ts';
import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import type { Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import type { ReportSuccess } from '../model/report.ts';
import { MINUTE, type Micros } from '../model/time.ts';

/**
 * What happened to a host that may bear on connections, the most telling first: what was done to Remote Desktop itself,
 * to its certificate, its way in and its people; then what changed the machine or its network; then restarts and the like.
 */
const changeKinds = [
  [
    'listener-settings-changed',
    'listener-settings-corrected',
    'session-host-role-absent',
    'certificate-created',
    'certificate-create-failed',
    'certificate-renewed',
    'certificate-renew-failed',
    'certificate-expired',
    'certificate-settings-reset',
    'firewall-rule-added',
    'firewall-rule-changed',
    'firewall-rule-deleted',
    'firewall-rules-reset',
    'remote-user-added',
    'remote-user-removed',
    'group-member-added',
    'group-member-removed',
    'logon-right-granted',
    'logon-right-removed',
    'logons-draining',
    'logons-disabled',
    'service-start-type-changed',
    'service-crashed',
    'service-failed',
  ],
  [
    'update-installed',
    'update-waiting-for-restart',
    'policy-applied',
    'audit-policy-changed',
    'firewall-setting-changed',
    'firewall-policy-changed',
    'firewall-profile-changed',
    'network-profile-changed',
    'computer-renamed',
    'clock-changed',
  ],
  ['system-started', 'shutdown-requested', 'system-stopped-unexpectedly', 'log-cleared'],
] as const satisfies readonly (readonly KnownKind[])[];

const rankOf: ReadonlyMap<string, number> = new Map(
  changeKinds.flatMap((kinds, rank) => kinds.map((kind) => [kind, rank] as const)),
);

/** The kinds of events that are changes. */
export const changes: readonly string[] = changeKinds.flat();

/** More changes than this are a history, not a hint. */
const SHOWN = 20;
/** Some kinds come every hour; the ones closest to the failure are the ones to look at. */
const SHOWN_OF_KIND = 3;
/** How far to look back where no success says from when on. */
const DAY: number = 24 * 60 * MINUTE;

/** When it last worked, and what changed between that and the first failure. */
export interface SinceItWorked {
  readonly lastSuccess: Event | undefined;
  readonly by: ReportSuccess | undefined;
  /**
   * The most telling first, and among equals the latest. Without a last success, or with somebody else's only: of the
   * day before the failure.
   */
  readonly changes: readonly Event[];
}

/** Says whether an attempt was made by the one user or client whom a cause is about. */
export type IsSame = (attempt: Attempt) => boolean;

/**
 * Looks back from a cause's first failure to the last success on the same host, of the one whom the cause is about
 * before anybody else's; where there was none, over a day.
 * What it finds is context for a reader, never a cause by itself.
 *
 * @param hostEvents The host's events that belong to no attempt, in time order.
 */
export function sinceItWorked(
  firstFailure: Micros,
  host: string,
  attempts: readonly DiagnosedAttempt[],
  hostEvents: readonly Event[],
  isSame?: IsSame,
): SinceItWorked {
  const didWork = ({ attempt }: DiagnosedAttempt): boolean =>
    wasAt(attempt, host) && attempt.outcome === 'succeeded' && attempt.startedAt < firstFailure;
  const own = isSame && attempts.findLast((one) => isSame(one.attempt) && didWork(one));
  const worked = own ?? attempts.findLast(didWork);
  const lastSuccess = worked && successRecord(worked.attempt);
  const isTheirs = own !== undefined || isSame === undefined;
  const from = (isTheirs ? lastSuccess?.time : undefined) ?? firstFailure - DAY;
  const changed = hostEvents.filter(
    (event) => rankOf.has(event.kind) && event.time > from && event.time < firstFailure && !isTinyStep(event),
  );
  const by = lastSuccess && worked && successBy(worked.attempt, isSame ? (own ? 'theirs' : 'others') : 'any');
  return { lastSuccess, by, changes: mostTelling(changed) };
}

/** The record that shows how far a success came. */
export const successRecord = ({ events, reached }: Attempt): Event | undefined =>
  events.find(({ event }) => event.stage === reached)?.event;

/** Says whose a success is; undefined: no record says. */
export function successBy(
  { account, client, target }: Attempt,
  whose: ReportSuccess['whose'],
): ReportSuccess | undefined {
  if (account === undefined && client === undefined) return undefined;
  return {
    ...(account && { account: account.name }),
    ...(client && { client: client.address }),
    ...(target !== undefined && { target }),
    whose,
  };
}

/** A client has its part in what the host it connected to logged of the same try. */
export const wasAt = ({ host: own, otherViews = [] }: Attempt, host: string): boolean =>
  own === host || otherViews.some((view) => view.host === host);

/** The time service sets the clock all day, by fractions of a second; no ticket or certificate minds. */
function isTinyStep({ kind, facts: { setBy, offsetSeconds } }: Event): boolean {
  if (kind !== 'clock-changed') return false;
  return typeof offsetSeconds === 'number'
    ? Math.abs(offsetSeconds) < LEAST_STEP
    : typeof setBy === 'string' && /^[+-]\d s$/.test(setBy);
}
/** Seconds: one digit of them, where they are in words. */
const LEAST_STEP = 10;

function mostTelling(changes: readonly Event[]): readonly Event[] {
  const seen = new Map<string, number>();
  const rank = ({ kind }: Event): number => rankOf.get(kind) ?? changeKinds.length;
  return changes
    .toReversed()
    .filter(({ kind }) => {
      const times = seen.get(kind) ?? 0;
      seen.set(kind, times + 1);
      return times < SHOWN_OF_KIND;
    })
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, SHOWN);
}
