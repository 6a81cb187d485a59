import type { Attempt } from '../model/attempt.ts';
import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import type { Event, FactValue } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import type { ReportSuccess } from '../model/report-history.ts';
import { MINUTE, type Micros } from '../model/time.ts';
import { isKnownUpdate } from './known-updates.ts';

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
 * Looks back from a cause's first failure to the last success on one of its hosts, of the one whom the cause is about
 * before anybody else's; where there was none, over a day. What changed is told of the host where it worked, else of the
 * first. What it finds is context for a reader, never a cause by itself.
 *
 * @param hosts Those of the cause, where it first failed before others.
 * @param eventsAt A host's events that belong to no attempt, in time order.
 */
export function sinceItWorked(
  firstFailure: Micros,
  hosts: readonly string[],
  attempts: readonly DiagnosedAttempt[],
  eventsAt: (host: string) => readonly Event[],
  isSame?: IsSame,
): SinceItWorked {
  const places = new Set(hosts);
  const before = (isOurs: IsSame): Attempt | undefined =>
    latest(
      attempts,
      (attempt) =>
        attempt.outcome === 'succeeded' &&
        attempt.startedAt < firstFailure &&
        wasAtOneOf(attempt, places) &&
        isOurs(attempt),
    );
  const own = isSame && before(isSame);
  const worked = own ?? before(() => true);
  const lastSuccess = worked && successRecord(worked);
  const isTheirs = own !== undefined || isSame === undefined;
  const from = (isTheirs ? lastSuccess?.time : undefined) ?? firstFailure - DAY;
  const place = hosts.find((host) => worked && wasAt(worked, host)) ?? hosts[0] ?? '';
  const changed = eventsAt(place).filter(
    (event) => rankOf.has(event.kind) && event.time > from && event.time < firstFailure && !isTinyStep(event),
  );
  const by = lastSuccess && worked && successBy(worked, isSame ? (own ? 'theirs' : 'others') : 'any');
  return { lastSuccess, by, changes: mostTelling(changed) };
}

/** Those of several hosts stand one host after the other. */
function latest(attempts: readonly DiagnosedAttempt[], is: IsSame): Attempt | undefined {
  let last: Attempt | undefined;
  for (const { attempt } of attempts)
    if (attempt.startedAt >= (last?.startedAt ?? -Infinity) && is(attempt)) last = attempt;
  return last;
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

/** The same for any of several hosts. */
export const wasAtOneOf = ({ host: own, otherViews = [] }: Attempt, hosts: ReadonlySet<string>): boolean =>
  hosts.has(own) || otherViews.some((view) => hosts.has(view.host));

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
  // A known update comes before what is of its rank, and never falls among the many of one day.
  const rank = (event: Event): number =>
    (rankOf.get(event.kind) ?? changeKinds.length) - (isKnownUpdate(event) ? 0.5 : 0);
  return withUpdatesOnce(changes.toReversed())
    .filter((event) => {
      if (isKnownUpdate(event)) return true;
      const { kind } = event;
      const times = seen.get(kind) ?? 0;
      seen.set(kind, times + 1);
      return times < SHOWN_OF_KIND;
    })
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, SHOWN);
}

/** Windows Update and the servicing stack each log an installation, in logs of their own: the first that comes stands for it. */
function withUpdatesOnce(changes: readonly Event[]): readonly Event[] {
  const told = new Set<FactValue>();
  return changes.filter(({ kind, facts: { kb } }) => {
    if (kind !== 'update-installed' || kb === undefined) return true;
    const isNew = !told.has(kb);
    told.add(kb);
    return isNew;
  });
}
