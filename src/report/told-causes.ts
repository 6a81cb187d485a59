import { groupBy } from '../model/group-by.ts';
import type { Report, ReportAttempt, ReportCause } from '../model/report.ts';
import { headsFirst } from './build-summary.ts';
import { recordsOf } from './cause-words.ts';
import { isCauseOfOthers, missedPerson } from './of-others.ts';
import { sureText } from './sureness.ts';
import { count, few } from './words.ts';

/** The causes in the order in which a person is told of them. */
export interface ToldCauses {
  /** Ranked, each in full; what somebody asked for comes first, whatever its rank and class, but for what heads every report. */
  readonly told: readonly ReportCause[];
  /** Floods, normal ends and, where nothing answers for whom was asked for, what befell others: a line for all of the same clients. */
  readonly background: readonly ReportCause[];
  /** What somebody asked for is an attempt that failed and that no cause explains: told before the causes. */
  readonly isAskedOpen: boolean;
}

/** Parts the causes that a person is waiting for from what goes on in the background. */
export function toldCauses(report: Report): ToldCauses {
  const missed = missedPerson(report);
  const quiet = report.summary.outcome === 'no-failures';
  // A normal end is nobody's answer, and a flood only where there is nothing else.
  const isTold = (cause: ReportCause, i: number): boolean =>
    cause.class !== 'normal' &&
    !(missed && isCauseOfOthers(missed, cause)) &&
    (cause.prominence !== 'background' || (i === 0 && !quiet));
  const asked = report.causes.find(({ cause }) => cause === report.symptom?.cause);
  // What may have been a normal end and is listed as not explained is no background.
  const open = new Set(report.attempts.filter(isUnexplained).map(({ id }) => id));
  const matched = report.symptom?.matched;
  // One that is not listed is taken for a failure, as most are that are asked for.
  const { outcome = 'failed' } = report.attempts.find(({ id }) => id === matched) ?? {};
  return {
    told: headsFirst([
      ...(asked ? [asked] : []),
      ...report.causes.filter((cause, i) => cause !== asked && isTold(cause, i)),
    ]),
    background: report.causes.filter(
      (cause, i) =>
        cause !== asked &&
        !isTold(cause, i) &&
        !(cause.attemptCount > 0 && cause.attempts.every((id) => open.has(id))),
    ),
    isAskedOpen: !asked && typeof matched === 'string' && outcome === 'failed',
  };
}

/** A failure without a cause, or one that was perhaps none. */
export const isUnexplained = ({ outcome, diagnosis }: ReportAttempt): boolean =>
  outcome === 'failed' && (!diagnosis?.cause || diagnosis.class === 'normal');

/** One line for all floods of the same clients: what they are, how many, and where it stands what to do about them. */
export function backgroundLines(causes: readonly ReportCause[]): readonly string[] {
  const groups = groupBy(causes, (cause) => cause.clients.join());
  return [...groups.values()].map((group) => {
    const listed = new Set(group.flatMap((cause) => cause.attempts)).size;
    const total = Math.max(listed, ...group.map(({ attemptCount }) => attemptCount));
    // What befell people without an attempt is counted by its records.
    const records = group.reduce((sum, { people }) => sum + recordsOf(people ?? []), 0);
    const many = total === 0 && records > 0 ? count(records, 'record') : count(total, 'attempt');
    const what = group.map((cause) => `${cause.cause} (${timesOf(cause)}, ${sureText(cause)})`).join(', ');
    const who = group[0] && group[0].clients.length > 0 ? ` from ${few(group[0].clients, 'client')}` : '';
    const repair = group.find((cause) => cause.failure && cause.remedies.length > 0);
    const where = repair ? `; what to do: rdpwhy patterns show ${repair.cause}` : '';
    return `${many}${who}: ${what}${where}`;
  });
}

const timesOf = ({ attemptCount, people = [] }: ReportCause): number => attemptCount || recordsOf(people);
