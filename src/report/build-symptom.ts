import type { ChannelCoverage } from '../model/coverage.ts';
import type { Event } from '../model/event.ts';
import type { DiagnosedAttempt, HostDiagnosis } from '../model/diagnosis.ts';
import { isFlood } from '../model/pattern.ts';
import type { ReportCause, ReportCoverage, ReportPassage, ReportSymptom } from '../model/report.ts';
import type { StatedSymptom } from '../model/symptom.ts';
import { formatMicros, micros } from '../model/time.ts';
import { coveredSpan } from './covered-span.ts';
import { isPersonal } from './match-person.ts';
import {
  isCodeAlone,
  isSure,
  meantAttempt,
  namelessAttempts,
  ownAttempts,
  type Candidate,
  type ResolvedSymptom,
} from './meant-attempt.ts';
import type { Titled } from './sureness.ts';
import type { Fit, Verdict } from './symptom-fit.ts';
import { meantRecords, passagesText } from './meant-people.ts';
import { namedPart, namedRecords } from './named-records.ts';
import { behindText, isCauseOfOthers, missedPerson } from './of-others.ts';
import { causeAnswer, hostAnswer, type HostAnswer } from './host-answer.ts';
import { few } from './words.ts';
import { anyOfText, codeText, matchText, missText, ownText, theirsText } from './symptom-text.ts';

interface SymptomParts {
  readonly attempts: readonly DiagnosedAttempt[];
  readonly hostDiagnoses: readonly HostDiagnosis[];
  readonly causes: readonly ReportCause[];
  readonly coverage: readonly ReportCoverage[];
  /** The same with the times of what was seen without a gap. */
  readonly covered: readonly ChannelCoverage[];
  /** All records that are held and belong to no attempt. */
  readonly hostRecords: () => readonly Event[];
  /** All that gateways let through without an attempt in these logs. */
  readonly passages: readonly ReportPassage[];
}

/** Finds what a stated symptom means in these logs, and whether it agrees with the verdict. */
export function buildSymptom(stated: StatedSymptom, parts: SymptomParts): ReportSymptom {
  const symptom = resolve(stated, lastTimeOf(parts.coverage));
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
  const folded = foldedOf(parts.hostDiagnoses);
  if (!isTimeLost) {
    const answer = attemptAnswer(symptom, parts, folded);
    if (answer) return { ...head, ...answer };
  }
  const passages = isPersonal(symptom) ? meantRecords(symptom, parts.passages) : [];
  const fits = spokenAgainst(symptom, parts.attempts);
  const passed = passages.length > 0;
  const named = passed ? undefined : namedRecords(symptom, parts.attempts, parts.hostRecords(), parts.causes);
  const span = coveredSpan(parts.covered);
  const text = passed
    ? passagesText(symptom, passages) + codeText(symptom, nothing, 'unknown')
    : missText(symptom, parts.attempts, { span, fits, named });
  const miss = {
    ...head,
    matched: null,
    cause: null,
    ...(passed && { passages: passages.length }),
    ...(named && namedPart(named)),
    fits,
    text,
  };
  return { ...miss, text: text + missedText(miss, parts.causes) };
}

const nothing: Verdict = { cause: null, class: 'other' };

/** What a symptom is answered with. */
type Answer = Pick<ReportSymptom, 'matched' | 'cause' | 'fits' | 'text'>;

/**
 * The attempt or the cause that answers: one that broke, then a cause without attempts, then what else is known of whom was
 * stated, and last what may be theirs.
 */
function attemptAnswer(
  symptom: ResolvedSymptom,
  parts: SymptomParts,
  folded: ReadonlySet<DiagnosedAttempt>,
): Answer | undefined {
  const { attempts, causes } = parts;
  const meant = meantAttempt(symptom, attempts, folded);
  const host = hostAnswer(symptom, causes, attempts);
  const [first, ...others] = ownAttempts(symptom, attempts, folded);
  const isMeant = meant !== undefined && !(first && isOutdone(meant, first));
  if (isMeant && !(host && isBetter(symptom, host, meant))) {
    const beside = isTheirs(meant) ? '' : theirsText(symptom, attempts);
    return answerOf(symptom, meant, causes, (listed) => matchText(symptom, meant, listed) + beside);
  }
  if (host) {
    const answer = causeAnswer(symptom, host, isMeant);
    return { ...answer, text: answer.text + theirsText(symptom, attempts) };
  }
  const passages = isPersonal(symptom) ? meantRecords(symptom, parts.passages) : [];
  const passed = passages.length > 0 ? ` ${passagesText(symptom, passages)}` : '';
  const nameless = isPersonal(symptom) ? namelessAttempts(symptom, attempts, folded) : [];
  if (first) {
    const own = [first, ...others] as const;
    const more = nameless.length > 0 ? ` ${anyOfText(symptom, nameless)}` : '';
    const answer = answerOf(symptom, first, causes, (listed) => ownText(symptom, own, listed) + more);
    const text = answer.text + passed + (answer.cause === null ? othersText(symptom, causes) : '');
    return { ...answer, ...(nameless.length > 0 && { fits: 'unknown' }), text };
  }
  const latest = nameless.at(-1);
  if (!latest) return undefined;
  const beside = theirsText(symptom, attempts) + passed;
  const text = (listed: Titled | undefined): string => matchText(symptom, latest, listed, nameless) + beside;
  return { ...answerOf(symptom, latest, causes, text), fits: 'unknown' };
}

/** What names nobody and need not have failed is not meant where one of whom was stated is as near. */
const isOutdone = (meant: Candidate, own: Candidate): boolean =>
  !isTheirs(meant) && meant.one.attempt.outcome !== 'failed' && own.distance <= meant.distance;

/** With a code alone, what it speaks for goes before what it does not, and a finding before a possibility. */
const isBetter = (symptom: ResolvedSymptom, { cause }: HostAnswer, meant: Candidate): boolean =>
  isCodeAlone(symptom) &&
  !meant.recorded &&
  (meant.fit !== 'yes' || (cause.confidence !== 'possible' && !isSure(meant)));

function answerOf(
  symptom: ResolvedSymptom,
  meant: Candidate,
  causes: readonly ReportCause[],
  text: (listed: Titled | undefined) => string,
): Answer {
  const { attempt, diagnosis } = meant.one;
  const listed = listedCause(meant, causes);
  // A cause that is surer of others is of this attempt as sure as its own verdict.
  const isOwn = listed?.byConfidence !== undefined && listed.cause === diagnosis?.cause;
  const told = listed && {
    title: listed.title,
    confidence: isOwn ? diagnosis.confidence : listed.confidence,
  };
  // A code tells of something that broke, and a normal end answers it only where the code speaks for it.
  const isNobodysAnswer = isCodeAlone(symptom) && meant.fit !== 'yes' && diagnosis?.class === 'normal';
  return {
    matched: attempt.id,
    cause: isNobodysAnswer ? null : (listed?.cause ?? diagnosis?.cause ?? null),
    fits: symptom.code ? meant.fit : isTheirs(meant) ? 'yes' : 'unknown',
    text: text(told),
  };
}

/** What else the logs show is another's failure, and not to be taken for the stated one. */
function othersText(
  symptom: Pick<ResolvedSymptom, 'user' | 'client'>,
  causes: readonly ReportCause[],
): string {
  const first = causes.find(({ failure }) => failure);
  const accounts = first?.accounts ?? [];
  return isPersonal(symptom) && accounts.length > 0
    ? ` What follows is about ${few(accounts, 'account')}.`
    : '';
}

/** Where nothing answers for somebody: whose causes stand behind, and whose do not. */
function missedText(symptom: ReportSymptom, causes: readonly ReportCause[]): string {
  const missed = missedPerson({ symptom });
  if (!missed) return othersText(symptom, causes);
  const others = new Set(causes.filter((one) => one.class !== 'normal' && isCauseOfOthers(missed, one)));
  const rest = causes.filter((one) => !others.has(one));
  return behindText(missed, [...others]) + othersText(symptom, rest);
}

/** With attempts that failed and nothing else to go by, the code speaks against them all. */
const spokenAgainst = ({ code, ...rest }: ResolvedSymptom, attempts: readonly DiagnosedAttempt[]): Fit =>
  code !== undefined &&
  Object.keys(rest).length === 0 &&
  attempts.some(({ attempt }) => attempt.outcome === 'failed')
    ? 'no'
    : 'unknown';

/** Whether records say that an attempt is of the stated user and client. */
const isTheirs = ({ user, client }: Candidate): boolean => user === 'yes' && client === 'yes';

/** The cause of an attempt, as listed; one of a flood answers under the flood's name. */
function listedCause({ one }: Candidate, causes: readonly ReportCause[]): ReportCause | undefined {
  const mine = causes.filter(({ attempts }) => attempts.includes(one.attempt.id));
  return mine.find(({ cause }) => cause === one.diagnosis?.cause) ?? mine[0];
}

function resolve({ at, ...rest }: StatedSymptom, lastTime: string | undefined): ResolvedSymptom {
  if (at === undefined || lastTime === undefined) return rest;
  const [from, to] = at(Date.parse(lastTime) * 1000);
  return { ...rest, at: [micros(from), micros(to)] };
}

/** The last time that any log has: a time without a day is of the day before it. */
const lastTimeOf = (coverage: readonly ReportCoverage[]): string | undefined =>
  coverage
    .flatMap(({ lastTime }) => lastTime ?? [])
    .sort()
    .at(-1);

const foldedOf = (diagnoses: readonly HostDiagnosis[]): ReadonlySet<DiagnosedAttempt> =>
  new Set(diagnoses.filter(({ pattern }) => isFlood(pattern)).flatMap(({ attempts }) => attempts));
