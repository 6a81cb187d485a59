import type { LinkedEvent } from '../model/attempt.ts';
import type { CoverageView } from '../model/coverage.ts';
import type { DiagnosedAttempt, HostDiagnosis, NotEvaluated } from '../model/diagnosis.ts';
import type { Event } from '../model/event.ts';
import { groupBy } from '../model/group-by.ts';
import type { AttemptTally, Pattern, RunOn } from '../model/pattern.ts';
import { SECOND, type Micros } from '../model/time.ts';
import { confidences, stageRank, weakest, type Confidence } from '../model/vocabulary.ts';
import { certainty } from './certainty.ts';
import type { WasSeen } from './surroundings.ts';
import { isPublicAddress } from './public-address.ts';
import type { EventIndex } from './event-index.ts';
import { hasKinds, matchWithin } from './match.ts';

/** What the host patterns look at. */
export interface HostScene {
  readonly host: string;
  readonly attempts: readonly DiagnosedAttempt[];
  /** In time order. */
  readonly unattached: readonly Event[];
  readonly wasSeen: WasSeen;
  /** All events of the host, those of its attempts among them. */
  readonly index: EventIndex;
}

/** Runs the host signs and tallies of all patterns; those that build on others' clients come after them. */
export function diagnoseHost(scene: HostScene, patterns: readonly Pattern[]): HostDiagnosis[] {
  const found: HostDiagnosis[] = [];
  const links: readonly LinkedEvent[] = scene.unattached.map((event) => ({ event, by: 'activity-id' }));
  for (const pattern of patterns) {
    const bySign = matchHostSigns(pattern, scene, links);
    if (bySign) found.push(bySign);
  }
  const dependent = (pattern: Pattern): boolean => pattern.tallies.some((tally) => tally.clientOf.length > 0);
  for (const pattern of [...patterns].sort((a, b) => Number(dependent(a)) - Number(dependent(b)))) {
    const byTally = matchTallies(pattern, scene, found);
    if (byTally) found.push(byTally);
  }
  return found;
}

/** The causes that nobody can rule out on a machine, for their deciding log was not there. */
export function undecidedCauses(
  { host, machines }: { readonly host: string; readonly machines: readonly RunOn[] },
  patterns: readonly Pattern[],
  { hasChannel }: Pick<CoverageView, 'hasChannel'>,
): NotEvaluated[] {
  return patterns.flatMap((pattern) => {
    const missing = pattern.decidedBy
      .filter(({ on, channel }) => machines.includes(on) && !hasChannel(host, channel))
      .map(({ channel }) => channel);
    return missing.length === 0 ? [] : [{ cause: pattern.id, missing }];
  });
}

function matchHostSigns(
  pattern: Pattern,
  scene: HostScene,
  links: readonly LinkedEvent[],
): HostDiagnosis | undefined {
  for (const sign of pattern.hostSigns) {
    const evidence = hasKinds(sign, scene.index) ? matchWithin(sign, links) : undefined;
    const at = evidence?.[0]?.event.time;
    if (!evidence || at === undefined) continue;
    if (!sign.needs.every((channel) => scene.wasSeen(scene.host, channel, at))) continue;
    const span = spanOf(evidence);
    if (sign.noneAfter.some((m) => scene.index.find(m, span.to + 1, Infinity, 1).length > 0)) continue;
    const reach = (sign.within ?? Infinity) * SECOND;
    // What speaks against a sign must be of its time: another day's record does not.
    const against = pattern.contradictedBy.flatMap((m) =>
      scene.index.find(m, span.from - reach, span.to + reach, SHOWN_EVIDENCE),
    );
    const confidence = certainty({
      claimed: sign.confidence,
      basis: pattern.basis,
      evidence,
      contradictions: against.length,
    });
    const events = evidence.map((link) => link.event);
    return { host: scene.host, pattern, confidence, evidence: events, contradicting: against, attempts: [] };
  }
  return undefined;
}

function spanOf(evidence: readonly LinkedEvent[]): { readonly from: number; readonly to: number } {
  const from = evidence.reduce((least, { event }) => Math.min(least, event.time), Infinity);
  const to = evidence.reduce((most, { event }) => Math.max(most, event.time), -Infinity);
  return { from, to };
}

function matchTallies(
  pattern: Pattern,
  scene: HostScene,
  found: readonly HostDiagnosis[],
): HostDiagnosis | undefined {
  const attempts = new Set<DiagnosedAttempt>();
  let claimed: Confidence = 'possible';
  for (const tally of pattern.tallies) {
    const counted = tallied(tally, scene, found);
    if (counted.length === 0) continue;
    const own = weakest(tally.confidence, surest(counted));
    if (confidences.indexOf(own) > confidences.indexOf(claimed)) claimed = own;
    for (const attempt of counted) attempts.add(attempt);
  }
  if (attempts.size === 0) return undefined;
  const inOrder = scene.attempts.filter((attempt) => attempts.has(attempt));
  const sure = certainty({ claimed, basis: pattern.basis, evidence: [], contradictions: 0 });
  const evidence = inOrder.flatMap(proofOf).slice(0, SHOWN_EVIDENCE);
  return { host: scene.host, pattern, confidence: sure, evidence, contradicting: [], attempts: inOrder };
}

/** A flood is no surer than the surest of its attempts; that an attempt worked is a fact. */
const surest = (attempts: readonly DiagnosedAttempt[]): Confidence =>
  confidences.findLast((rung) =>
    attempts.some(
      ({ attempt, diagnosis }) => attempt.outcome === 'succeeded' || diagnosis?.confidence === rung,
    ),
  ) ?? 'possible';

/** A flood is proved by its count; a handful of records shows what one of its attempts looks like. */
const SHOWN_EVIDENCE = 10;

const proofOf = ({ attempt, diagnosis }: DiagnosedAttempt): readonly Event[] =>
  diagnosis && diagnosis.class !== 'normal'
    ? diagnosis.evidence
    : attempt.events.filter(({ event }) => event.stage === attempt.reached).map((link) => link.event);

function tallied(
  tally: AttemptTally,
  scene: HostScene,
  found: readonly HostDiagnosis[],
): readonly DiagnosedAttempt[] {
  const suspects = clientsOf(found.filter(({ pattern }) => tally.clientOf.includes(pattern.id)));
  const wanted = scene.attempts.filter(
    (diagnosed) => isCounted(tally, diagnosed, suspects) && isInSight(tally, diagnosed, scene),
  );
  // Most tallies find nothing, and a long run has hundreds of thousands of attempts to count successes among.
  if (wanted.length === 0) return [];
  const successes = successesPerClient(scene.attempts);
  return groups(tally, wanted)
    .filter((group) => clientsIn(group).size >= tally.clients && isDense(group, tally.count, tally.within))
    .filter((group) => tally.regular === undefined || isRegular(group, tally.regular))
    .filter((group) => group.length >= tally.share * (group.length + successesOf(group, successes)))
    .flat();
}

function isCounted(
  tally: AttemptTally,
  { attempt, diagnosis }: DiagnosedAttempt,
  suspects: ReadonlySet<string>,
): boolean {
  const client = attempt.client?.address;
  if (tally.causes.length > 0 && !tally.causes.includes(diagnosis?.cause ?? '')) return false;
  if (tally.unexplained && (diagnosis?.cause ?? null) !== null) return false;
  if (tally.outcomes.length > 0 && !tally.outcomes.includes(attempt.outcome)) return false;
  if (tally.reachedAtMost && stageRank(attempt.reached) > stageRank(tally.reachedAtMost)) return false;
  if (tally.from && (client === undefined || isPublicAddress(client) !== (tally.from === 'public')))
    return false;
  return tally.clientOf.length === 0 || (client !== undefined && suspects.has(client));
}

/** Silence counts only where the log was there to break it. */
const isInSight = (tally: AttemptTally, { attempt }: DiagnosedAttempt, scene: HostScene): boolean =>
  tally.needs.every((channel) => scene.wasSeen(attempt.host, channel, attempt.startedAt));

const clientKey = ({ attempt }: DiagnosedAttempt): string => attempt.client?.address ?? '';

function successesPerClient(attempts: readonly DiagnosedAttempt[]): ReadonlyMap<string, number> {
  const succeeded = attempts.filter(({ attempt }) => attempt.outcome === 'succeeded');
  return new Map([...groupBy(succeeded, clientKey)].map(([client, own]) => [client, own.length]));
}

const successesOf = (group: readonly DiagnosedAttempt[], successes: ReadonlyMap<string, number>): number =>
  [...new Set(group.map(clientKey))].reduce((sum, client) => sum + (successes.get(client) ?? 0), 0);

const clientsOf = (diagnoses: readonly HostDiagnosis[]): ReadonlySet<string> =>
  clientsIn(diagnoses.flatMap((diagnosis) => diagnosis.attempts));

const clientsIn = (attempts: readonly DiagnosedAttempt[]): ReadonlySet<string> =>
  new Set(attempts.flatMap(({ attempt }) => attempt.client?.address ?? []));

const groups = (tally: AttemptTally, attempts: readonly DiagnosedAttempt[]): DiagnosedAttempt[][] =>
  tally.per === 'host' ? [[...attempts]] : [...groupBy(attempts, clientKey).values()];

/** The times between attempts differ from the middle one by this part of it at most; a few may be missing. */
function isRegular(attempts: readonly DiagnosedAttempt[], tolerance: number): boolean {
  const gaps = attempts
    .slice(1)
    .map(({ attempt }, i) => attempt.startedAt - (attempts[i]?.attempt.startedAt ?? attempt.startedAt));
  const middle = gaps.toSorted((a, b) => a - b)[gaps.length >> 1] ?? 0;
  const regular = gaps.filter((gap) => Math.abs(gap - middle) <= tolerance * middle);
  return middle > 0 && regular.length >= gaps.length * MOSTLY;
}

/** A probe that is restarted misses a beat. */
const MOSTLY = 0.8;

/** Some stretch of `seconds` holds at least `count` attempts; they come in order of their start. */
function isDense(attempts: readonly DiagnosedAttempt[], count: number, seconds: number): boolean {
  const start = (i: number): Micros | undefined => attempts[i]?.attempt.startedAt;
  for (let i = count - 1; i < attempts.length; i++) {
    const last = start(i);
    const first = start(i - count + 1);
    if (last !== undefined && first !== undefined && last - first <= seconds * SECOND) return true;
  }
  return false;
}
