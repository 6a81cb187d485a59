import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import type { ReportCause, ReportPerson, ReportSymptom } from '../model/report.ts';
import { formatMicros, micros, type Micros } from '../model/time.ts';
import { isOfPerson, isPersonal } from './match-person.ts';
import { WINDOW, type ResolvedSymptom } from './meant-attempt.ts';
import { meantRecords, peopleText } from './meant-people.ts';
import { fitOfCode, type Fit, type Verdict } from './symptom-fit.ts';
import { titleBehind } from './sureness.ts';
import { codeText } from './symptom-text.ts';

/** A cause without attempts, and those of its people who are the one meant: none where it is about no one. */
export interface HostAnswer {
  readonly cause: ReportCause;
  readonly people: readonly ReportPerson[];
}

/** A cause of the host itself, by which no attempt was needed to fail, and that what was stated allows. */
export function hostAnswer(
  symptom: ResolvedSymptom,
  causes: readonly ReportCause[],
  attempts: readonly DiagnosedAttempt[],
): HostAnswer | undefined {
  const told = causes.filter((cause) => cause.class !== 'normal');
  const able = told.filter((cause) => !(symptom.code && fitOf(symptom, cause) === 'no'));
  // Whom records name is told what they say, whether a code fits it or not.
  const named = namedAnswer(symptom, able) ?? namedAnswer(symptom, told);
  if (named) return named;
  const cause = able.find((cause) => {
    // What befell people befell those whom its records name.
    if (cause.attemptCount > 0 || (cause.people && isPersonal(symptom))) return false;
    // Who names a person or a client alone asks for an attempt of theirs.
    if (symptom.at === undefined) return symptom.code !== undefined && fitOf(symptom, cause) === 'yes';
    return held(cause, { ...symptom, at: symptom.at }, attempts);
  });
  return cause && { cause, people: [] };
}

/** The first cause whose records name the stated person. */
const namedAnswer = (symptom: ResolvedSymptom, causes: readonly ReportCause[]): HostAnswer | undefined =>
  isPersonal(symptom)
    ? causes
        .map((cause) => ({ cause, people: meantRecords(symptom, cause.people ?? []) }))
        .find(({ people }) => people.length > 0)
    : undefined;

/**
 * Says a cause without an attempt, and whether the stated code agrees.
 *
 * @param mayBeAttempt An attempt may be the one meant all the same.
 */
export function causeAnswer(
  symptom: ResolvedSymptom,
  { cause, people }: HostAnswer,
  mayBeAttempt: boolean,
): Pick<ReportSymptom, 'matched' | 'cause' | 'fits' | 'text'> {
  const fits = symptom.code ? fitOf(symptom, cause) : people.length > 0 ? 'yes' : 'unknown';
  const whose = people.length > 0 ? peopleText(symptom, cause, people) : 'the host itself shows';
  const surely = mayBeAttempt ? 'surely ' : '';
  const text = `No attempt in these logs is ${surely}the one meant; ${whose}${titleBehind(cause)}.`;
  return { matched: null, cause: cause.cause, fits, text: text + codeText(symptom, cause, fits) };
}

/**
 * Whether a host's cause held at the stated time. What showed long before it is over when somebody got in again; what showed
 * about then threw people out, though others got in some minutes later, but not whoever asks.
 */
function held(
  cause: ReportCause,
  symptom: ResolvedSymptom & { readonly at: readonly [Micros, Micros] },
  attempts: readonly DiagnosedAttempt[],
): boolean {
  const [from, to] = symptom.at;
  const latest = formatMicros(micros(to + WINDOW));
  const shown = cause.evidence.map(({ time }) => time).filter((time) => time <= latest);
  const last = shown.sort().at(-1) ?? (cause.firstTime <= latest ? cause.firstTime : undefined);
  if (last === undefined) return false;
  const isThen = last >= formatMicros(micros(from - WINDOW));
  return !attempts.some(({ attempt }) => {
    if (attempt.outcome !== 'succeeded' || !cause.hosts.includes(attempt.host)) return false;
    const time = formatMicros(attempt.startedAt);
    const until = isThen && !isOfPerson(attempt, symptom) ? formatMicros(to) : latest;
    return time > last && time <= until;
  });
}

const fitOf = ({ code }: ResolvedSymptom, verdict: Verdict): Fit =>
  code ? fitOfCode(code, verdict) : 'unknown';
