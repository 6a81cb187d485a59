import type { Attempt } from '../model/attempt.ts';
import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import type { StatedSymptom } from '../model/symptom.ts';
import { MINUTE, type Micros } from '../model/time.ts';
import { isPersonal, matchClient, matchUser, type Match } from './match-person.ts';
import { fitOfCode, otherReason, recordOfCode, type Fit } from './symptom-fit.ts';

/** A clock on the wall and a memory are this far off; what lies farther from the stated time was not meant. */
export const WINDOW: number = 15 * MINUTE;

/** A stated symptom with its time resolved. */
export type ResolvedSymptom = Omit<StatedSymptom, 'at'> & { readonly at?: readonly [Micros, Micros] };

/** An attempt that may be the one meant. */
export interface Candidate {
  readonly one: DiagnosedAttempt;
  /** Of the code and the verdict; `unknown` where no code was stated. */
  readonly fit: Fit;
  /** A record of the attempt holds the stated code itself. */
  readonly recorded: boolean;
  /** The client wrote down another code than the stated one. */
  readonly otherReason?: number;
  readonly user: Match;
  /** No record names the user, and it is from an address where that user was seen. */
  readonly isTheirPlace: boolean;
  readonly client: Match;
  /** One of a flood: somebody who waits for an answer is hardly among them. */
  readonly folded: boolean;
  /** Microseconds from the stated time to the attempt's nearer end; 0 without a stated time. */
  readonly distance: number;
}

/**
 * The attempt a person means: of that user and client, nearest to the stated time and at most a quarter of an hour
 * from it; without a time the last that failed and fits, with a code alone the last of those with more than a possible cause.
 * Undefined where there is none.
 */
export function meantAttempt(
  symptom: ResolvedSymptom,
  attempts: readonly DiagnosedAttempt[],
  folded: ReadonlySet<DiagnosedAttempt>,
): Candidate | undefined {
  const places = symptom.user === undefined ? new Set<string>() : placesOf(symptom.user, attempts);
  let best: Candidate | undefined;
  for (const one of attempts) {
    const candidate = candidateOf(symptom, one, { folded, places });
    if (!isEligible(symptom, candidate)) continue;
    if (!best || order(symptom, candidate, best) < 0) best = candidate;
  }
  return best;
}

/**
 * The attempts that are surely of the stated user and client, or with a time alone of that time, and that nothing is known to
 * have broken: the nearest first, without a time the latest. A code tells of something that broke, and of none that worked.
 */
export function ownAttempts(
  symptom: ResolvedSymptom,
  attempts: readonly DiagnosedAttempt[],
  folded: ReadonlySet<DiagnosedAttempt>,
): readonly Candidate[] {
  if (!isPersonal(symptom) && symptom.at === undefined) return [];
  return attempts
    .map((one) => candidateOf(symptom, one, { folded, places: new Set() }))
    .filter((candidate) => {
      const { outcome } = candidate.one.attempt;
      if (outcome === 'failed' || (outcome === 'succeeded' && symptom.code !== undefined)) return false;
      return isCertain(candidate) && candidate.fit !== 'no' && candidate.distance <= WINDOW;
    })
    .toSorted((a, b) => order(symptom, a, b));
}

/**
 * The failed attempts of which no record says whose they were, in the order they began: with nothing but a user or a client
 * stated, each may be the one meant. What broke before anybody signed in names nobody.
 */
export function namelessAttempts(
  symptom: ResolvedSymptom,
  attempts: readonly DiagnosedAttempt[],
  folded: ReadonlySet<DiagnosedAttempt>,
): readonly Candidate[] {
  if (symptom.at !== undefined) return [];
  return attempts
    .filter((one) => one.attempt.outcome === 'failed' && !folded.has(one))
    .map((one) => candidateOf(symptom, one, { folded, places: new Set() }))
    .filter(({ user, client, fit }) => user !== 'no' && client !== 'no' && fit !== 'no')
    .toSorted((a, b) => a.one.attempt.startedAt - b.one.attempt.startedAt);
}

interface Known {
  readonly folded: ReadonlySet<DiagnosedAttempt>;
  /** Addresses that the stated user came from. */
  readonly places: ReadonlySet<string>;
}

function candidateOf(symptom: ResolvedSymptom, one: DiagnosedAttempt, { folded, places }: Known): Candidate {
  const { code, user, client, at } = symptom;
  const { attempt, diagnosis } = one;
  const recorded = code !== undefined && recordOfCode(code, one) !== undefined;
  const verdict = { cause: diagnosis?.cause ?? null, class: diagnosis?.class ?? 'other' } as const;
  const fit = code ? fitOfCode(code, verdict) : 'unknown';
  const reason = code && otherReason(code, one);
  const match = user === undefined ? 'yes' : matchUser(user, attempt.account);
  return {
    one,
    fit: reason !== undefined ? 'no' : recorded && fit === 'unknown' ? 'yes' : fit,
    ...(reason === undefined ? {} : { otherReason: reason }),
    recorded,
    user: match,
    isTheirPlace: match === 'unknown' && places.has(attempt.client?.address ?? ''),
    client: client === undefined ? 'yes' : matchClient(client, attempt),
    folded: folded.has(one),
    distance: at === undefined ? 0 : Math.min(gap(at, attempt.startedAt), gapToEnd(at, attempt)),
  };
}

const gap = ([from, to]: readonly [Micros, Micros], time: Micros): number =>
  Math.max(0, from - time, time - to);

/** To its last record, or to the time after that in which it must have ended. */
const gapToEnd = (
  [from, to]: readonly [Micros, Micros],
  { endedAt, endedBefore = endedAt }: Attempt,
): number => Math.max(0, from - endedBefore, endedAt - to);

/** Where a user came from in these logs: an attempt that ends before the name is known can still be theirs. */
const placesOf = (user: string, attempts: readonly DiagnosedAttempt[]): ReadonlySet<string> =>
  new Set(
    attempts.flatMap(({ attempt: { account, client } }) =>
      client && matchUser(user, account) === 'yes' ? [client.address] : [],
    ),
  );

function isEligible(symptom: ResolvedSymptom, candidate: Candidate): boolean {
  const { one, user, client, fit, distance, isTheirPlace } = candidate;
  if (user === 'no' || client === 'no' || distance > WINDOW) return false;
  const isTimed = symptom.at !== undefined;
  const isPlaced = isTimed || isTheirPlace || (symptom.client !== undefined && client === 'yes');
  if (user === 'unknown' && !isPlaced) return false;
  if (client === 'unknown' && !isTimed && (symptom.user === undefined || user === 'unknown')) return false;
  // With nothing but a code, an attempt that it speaks against was not meant.
  if (isCodeAlone(symptom) && fit === 'no') return false;
  const { outcome } = one.attempt;
  if (outcome === 'failed' || fit === 'yes') return true;
  // Whoever asks why has met something that broke, such as a session that was taken over.
  const isBroken = one.diagnosis !== null && one.diagnosis.cause !== null && one.diagnosis.class !== 'normal';
  if (outcome === 'succeeded') return symptom.code === undefined && isBroken;
  return fit !== 'no' && (isTimed || (isBroken && isPersonal(symptom) && isCertain(candidate)));
}

const fitRank: Readonly<Record<Fit, number>> = { yes: 0, unknown: 1, no: 2 };

/** Negative where `a` is rather the one meant than `b`. */
function order(symptom: ResolvedSymptom, a: Candidate, b: Candidate): number {
  const later = b.one.attempt.startedAt - a.one.attempt.startedAt;
  const isTimed = symptom.at !== undefined;
  return (
    first(b.folded, a.folded) ||
    first(isCertain(a), isCertain(b)) ||
    first(a.isTheirPlace, b.isTheirPlace) ||
    first(a.one.attempt.outcome === 'failed', b.one.attempt.outcome === 'failed') ||
    first(a.recorded, b.recorded) ||
    first(a.fit !== 'no', b.fit !== 'no') ||
    // With a time the nearest is meant; without one what fits stands before what may fit.
    (isTimed ? a.distance - b.distance : 0) ||
    fitRank[a.fit] - fitRank[b.fit] ||
    (isCodeAlone(symptom) ? first(isSure(a), isSure(b)) : 0) ||
    later ||
    (a.one.attempt.id < b.one.attempt.id ? -1 : 1)
  );
}

/** Whether the code is all that was stated. */
export const isCodeAlone = (symptom: ResolvedSymptom): boolean =>
  symptom.code !== undefined && symptom.at === undefined && !isPersonal(symptom);

/** Whether an attempt's cause is more than a possibility. */
export const isSure = ({ one: { diagnosis } }: Candidate): boolean =>
  diagnosis !== null && diagnosis.cause !== null && diagnosis.confidence !== 'possible';

const isCertain = ({ user, client }: Candidate): boolean => user === 'yes' && client === 'yes';
const first = (a: boolean, b: boolean): number => Number(b) - Number(a);
