import type { CoverageState } from '../model/coverage.ts';
import type { Report, ReportAttempt, ReportCause, ReportCoverage } from '../model/report.ts';
import { isCore } from './build-summary.ts';
import { howExplained, sureParts } from './sureness.ts';
import { isHidden } from './hidden-failures.ts';

/**
 * A row of coverage where a person is asked for it, with the causes that it would still decide, those of most attempts
 * first. Nobody need export anything for what is explained for certain; where it is explained well, only what could
 * still be behind it is asked for, and no rarer log. The JSON has them all the same.
 */
export function askedFor(row: ReportCoverage, report: Report): ReportCoverage | undefined {
  const { summary, causes } = report;
  if (isSettled(report) && isCertain(firstFailure(causes))) return undefined;
  const open = openCauses(row, report);
  const byAttempts = [...open].sort(([, a], [, b]) => b - a).map(([cause]) => cause);
  if (isSettled(report)) {
    if (row.state !== 'missing') return byAttempts.length > 0 ? { ...row, neededBy: byAttempts } : row;
    return open.size > 0 && isCore(row.channel) ? { ...row, neededBy: byAttempts } : undefined;
  }
  if ((summary.outcome === 'no-failures' || isHidden(report)) && !isCore(row.channel)) return undefined;
  const rest = row.neededBy.filter((cause) => !open.has(cause));
  return { ...row, neededBy: [...byAttempts, ...rest] };
}

const firstFailure = (causes: Report['causes']): ReportCause | undefined =>
  causes.find(({ failure }) => failure);

const isCertain = (cause: ReportCause | undefined): boolean =>
  cause !== undefined && sureParts(cause).every(({ confidence }) => confidence === 'certain');

/** All that failed is explained by more than a possibility. */
export const isSettled = (report: Report): boolean =>
  report.summary.outcome === 'failures-explained' && howExplained(report) === 'all';

/** What could be behind attempts of a host and would show in this log of it, with how many attempts. */
function openCauses({ host, channel }: ReportCoverage, { attempts }: Report): ReadonlyMap<string, number> {
  const open = new Map<string, number>();
  for (const attempt of attempts) {
    if (attempt.host !== host) continue;
    for (const { cause, missing } of attempt.diagnosis?.notEvaluated ?? [])
      if (missing.includes(channel)) open.set(cause, (open.get(cause) ?? 0) + 1);
  }
  return open;
}

/** A log that begins with the first failure, or ends with the last, was not cut off there: failures lie no farther outside. */
const AT_THE_EDGE = 60_000;

/** Attempts for which something in a log is missed, and those of them that lie before or behind all of its records. */
export interface Missed {
  readonly attempts: readonly ReportAttempt[];
  readonly before: number;
  readonly after: number;
}

/** Finds the attempts for which something in a log is missed. */
export function missedIn({ host, channel, firstTime, lastTime }: ReportCoverage, report: Report): Missed {
  const attempts = report.attempts.filter(
    (attempt) =>
      attempt.host === host &&
      attempt.diagnosis?.notEvaluated.some(({ missing }) => missing.includes(channel)) === true,
  );
  const from = firstTime === null ? -Infinity : Date.parse(firstTime) - AT_THE_EDGE;
  const to = lastTime === null ? Infinity : Date.parse(lastTime) + AT_THE_EDGE;
  const starts = attempts.map(({ startedAt }) => Date.parse(startedAt));
  return {
    attempts,
    before: starts.filter((start) => start < from).length,
    after: starts.filter((start) => start > to).length,
  };
}

/** Whether a log without gaps covers, give or take a minute, the attempts for which something in it is missed. */
function coversAll(row: ReportCoverage, report: Report): boolean {
  if (row.ranges.length !== 1) return false;
  const { attempts, before, after } = missedIn(row, report);
  return attempts.length > 0 && before + after === 0;
}

/** What a log does not show of what is asked of it; undefined: nothing. */
export type Lack = Exclude<CoverageState, 'seen'> | 'partial' | 'unread';

/** Says what a row that a person is asked for lacks. */
export function lackOf(row: ReportCoverage, report: Report): Lack | undefined {
  if (row.unread !== undefined) return 'unread';
  if (row.state !== 'seen') return row.state;
  return row.neededBy.length > 0 && !coversAll(row, report) ? 'partial' : undefined;
}
