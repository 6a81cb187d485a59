import type { Report, ReportAttempt, ReportCause } from '../../model/report.ts';
import { groupBy } from '../../model/group-by.ts';
import { foldAttempts, type Run } from '../attempt-runs.ts';
import { byInstant } from '../words.ts';

/** What of the attempts a page shows; a person reads no thousands of them, and a browser shows them slowly. */
export interface ShownAttempts {
  readonly floods: readonly Flood[];
  /** In the order of time; where there are too many, the first and the last of each kind. */
  readonly runs: readonly Run[];
  /** Attempts that are in no flood and in none of these runs. */
  readonly hidden: readonly ReportAttempt[];
  /** Told one by one, with ladder and records, in the order of time. */
  readonly told: readonly ReportAttempt[];
}

/** Attempts that are folded into one line, and those of them that are listed. */
interface Flood {
  readonly cause: ReportCause;
  readonly attempts: readonly ReportAttempt[];
}

/** So many runs are shown as they are. */
const MOST_RUNS = 300;
/** Where there are more, so many of each kind, the first and the last; fewer, where the kinds are many. */
const OF_KIND = [40, 10, 2];
const MOST_TOLD = 150;

/** Chooses what is shown of the attempts. */
export function showAttempts(report: Report): ShownAttempts {
  const { floods, runs } = foldAttempts(report);
  const kept = new Set(chooseRuns(runs));
  const shown = runs.filter((run) => kept.has(run));
  const byId = new Map(report.attempts.map((attempt) => [attempt.id, attempt]));
  const flooding = floods.map((cause) => ({
    cause,
    attempts: cause.attempts.flatMap((id) => byId.get(id) ?? []),
  }));
  return {
    floods: flooding,
    runs: shown,
    hidden: runs.filter((run) => !kept.has(run)).flatMap(({ attempts }) => attempts),
    told: toldOf(report, shown, flooding),
  };
}

function chooseRuns(runs: readonly Run[]): readonly Run[] {
  if (runs.length <= MOST_RUNS) return runs;
  const choices = OF_KIND.map((many) => firstAndLast(runs, ({ first }) => first, many / 2));
  return choices.find((chosen) => chosen.length <= MOST_RUNS) ?? (choices.at(-1) ?? []).slice(0, MOST_RUNS);
}

/** What was asked for, failures before successes, the first of each run before its last; of floods the first and last of a kind. */
function toldOf(report: Report, runs: readonly Run[], floods: readonly Flood[]): readonly ReportAttempt[] {
  const [worked, others] = [
    runs.filter(({ first }) => first.outcome === 'succeeded'),
    runs.filter(({ first }) => first.outcome !== 'succeeded'),
  ];
  const ordered = [...others, ...worked];
  const single = [
    ...report.attempts.filter(({ id }) => id === report.symptom?.matched),
    ...ordered.map(({ first }) => first),
    ...ordered.flatMap(({ attempts }) => attempts.at(-1) ?? []),
  ].slice(0, MOST_TOLD);
  const samples = floods.flatMap(({ attempts }) => firstAndLast(attempts, (one) => one));
  return [...new Set([...single, ...samples.slice(0, MOST_TOLD)])].sort((a, b) =>
    byInstant(a.startedAt, b.startedAt),
  );
}

/** So many of the first and of the last of each host, outcome and cause. */
function firstAndLast<T>(items: readonly T[], attemptOf: (item: T) => ReportAttempt, many = 1): readonly T[] {
  const groups = groupBy(items, (item) => {
    const { host, outcome, diagnosis } = attemptOf(item);
    return `${host}\n${outcome}\n${diagnosis?.cause ?? ''}`;
  });
  return [...groups.values()].flatMap((group) => [
    ...new Set([...group.slice(0, many), ...group.slice(-many)]),
  ]);
}
