import type { DiagnosedAttempt, HostDiagnosis } from '../model/diagnosis.ts';
import { accountIn } from '../model/account-name.ts';
import type { ReportCause, ReportCoverage, ReportPerson, ReportSymptom } from '../model/report.ts';
import type { StatedSymptom } from '../model/symptom.ts';
import { formatMicros, micros } from '../model/time.ts';
import {
  meantAttempt,
  namelessAttempts,
  WINDOW,
  type Candidate,
  type ResolvedSymptom,
} from './meant-attempt.ts';
import { fitOfCode, type Fit, type Verdict } from './symptom-fit.ts';
import { recordsOf } from './cause-words.ts';
import { matchUser } from './match-person.ts';
import { count, few, timeSpan } from './words.ts';
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
  const folded = foldedOf(parts.hostDiagnoses);
  const meant = isTimeLost ? undefined : meantAttempt(symptom, parts.attempts, folded);
  if (meant) return { ...head, ...answerOf(symptom, meant, parts.causes) };
  const host = isTimeLost ? undefined : hostAnswer(symptom, parts);
  if (host) {
    const fits = symptom.code ? fitOf(symptom, host.cause) : host.people.length > 0 ? 'yes' : 'unknown';
    const text = hostText(host, symptom);
    const said = codeText(symptom, host.cause, fits);
    return { ...head, matched: null, cause: host.cause.cause, fits, text: text + said };
  }
  const nameless =
    isTimeLost || !isPersonal(symptom) ? [] : namelessAttempts(symptom, parts.attempts, folded);
  const latest = nameless.at(-1);
  if (latest) return { ...head, ...answerOf(symptom, latest, parts.causes, nameless) };
  const fits = spokenAgainst(symptom, parts.attempts);
  return {
    ...head,
    matched: null,
    cause: null,
    fits,
    text: missText(symptom, parts.attempts, span, fits) + othersText(symptom, parts.causes),
  };
}

function answerOf(
  symptom: ResolvedSymptom,
  meant: Candidate,
  causes: readonly ReportCause[],
  nameless?: readonly Candidate[],
): Pick<ReportSymptom, 'matched' | 'cause' | 'fits' | 'text'> {
  const { attempt, diagnosis } = meant.one;
  const mine = causes.filter(({ attempts }) => attempts.includes(attempt.id));
  // An attempt of a flood answers under the flood's name.
  const listed = mine.find(({ cause }) => cause === diagnosis?.cause) ?? mine[0];
  const isSure = meant.user === 'yes' && meant.client === 'yes';
  const fits = symptom.code && !nameless ? meant.fit : isSure ? 'yes' : 'unknown';
  return {
    matched: attempt.id,
    cause: listed?.cause ?? diagnosis?.cause ?? null,
    fits,
    text: matchText(symptom, meant, listed?.title, nameless),
  };
}

/** A cause without attempts, and those of its people who are the one meant: none where it is about no one. */
interface HostAnswer {
  readonly cause: ReportCause;
  readonly people: readonly ReportPerson[];
}

/** A cause of the host itself, by which no attempt was needed to fail, and that what was stated allows. */
function hostAnswer(symptom: ResolvedSymptom, { causes, attempts }: SymptomParts): HostAnswer | undefined {
  const able = causes.filter(
    (cause) => cause.class !== 'normal' && !(symptom.code && fitOf(symptom, cause) === 'no'),
  );
  const named = able
    .map((cause) => ({ cause, people: meantPeople(symptom, cause) }))
    .find(({ people }) => people.length > 0);
  if (named) return named;
  const cause = able.find((cause) => {
    // What befell people befell those whom its records name.
    if (cause.attemptCount > 0 || (cause.people && isPersonal(symptom))) return false;
    // Who names a person or a client alone asks for an attempt of theirs.
    if (symptom.at === undefined) return symptom.code !== undefined && fitOf(symptom, cause) === 'yes';
    const latest = formatMicros(micros(symptom.at[1] + WINDOW));
    return cause.firstTime <= latest && !workedSince(cause, latest, attempts);
  });
  return cause && { cause, people: [] };
}

const isPersonal = ({ user, client }: ResolvedSymptom): boolean => user !== undefined || client !== undefined;

/** Whom a cause's records name that is of the stated user and client, at the stated time. */
const meantPeople = (symptom: ResolvedSymptom, { people = [] }: ReportCause): readonly ReportPerson[] =>
  isPersonal(symptom) ? people.filter((person) => isMeant(symptom, person)) : [];

function isMeant({ user, client, at }: ResolvedSymptom, person: ReportPerson): boolean {
  if (user !== undefined && matchUser(user, accountIn(person.account)) !== 'yes') return false;
  if (client !== undefined && person.client?.toLowerCase() !== client.toLowerCase()) return false;
  if (at === undefined) return true;
  const [from, to] = [formatMicros(micros(at[0] - WINDOW)), formatMicros(micros(at[1] + WINDOW))];
  return person.firstTime <= to && person.lastTime >= from;
}

/** What else the logs show is another's failure, and not to be taken for the stated one. */
function othersText(symptom: ResolvedSymptom, causes: readonly ReportCause[]): string {
  const first = causes.find(({ failure }) => failure);
  const accounts = first?.accounts ?? [];
  return isPersonal(symptom) && accounts.length > 0
    ? ` What follows is about ${few(accounts, 'account')}.`
    : '';
}

function hostText({ cause, people }: HostAnswer, symptom: ResolvedSymptom): string {
  const [person] = people;
  if (!person) return `No attempt in these logs is the one meant; the host itself shows: ${cause.title}.`;
  const records = count(recordsOf(people), 'record');
  const whom = symptom.user === undefined ? `client ${symptom.client}` : `user ${symptom.user}`;
  const first = people.reduce(
    (least, { firstTime }) => (firstTime < least ? firstTime : least),
    person.firstTime,
  );
  const last = people.reduce((most, { lastTime }) => (lastTime > most ? lastTime : most), person.lastTime);
  return `No attempt in these logs is the one meant; ${records} of ${cause.hosts.join(', ')} on ${whom}, ${timeSpan(first, last)}, show: ${cause.title}.`;
}

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
