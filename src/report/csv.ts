import type { Outcome } from '../model/attempt.ts';
import type { Report, ReportAttempt, ReportCause } from '../model/report.ts';
import { foldAttempts } from './attempt-runs.ts';
import { shortChannel } from './build-summary.ts';
import { recordName } from './cause-words.ts';
import { csvRows, type Column } from './csv-rows.ts';
import { shortTime } from './words.ts';

/** A row: an attempt with what the report says of its cause, or attempts that are counted and not listed. */
interface Row {
  readonly count: number;
  readonly outcome: Outcome;
  readonly headline: string | undefined;
  readonly attempt?: ReportAttempt;
  readonly cause?: ReportCause | undefined;
  readonly flood?: ReportCause | undefined;
}

const columns: readonly Column<Row>[] = [
  ['attempt', ({ attempt }) => attempt?.id],
  ['count', ({ count }) => count],
  ['host', ({ attempt }) => attempt?.host],
  ['startedUtc', ({ attempt }) => attempt && shortTime(attempt.startedAt)],
  ['endedUtc', ({ attempt }) => attempt && shortTime(attempt.endedAt)],
  ['durationMs', ({ attempt }) => attempt?.durationMs],
  ['outcome', ({ outcome }) => outcome],
  ['reached', ({ attempt }) => attempt?.reached],
  ['cause', ({ attempt }) => attempt?.diagnosis?.cause],
  ['class', ({ attempt }) => attempt?.diagnosis?.class],
  ['confidence', ({ attempt }) => attempt?.diagnosis?.confidence],
  ['headline', ({ headline }) => headline],
  ['foldedAs', ({ flood }) => flood?.cause],
  ['actor', ({ cause }) => cause?.actor],
  ['nextStep', ({ cause }) => cause?.remedies[0]?.text],
  ['clientAddress', ({ attempt }) => attempt?.client?.address],
  ['clientPort', ({ attempt }) => attempt?.client?.port],
  ['clientName', ({ attempt }) => attempt?.client?.name],
  ['domain', ({ attempt }) => attempt?.account?.domain],
  ['account', ({ attempt }) => attempt?.account?.name],
  ['target', ({ attempt }) => attempt?.target],
  ['transport', ({ attempt }) => attempt?.transport],
  ['sessionId', ({ attempt }) => attempt?.sessionId],
  ['seenBy', ({ attempt }) => attempt?.seenBy],
  ['alsoSeenBy', ({ attempt }) => list(attempt?.alsoSeenBy?.map(({ host }) => host))],
  ['mayBe', ({ attempt }) => list(attempt?.mayBe)],
  ['records', ({ attempt }) => attempt?.events.length],
  ['evidence', ({ attempt }) => list(attempt?.diagnosis?.evidence.map(recordName))],
  ['alternatives', ({ attempt }) => list(attempt?.diagnosis?.alternatives.map(({ cause }) => cause))],
  ['missingLogs', ({ attempt }) => list(attempt?.diagnosis?.notEvaluated.flatMap(missingLogs))],
];

/** Renders a report as CSV, a row for each attempt; the sum of `count` is the number of attempts. */
export const renderCsv = (report: Report): Iterable<string> => csvRows(columns, rowsOf(report));

function* rowsOf(report: Report): Generator<Row, void, undefined> {
  const causes = new Map(report.causes.map((cause) => [cause.cause, cause]));
  const floods = new Map(
    foldAttempts(report).floods.flatMap((flood) => flood.attempts.map((id) => [id, flood] as const)),
  );
  for (const attempt of report.attempts) {
    const { id, outcome, diagnosis } = attempt;
    const flood = floods.get(id);
    const cause = causes.get(diagnosis?.cause ?? '') ?? flood;
    yield { count: 1, outcome, headline: diagnosis?.headline, attempt, cause, flood };
  }
  yield* unlistedRows(report);
}

/** What the report counts and does not list, by what came of it. */
function* unlistedRows({ summary, attempts }: Report): Generator<Row, void, undefined> {
  for (const outcome of ['failed', 'succeeded', 'open', 'unknown'] as const) {
    const listed = attempts.filter((attempt) => attempt.outcome === outcome).length;
    const count = summary.attempts[outcome] - listed;
    if (count > 0) yield { count, outcome, headline: 'attempts that are counted and not listed one by one' };
  }
}

const missingLogs = ({ missing }: { readonly missing: readonly string[] }): string[] =>
  missing.map(shortChannel);

/** Several values in a cell, each once. */
const list = (values: readonly string[] | undefined): string => [...new Set(values)].join(' | ');
