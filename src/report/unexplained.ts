import { groupBy } from '../model/group-by.ts';
import type { EventRef, Report, ReportAttempt } from '../model/report.ts';
import { askMachines } from './doctor/ask-machines.ts';
import { wantedLogs, wantedName, type WantedLog } from './doctor/wanted-logs.ts';
import { isAttemptOfOthers, missedPerson } from './of-others.ts';
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

/** Finds the failures without a cause, of others only where nobody was asked for or something answers: how far they came, their last records, and which log would tell. */
export function unexplained(report: Report): Unexplained {
  const missed = missedPerson(report);
  const attempts = report.attempts.filter(
    (attempt) => isUnexplained(attempt) && !(missed && isAttemptOfOthers(missed, attempt)),
  );
  const groups = groupBy(attempts, (attempt) => attempt.diagnosis?.headline ?? '');
  return {
    attempts: attempts.length,
    groups: [...groups].map(([headline, group]) => groupOf(headline, group)),
    deciders: decidersText(attempts, report),
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

/** So many logs are named; after them a person asks for the rest. */
const NAMED_LOGS = 3;

/** The logs that would tell of these attempts, by name: the one that would tell most first, as `doctor` has it. */
function decidersText(attempts: readonly ReportAttempt[], report: Report): string | undefined {
  const wanted = wantedLogs(askMachines(report)).filter(isMissedBy(attempts));
  const [first, ...others] = wanted.slice(0, NAMED_LOGS).map((one) => wantedName(one, report.hosts));
  if (first === undefined) return undefined;
  if (others.length === 0) return `The log ${first} would tell more; rdpwhy doctor PATH has the command.`;
  return `The log ${first} would tell most, then ${others.join(' and ')}; rdpwhy doctor PATH has the commands.`;
}

/** Whether a log is one that is missed for any of these attempts. */
function isMissedBy(attempts: readonly ReportAttempt[]): (wanted: WantedLog) => boolean {
  // One by one: the attempts of a flood, each with all that could not be judged, are millions.
  const missed = new Set<string>();
  for (const { host, diagnosis } of attempts)
    for (const { missing, elsewhere = [] } of diagnosis?.notEvaluated ?? []) {
      for (const channel of missing) missed.add(`${host}\n${channel}`);
      for (const { on, channel } of elsewhere) missed.add(`${on}\n${channel}`);
    }
  return ({ machine: { on, names }, log: { channel } }) =>
    [on, ...names].some((machine) => missed.has(`${machine}\n${channel}`));
}
