import { formatCode } from '../codes/dictionary.ts';
import type { Attempt, Outcome } from '../model/attempt.ts';
import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import type { StatedPart } from '../model/symptom.ts';
import { formatMicros, MINUTE, type Micros } from '../model/time.ts';
import type { CoveredSpan } from './covered-span.ts';
import { isOfPerson, isPersonal, whomText } from './match-person.ts';
import { WINDOW, type Candidate, type ResolvedSymptom } from './meant-attempt.ts';
import { namedText, type NamedRecords } from './named-records.ts';
import { titleBehind, titleText, type Titled } from './sureness.ts';
import { fitOfPart, type Fit, type Verdict } from './symptom-fit.ts';

/** Says which attempt is meant, what came of it, and whether the stated code agrees. */
export function matchText(
  symptom: ResolvedSymptom,
  meant: Candidate,
  listed: Titled | undefined,
  nameless: readonly Candidate[] = [],
): string {
  const unnamed = [
    ...(meant.user === 'unknown' ? ['user'] : []),
    ...(meant.client === 'unknown' ? ['client'] : []),
  ];
  const place = meant.isTheirPlace ? `, who came from there before` : '';
  const doubt = unnamed.length === 0 ? '' : ` No record of it names the ${unnamed.join(' or the ')}${place}.`;
  // Of attempts that name nobody it has been said that nobody knows.
  const isAnyOf = nameless.length > 0;
  const lead = isAnyOf ? `${anyOfText(symptom, nameless)} The latest is` : leadText(symptom, meant);
  return `${lead} the attempt of ${toldText(symptom, meant, listed)}${isAnyOf ? '' : doubt}`;
}

/** A code alone, of which an attempt says nothing, does not tell that it is this one. */
function leadText(symptom: ResolvedSymptom, { fit }: Candidate): string {
  const isTold = isPersonal(symptom) || symptom.at !== undefined || fit === 'yes';
  return isTold ? 'Meant is' : 'What may be meant is';
}

/** An attempt, what came of it, and whether the stated code agrees. */
function toldText(symptom: ResolvedSymptom, meant: Candidate, listed: Titled | undefined): string {
  const { attempt, diagnosis } = meant.one;
  const verdict = { cause: diagnosis?.cause ?? null, class: diagnosis?.class ?? 'other' } as const;
  const reason = meant.otherReason === undefined ? '' : otherReasonText(meant.otherReason);
  const said = codeText(symptom, verdict, meant.fit, meant.one);
  return `${attemptText(attempt)}${resultText(meant.one, listed)}.${said}${reason}`;
}

const ends: Readonly<Record<Outcome, string>> = {
  succeeded: 'it worked',
  failed: 'the records do not say why it failed',
  open: 'it was still open where these logs end',
  unknown: 'these logs do not say what came of it',
};

/** What came of an attempt, behind the words that name it, with the title of its cause as the report has it. */
function resultText({ attempt: { outcome }, diagnosis }: DiagnosedAttempt, listed?: Titled): string {
  const found = diagnosis && { title: diagnosis.headline, confidence: diagnosis.confidence };
  // What says that nobody knows is no possibility.
  const told = listed ?? (diagnosis?.cause === null ? undefined : found);
  if (!told) return `: ${found?.title ?? ends[outcome]}`;
  if (outcome !== 'succeeded' || diagnosis?.class !== 'normal') return titleBehind(told);
  return `: ${ends[outcome]} (${titleText(told)})`;
}

/** Attempts that are surely of whom was stated, or of that time; at least one. */
type Own = readonly [Candidate, ...Candidate[]];

/** Says of them that none is known to have failed, and what came of the first. */
export function ownText(symptom: ResolvedSymptom, own: Own, listed: Titled | undefined): string {
  const whose = isPersonal(symptom) ? ` of ${whomText(symptom)}` : '';
  const when = symptom.at === undefined ? '' : ' at that time';
  const lead = own.length === 1 ? 'The only one' : `The ${firstOf(symptom)} of ${own.length}`;
  return `No attempt${whose}${when} failed in what these logs show. ${lead} is that of ${toldText(symptom, own[0], listed)}`;
}

const firstOf = ({ at }: ResolvedSymptom): string => (at === undefined ? 'latest' : 'nearest');

/** Says that nobody can tell which of these attempts is meant, for no record says whose they were. */
export function anyOfText({ user, client }: ResolvedSymptom, nameless: readonly Candidate[]): string {
  const whose = user === undefined ? `that of client ${client}` : `${user}'s`;
  const place = /^[\d.]+$|:/.test(client ?? '') ? 'no client' : 'no computer';
  const what = user === undefined ? place : 'nobody';
  return nameless.length === 1
    ? `One failed attempt names ${what}, and may be ${whose}.`
    : `${nameless.length} failed attempts name ${what}; ${whose} may be any of them.`;
}

const otherReasonText = (reason: number): string =>
  ` The client's own record has ${formatCode('disconnect-reason', reason)}.`;

/** Each stated code with its meaning, and whether together they agree with the verdict. */
export function codeText(
  { code }: ResolvedSymptom,
  verdict: Verdict,
  fit: Fit,
  one?: DiagnosedAttempt,
): string {
  if (!code) return '';
  const said = meaningText(code.parts);
  switch (fit) {
    case 'yes':
      return ` ${said}: fits.`;
    case 'unknown':
      return verdict.cause === null
        ? ` ${said}; without a cause there is nothing to hold it against.`
        : ` ${said}: neither for nor against it.`;
    case 'no':
      return ` ${said}: does not fit.${againstText(code.parts, verdict)}${otherText(code.parts, one)}`;
  }
}

const meaningText = (parts: readonly StatedPart[]): string =>
  capital(parts.map(({ label, says }) => (says === '' ? label : `${label} = ${says}`)).join('; '));

function againstText(parts: readonly StatedPart[], verdict: Verdict): string {
  const against = parts.find((part) => fitOfPart(part, verdict) === 'no');
  if (!against) return '';
  const because = against.excludes?.classes.includes(verdict.class)
    ? against.excludes.because
    : 'comes of other causes';
  return ` ${capital(against.label)} ${because}.`;
}

/** A cause that was held for less likely and that the code speaks for. */
function otherText(parts: readonly StatedPart[], one: DiagnosedAttempt | undefined): string {
  const other = one?.diagnosis?.alternatives.find(({ cause }) =>
    parts.every(({ causes }) => causes.includes(cause)),
  );
  return other ? ` It speaks for ${other.cause}, which the records make less likely.` : '';
}

/** What is known where nothing matches. */
interface Miss {
  readonly span: CoveredSpan | undefined;
  readonly fits: Fit;
  readonly named: NamedRecords | undefined;
}

/** Says that nothing matches, what the logs cover, and what comes nearest: of the person, where any record names them. */
export function missText(
  symptom: ResolvedSymptom,
  attempts: readonly DiagnosedAttempt[],
  { span, fits, named }: Miss,
): string {
  const nothing = named
    ? `No connection attempt in these logs matches ${statedText(symptom)}; ${coveredText(span)}.${namedText(symptom, named)}`
    : `Nothing in these logs matches ${statedText(symptom)}; ${coveredText(span)}.`;
  const none = noneText(symptom, attempts, fits);
  // What was stated stands in the sentence before: a dialog's own words mean nothing beside themselves.
  const isMore = none !== '' || symptom.code?.parts.some(({ says }) => says !== '') === true;
  const said = symptom.code && isMore ? ` ${meaningText(symptom.code.parts)}${none}.` : '';
  return `${nothing}${said}${nearestText(symptom, attempts)}`;
}

function coveredText(span: CoveredSpan | undefined): string {
  if (!span) return 'they hold no record';
  const which = span.isOfAttempts ? 'those that show attempts' : 'they';
  const gaps = span.isGapped ? ', with gaps' : '';
  return `${which} cover ${clockSpan(span.first, span.last)} UTC${gaps}`;
}

/** That a code fits no attempt that failed, and why not the last of them. */
function noneText({ code }: ResolvedSymptom, attempts: readonly DiagnosedAttempt[], fits: Fit): string {
  if (fits !== 'no' || !code) return '';
  const failed = attempts.filter(({ attempt }) => attempt.outcome === 'failed');
  const excluded = code.parts.find(({ excludes }) =>
    failed.some(({ diagnosis }) => diagnosis && excludes?.classes.includes(diagnosis.class)),
  );
  const why = excluded?.excludes ? `. ${capital(excluded.label)} ${excluded.excludes.because}` : '';
  return `: fits none of the ${failed.length} that failed${why}`;
}

/** What was stated, in one line. */
function statedText({ code, user, client, at }: ResolvedSymptom): string {
  const stated = [
    ...(code ? [code.parts.map(({ label }) => label).join(', ')] : []),
    ...(user === undefined ? [] : [`user ${user}`]),
    ...(client === undefined ? [] : [`client ${client}`]),
    ...(at === undefined
      ? []
      : [`${clock(formatMicros(at[0]))} UTC, ${WINDOW / MINUTE} minutes more or less`]),
  ];
  return stated.join(', ') || 'the stated time';
}

function nearestText(symptom: ResolvedSymptom, attempts: readonly DiagnosedAttempt[]): string {
  const own = theirsText(symptom, attempts);
  if (own !== '') return own;
  const { at } = symptom;
  if (at === undefined) return '';
  const failed = nearestTo(
    at[0],
    attempts.filter(({ attempt }) => attempt.outcome === 'failed'),
  );
  const said = failed ? ` The failed attempt nearest in time is that of ${attemptText(failed.attempt)}.` : '';
  return `${workedText(symptom, attempts)}${said}`;
}

/** Says what came of the attempt that is surely of whom was stated, the nearest or the latest; '' where none is. */
export function theirsText(symptom: ResolvedSymptom, attempts: readonly DiagnosedAttempt[]): string {
  const own = nearestTo(
    symptom.at?.[0],
    attempts.filter(({ attempt }) => isOfPerson(attempt, symptom)),
  );
  return own
    ? ` The ${firstOf(symptom)} attempt of ${whomText(symptom)} is that of ${attemptText(own.attempt)}${resultText(own)}.`
    : '';
}

/** The attempt that began nearest to a time; without one the latest. */
function nearestTo(
  time: Micros | undefined,
  attempts: readonly DiagnosedAttempt[],
): DiagnosedAttempt | undefined {
  const far = ({ attempt: { startedAt } }: DiagnosedAttempt): number =>
    time === undefined ? 0 - startedAt : Math.abs(startedAt - time);
  let nearest: DiagnosedAttempt | undefined;
  for (const one of attempts) if (!nearest || far(one) < far(nearest)) nearest = one;
  return nearest;
}

/** An attempt at that time that worked: the answer to another question, and worth knowing. */
function workedText(symptom: ResolvedSymptom, attempts: readonly DiagnosedAttempt[]): string {
  const { at } = symptom;
  if (at === undefined || isPersonal(symptom)) return '';
  const [from, to] = [at[0] - WINDOW, at[1] + WINDOW];
  const worked = attempts.filter(
    ({ attempt }) => attempt.outcome === 'succeeded' && attempt.startedAt >= from && attempt.startedAt <= to,
  );
  const [first] = worked;
  if (!first) return '';
  return worked.length === 1
    ? ` The attempt of ${attemptText(first.attempt)} worked.`
    : ` ${worked.length} attempts at that time worked, the first that of ${attemptText(first.attempt)}.`;
}

function attemptText({ startedAt, client, account, host }: Attempt): string {
  const from = client === undefined ? '' : ` from ${client.address}`;
  const by = account === undefined ? '' : ` by ${account.name}`;
  return `${clock(formatMicros(startedAt))} UTC${from}${by} on ${host}`;
}

const clock = (iso: string): string => iso.slice(0, 19).replace('T', ' ');
/** One time is said once. */
const clockSpan = (first: string, last: string): string =>
  clock(first) === clock(last) ? clock(first) : `${clock(first)} – ${clock(last)}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
