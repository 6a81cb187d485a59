import type { DiagnosedAttempt, HostDiagnosis } from '../model/diagnosis.ts';
import type { Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import { groupBy } from '../model/group-by.ts';
import type { AttemptTally, Pattern } from '../model/pattern.ts';
import { SECOND } from '../model/time.ts';
import { confidences, stageRank, weakest, type Confidence } from '../model/vocabulary.ts';
import { certainty } from './certainty.ts';
import { accountsIn, clientsIn, endedTogether, hostsIn } from './ended-together.ts';
import { isPublicAddress } from './public-address.ts';
import type { WasSeen } from './surroundings.ts';

/** What tallies look at. */
export interface TallyScene {
  /** Absent: the attempts are those of all hosts. */
  readonly host?: string;
  readonly attempts: readonly DiagnosedAttempt[];
  readonly wasSeen: WasSeen;
}

/** Runs the tallies of a pattern, those of one host or those of all, over what was found before. */
export function matchTallies(
  pattern: Pattern,
  scene: TallyScene,
  found: readonly HostDiagnosis[],
): HostDiagnosis | undefined {
  const attempts = new Set<DiagnosedAttempt>();
  let claimed: Confidence = 'possible';
  for (const tally of pattern.tallies) {
    if (isOfAllHosts(tally) !== (scene.host === undefined)) continue;
    const counted = tallied(tally, scene, found);
    if (counted.length === 0) continue;
    // That many ended in one moment is more than any of them shows by itself, and a logon that was granted is a fact.
    const own =
      tally.at === 'end' || tally.granted ? tally.confidence : weakest(tally.confidence, surest(counted));
    if (confidences.indexOf(own) > confidences.indexOf(claimed)) claimed = own;
    for (const attempt of counted) attempts.add(attempt);
  }
  if (attempts.size === 0) return undefined;
  const inOrder = scene.attempts.filter((attempt) => attempts.has(attempt));
  const sure = certainty({
    claimed,
    basis: pattern.basis,
    evidence: [],
    contradictions: 0,
    isUnproven: false,
  });
  const whole = { host: scene.host ?? '', pattern, confidence: sure, contradicting: [], evidence: [] };
  return partOfTally({ ...whole, attempts: inOrder }, inOrder);
}

/** Whether it counts the attempts of all hosts together. */
export const isOfAllHosts = ({ hosts }: AttemptTally): boolean => hosts > 1;

/** The same of some of its attempts. */
export const partOfTally = (found: HostDiagnosis, attempts: readonly DiagnosedAttempt[]): HostDiagnosis => ({
  ...found,
  attempts,
  evidence: attempts.flatMap(proofOf).slice(0, SHOWN_EVIDENCE),
});

/** A flood is no surer than the surest of its attempts; that an attempt worked is a fact. */
const surest = (attempts: readonly DiagnosedAttempt[]): Confidence =>
  confidences.findLast((rung) =>
    attempts.some(
      ({ attempt, diagnosis }) => attempt.outcome === 'succeeded' || diagnosis?.confidence === rung,
    ),
  ) ?? 'possible';

/** A flood is proved by its count; a handful of records shows what one of its attempts looks like. */
export const SHOWN_EVIDENCE = 10;

function proofOf({ attempt, diagnosis }: DiagnosedAttempt): readonly Event[] {
  const isLogonAlone = attempt.isGranted === true && attempt.outcome !== 'succeeded';
  if (diagnosis && diagnosis.class !== 'normal' && !isLogonAlone) return diagnosis.evidence;
  const isProof = ({ kind, stage }: Event): boolean =>
    isLogonAlone ? kind === ('logon-succeeded' satisfies KnownKind) : stage === attempt.reached;
  return attempt.events.flatMap(({ event }) => (isProof(event) ? [event] : []));
}

function tallied(
  tally: AttemptTally,
  scene: TallyScene,
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
    .filter((group) => clientsIn(group).size >= tally.clients)
    .filter((group) => tally.at === 'end' || isDense(group, tally))
    .filter((group) => accountsIn(group).size >= tally.accounts)
    .filter((group) => hostsIn(group).size >= tally.hosts)
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
  if (tally.granted && attempt.isGranted !== true) return false;
  if (tally.outcomes.length > 0 && !tally.outcomes.includes(attempt.outcome)) return false;
  if (tally.reachedAtMost && stageRank(attempt.reached) > stageRank(tally.reachedAtMost)) return false;
  if (tally.replacedBy.length > 0 && !isOneOf(tally.replacedBy, attempt.replacedBy)) return false;
  if (tally.per === 'account' && attempt.account === undefined) return false;
  if (tally.from && (client === undefined || isPublicAddress(client) !== (tally.from === 'public')))
    return false;
  return tally.clientOf.length === 0 || (client !== undefined && suspects.has(client));
}

const isOneOf = (wanted: readonly string[], one: string | undefined): boolean =>
  one !== undefined && wanted.includes(one);

/** Silence counts only where the log was there to break it. */
const isInSight = (tally: AttemptTally, { attempt }: DiagnosedAttempt, scene: TallyScene): boolean =>
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

/** By what attempts are counted together. */
const keyOf: Readonly<Record<AttemptTally['per'], (attempt: DiagnosedAttempt) => string>> = {
  client: clientKey,
  account: ({ attempt }) => attempt.account?.name.toLowerCase() ?? '',
  host: () => '',
};

function groups(
  tally: AttemptTally,
  attempts: readonly DiagnosedAttempt[],
): readonly (readonly DiagnosedAttempt[])[] {
  const groups = [...groupBy(attempts, keyOf[tally.per]).values()];
  return tally.at === 'start' ? groups : groups.flatMap((group) => endedTogether(group, tally));
}

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

/** Some stretch of the tally's time holds at least as many attempts as it wants; they come in order of their start. */
const isDense = (attempts: readonly DiagnosedAttempt[], { count, within }: AttemptTally): boolean =>
  attempts.some(({ attempt }, i) => {
    const first = attempts[i - count + 1];
    return first !== undefined && attempt.startedAt - first.attempt.startedAt <= within * SECOND;
  });
