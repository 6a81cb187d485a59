import { groupBy } from '../model/group-by.ts';
import type { EventRef, Report, ReportAttempt } from '../model/report.ts';
import { shortChannel } from './build-summary.ts';
import { isUnexplained } from './told-causes.ts';

/** Failures that no cause explains. */
export interface Unexplained {
  readonly attempts: number;
  readonly groups: readonly UnexplainedGroup[];
  /** Which logs would tell; undefined: none that is missing. */
  readonly deciders: string | undefined;
}

/** Failures that came to the same. */
interface UnexplainedGroup {
  readonly text: string;
  /** The last records of one of them: what a person would look at first. */
  readonly records: readonly EventRef[];
}

const SHOWN_RECORDS = 3;

/** Finds the failures without a cause: how far they came, their last records, and which log would tell. */
export function unexplained(report: Report): Unexplained {
  const attempts = report.attempts.filter(isUnexplained);
  const groups = groupBy(attempts, (attempt) => attempt.diagnosis?.headline ?? '');
  return {
    attempts: attempts.length,
    groups: [...groups].map(([headline, group]) => groupOf(headline, group)),
    deciders: decidersText(attempts),
  };
}

function groupOf(headline: string, attempts: readonly ReportAttempt[]): UnexplainedGroup {
  const last = attempts.at(-1);
  const often = attempts.length > 1 ? `${attempts.length} times: ` : '';
  return {
    text: `${often}${headline}${last?.diagnosis?.cause ? ' (possibly)' : ''}.`,
    records: (last?.events ?? []).slice(-SHOWN_RECORDS),
  };
}

function decidersText(attempts: readonly ReportAttempt[]): string | undefined {
  // One by one: the attempts of a flood, each with all that could not be judged, are millions.
  const missing = new Set<string>();
  for (const { diagnosis } of attempts)
    for (const one of diagnosis?.notEvaluated ?? []) for (const channel of one.missing) missing.add(channel);
  const channels = [...missing].sort();
  const names = channels.map(shortChannel);
  const last = names.pop();
  if (last === undefined) return undefined;
  return names.length === 0
    ? `The ${last} log of that time would tell more; the command is below.`
    : `The ${names.join(', ')} and ${last} logs of that time would tell more; the commands are below.`;
}
