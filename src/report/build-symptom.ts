import type { DiagnosedAttempt, HostDiagnosis } from '../model/diagnosis.ts';
import type { ReportCause, ReportCoverage, ReportSymptom } from '../model/report.ts';
import type { StatedSymptom } from '../model/symptom.ts';
import { formatMicros, micros } from '../model/time.ts';
import { meantAttempt, WINDOW, type Candidate, type ResolvedSymptom } from './meant-attempt.ts';
import { fitOfCode, type Fit, type Verdict } from './symptom-fit.ts';
import { codeText, matchText, missText } from './symptom-text.ts';

interface SymptomParts {
  readonly attempts: readonly DiagnosedAttempt[];
  readonly hostDiagnoses: readonly HostDiagnosis[];
  readonly causes: readonly ReportCause[];
  readonly coverage: readonly ReportCoverage[];
}

/** Finds what a stated symptom means in these logs, and whether it agrees with the verdict. */
export function buildSymptom(stated: StatedSymptom, parts: SymptomParts): ReportSymptom {
  const span = coveredSpan(parts.coverage);
  const symptom = resolve(stated, span?.[1]);
  const { code, at, user, client } = symptom;
  const head = {
    ...(code?.code === undefined ? {} : { code: code.code }),
    ...(code?.extended === undefined ? {} : { extended: code.extended }),
    ...(at === undefined ? {} : { at: formatMicros(at[0]) }),
    ...(user === undefined ? {} : { user }),
    ...(client === undefined ? {} : { client }),
  };
  // A time of the last day cannot be told where there is no day.
  const isTimeLost = stated.at !== undefined && at === undefined;
  const meant = isTimeLost ? undefined : meantAttempt(symptom, parts.attempts, foldedOf(parts.hostDiagnoses));
  if (meant) return { ...head, ...answerOf(symptom, meant, parts.causes) };
  const host = isTimeLost ? undefined : hostCause(symptom, parts);
  if (host) {
    const fits = fitOf(symptom, host);
    const text = `No attempt in these logs is the one meant; the host itself shows: ${host.title}.`;
    return { ...head, matched: null, cause: host.cause, fits, text: text + codeText(symptom, host, fits) };
  }
  const fits = spokenAgainst(symptom, parts.attempts);
  return { ...head, matched: null, cause: null, fits, text: missText(symptom, parts.attempts, span, fits) };
}

function answerOf(
  symptom: ResolvedSymptom,
  meant: Candidate,
  causes: readonly ReportCause[],
): Pick<ReportSymptom, 'matched' | 'cause' | 'fits' | 'text'> {
  const { attempt, diagnosis } = meant.one;
  const mine = causes.filter(({ attempts }) => attempts.includes(attempt.id));
  // An attempt of a flood answers under the flood's name.
  const listed = mine.find(({ cause }) => cause === diagnosis?.cause) ?? mine[0];
  const isSure = meant.user === 'yes' && meant.client === 'yes';
  const fits = symptom.code ? meant.fit : isSure ? 'yes' : 'unknown';
  return {
    matched: attempt.id,
    cause: listed?.cause ?? diagnosis?.cause ?? null,
    fits,
    text: matchText(symptom, meant, listed?.title),
  };
}

/** A cause of the host itself, by which no attempt was needed to fail, and that what was stated allows. */
const hostCause = (symptom: ResolvedSymptom, { causes, attempts }: SymptomParts): ReportCause | undefined =>
  causes.find((cause) => {
    if (cause.attemptCount > 0 || cause.class === 'normal') return false;
    // Who names a person or a client alone asks for an attempt of theirs.
    if (symptom.at === undefined) return symptom.code !== undefined && fitOf(symptom, cause) === 'yes';
    if (fitOf(symptom, cause) === 'no') return false;
    const latest = formatMicros(micros(symptom.at[1] + WINDOW));
    return cause.firstTime <= latest && !workedSince(cause, latest, attempts);
  });

/** What was the matter with a host is over when somebody got in again. */
const workedSince = (cause: ReportCause, until: string, attempts: readonly DiagnosedAttempt[]): boolean =>
  attempts.some(({ attempt }) => {
    if (attempt.outcome !== 'succeeded' || !cause.hosts.includes(attempt.host)) return false;
    const time = formatMicros(attempt.startedAt);
    return time > cause.lastTime && time <= until;
  });

const fitOf = ({ code }: ResolvedSymptom, verdict: Verdict): Fit =>
  code ? fitOfCode(code, verdict) : 'unknown';

/** With attempts that failed and nothing else to go by, the code speaks against them all. */
const spokenAgainst = ({ code, ...rest }: ResolvedSymptom, attempts: readonly DiagnosedAttempt[]): Fit =>
  code !== undefined &&
  Object.keys(rest).length === 0 &&
  attempts.some(({ attempt }) => attempt.outcome === 'failed')
    ? 'no'
    : 'unknown';

function resolve({ at, ...rest }: StatedSymptom, lastTime: string | undefined): ResolvedSymptom {
  if (at === undefined || lastTime === undefined) return rest;
  const [from, to] = at(Date.parse(lastTime) * 1000);
  return { ...rest, at: [micros(from), micros(to)] };
}

/** First and last time that any log covers. */
function coveredSpan(coverage: readonly ReportCoverage[]): readonly [string, string] | undefined {
  const firsts = coverage.flatMap(({ firstTime }) => firstTime ?? []).sort();
  const lasts = coverage.flatMap(({ lastTime }) => lastTime ?? []).sort();
  const [first, last] = [firsts[0], lasts.at(-1)];
  return first === undefined || last === undefined ? undefined : [first, last];
}

const foldedOf = (diagnoses: readonly HostDiagnosis[]): ReadonlySet<DiagnosedAttempt> =>
  new Set(diagnoses.filter(({ pattern }) => pattern.folds).flatMap(({ attempts }) => attempts));
