import type { ReportBounds } from '../model/report-bounds.ts';
import type { Report, ReportAttempt, ReportCause } from '../model/report.ts';
import { wasBroken } from './cause-words.ts';
import { byInstant, count, shortTime, zonesText } from './words.ts';

/** Attempts of one day that follow each other and differ in nothing but their time. */
export interface Run {
  readonly first: ReportAttempt;
  readonly attempts: ReportAttempt[];
  /** What heads the report, where these are part of it. */
  readonly heading: ReportCause | undefined;
}

/** The attempts as a person reads them. */
export interface FoldedAttempts {
  /** Causes whose attempts nobody reads one by one: floods. */
  readonly floods: readonly ReportCause[];
  /** All others, in the order of time. */
  readonly runs: readonly Run[];
}

/** Folds floods into one each and what repeats itself into runs; each host's attempts are in order, a person reads one story. */
export function foldAttempts(report: Report): FoldedAttempts {
  const { causes, attempts } = report;
  const floods = causes.filter((cause) => cause.prominence === 'background' && cause.scope === 'host');
  const folded = new Set(floods.flatMap((cause) => cause.attempts));
  const single = attempts.filter((attempt) => !folded.has(attempt.id));
  const inTime = single.toSorted((a, b) => byInstant(a.startedAt, b.startedAt));
  return { floods, runs: toRuns(inTime, headingFindings(report)) };
}

/** Attempts by id that are part of what heads the report, such as the logons of an attacking address. */
export const headingFindings = ({ causes }: Pick<Report, 'causes'>): ReadonlyMap<string, ReportCause> =>
  new Map(
    causes
      .filter(({ prominence }) => prominence === 'heads')
      .flatMap((cause) => cause.attempts.map((id) => [id, cause] as const)),
  );

function toRuns(attempts: readonly ReportAttempt[], findings: ReadonlyMap<string, ReportCause>): Run[] {
  const runs: Run[] = [];
  for (const attempt of attempts) {
    const run = runs.at(-1);
    const heading = findings.get(attempt.id);
    if (run && run.heading === heading && sameButForTime(run.first, attempt)) run.attempts.push(attempt);
    else runs.push({ first: attempt, attempts: [attempt], heading });
  }
  return runs;
}

const sameButForTime = (a: ReportAttempt, b: ReportAttempt): boolean =>
  a.startedAt.slice(0, 10) === b.startedAt.slice(0, 10) &&
  a.host === b.host &&
  a.outcome === b.outcome &&
  a.diagnosis?.cause === b.diagnosis?.cause &&
  clientText(a) === clientText(b) &&
  accountText(a) === accountText(b);

/** What all times have in common is said once, in the heading; each is written from `from` on. */
export interface SharedClock {
  readonly heading: string;
  readonly from: number;
}

/** Finds what times share, given in their order. */
export function sharedClock(times: readonly string[]): SharedClock {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return { heading: '', from: 0 };
  const zone = zonesText(times);
  if (first.slice(0, 10) === last.slice(0, 10)) {
    return { heading: ` of ${first.slice(0, 10)}, times in ${zone}`, from: 11 };
  }
  if (first.slice(0, 4) === last.slice(0, 4)) {
    return { heading: ` of ${first.slice(0, 4)}, times in ${zone}`, from: 5 };
  }
  return { heading: `, times in ${zone}`, from: 0 };
}

/** A time without what all share. */
export const clockText = (iso: string, { from }: SharedClock): string => shortTime(iso).slice(from);

/** Says in one line what a flood's attempts were folded into. */
export const floodText = (cause: ReportCause): string =>
  `${count(cause.attemptCount, 'attempt')} folded as ${cause.cause}: ` +
  (cause.clients.length === 1
    ? `all from ${cause.clients[0]}`
    : `from ${count(cause.clients.length, 'address', 'addresses')}`);

/** What a long run let go, a line for each. */
export function boundsLines(bounds: ReportBounds | undefined): readonly string[] {
  const lines = [
    [bounds?.attemptsNotListed, 'more attempt', 'of the same kinds counted above, not held one by one'],
    [bounds?.attemptsForgotten, 'earlier attempt', 'not counted any more'],
    [bounds?.sessionsCutShort, 'session', 'judged before the end, for too many went on at once'],
    [bounds?.recordsNotListed, 'record', 'of long sessions, from their middle, not held and listed'],
    [bounds?.eventsForgotten, 'earlier record', 'of the hosts not held against later attempts any more'],
  ] as const;
  return lines.flatMap(([number = 0, noun, what]) =>
    number === 0 ? [] : [`${count(number, noun)} ${what}`],
  );
}

/**
 * `maybe` stands before a cause that is a mere possibility: what follows it may be cut.
 *
 * @param heading What heads the report and the attempt is part of: where nothing broke it says more than a normal end.
 */
export function causeText({ diagnosis }: ReportAttempt, heading?: ReportCause): string {
  if (heading && (!diagnosis?.cause || diagnosis.class === 'normal')) return heading.cause;
  const doubt = diagnosis?.confidence === 'possible' ? 'maybe ' : '';
  const known = diagnosis?.cause ? `${doubt}${diagnosis.cause}` : undefined;
  return known ?? (diagnosis ? 'undetermined' : '-');
}

/** A client's own log knows where it wanted to go, not the address it came from. */
export const clientText = ({ client, target, seenBy }: ReportAttempt): string =>
  seenBy === 'client' ? `→ ${target ?? '?'}` : (client?.address ?? '-');

/** The name alone: the domain would take the room of the cause, and the JSON has it. */
export const accountText = ({ account }: ReportAttempt): string => account?.name ?? '-';

/** What came of an attempt, in a word or two. */
export function resultText(attempt: ReportAttempt): string {
  switch (attempt.outcome) {
    case 'succeeded':
      return 'worked';
    case 'failed':
      return wasBroken(attempt) ? 'broke off' : 'failed';
    case 'open':
      return 'still open';
    case 'unknown':
      return attempt.diagnosis?.class === 'normal' ? 'client left' : 'unclear';
  }
}
