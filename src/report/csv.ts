import type { Account, Endpoint, Outcome } from '../model/attempt.ts';
import { accountIn } from '../model/account-name.ts';
import type { Report, ReportAttempt, ReportCause, ReportDiagnosis } from '../model/report.ts';
import { foldAttempts, headingFindings } from './attempt-runs.ts';
import { shortChannel } from './build-summary.ts';
import { recordName } from './cause-words.ts';
import { csvRows, type Column } from './csv-rows.ts';
import { outsideFailures, type OutsideFailure } from './outside-failures.ts';
import { shortTime } from './words.ts';

/** A row: an attempt with what the report says of its cause, a failure without one, or attempts that are not listed. */
interface Row {
  readonly count: number;
  readonly outcome: Outcome;
  readonly attempt?: ReportAttempt;
  readonly verdict?: Verdict | null;
  readonly headline: string | undefined;
  readonly hosts?: readonly string[];
  readonly span?: readonly [first: string, last: string];
  readonly client?: Partial<Endpoint> | undefined;
  readonly account?: Partial<Account> | undefined;
  readonly target?: string | undefined;
  /** Whose side and next step are told. */
  readonly cause?: ReportCause | undefined;
  readonly flood?: ReportCause | undefined;
}

/** What an attempt's diagnosis and a cause have in common. */
type Verdict = Pick<ReportDiagnosis, 'cause' | 'class' | 'confidence' | 'evidence'>;

const columns: readonly Column<Row>[] = [
  ['attempt', ({ attempt }) => attempt?.id],
  ['count', ({ count }) => count],
  ['host', ({ hosts }) => list(hosts)],
  ['startedUtc', ({ span }) => span && shortTime(span[0])],
  ['endedUtc', ({ span }) => span && shortTime(span[1])],
  ['durationMs', ({ attempt }) => attempt?.durationMs],
  ['outcome', ({ outcome }) => outcome],
  ['reached', ({ attempt }) => attempt?.reached],
  ['cause', ({ verdict }) => verdict?.cause],
  ['class', ({ verdict }) => verdict?.class],
  ['confidence', ({ verdict }) => verdict?.confidence],
  ['headline', ({ headline }) => headline],
  ['foldedAs', ({ flood }) => flood?.cause],
  ['actor', ({ cause }) => cause?.actor],
  ['nextStep', ({ cause }) => cause?.remedies[0]?.text],
  ['clientAddress', ({ client }) => client?.address],
  ['clientPort', ({ client }) => client?.port],
  ['clientName', ({ client }) => client?.name],
  ['domain', ({ account }) => account?.domain],
  ['account', ({ account }) => account?.name],
  ['target', ({ target }) => target],
  ['transport', ({ attempt }) => attempt?.transport],
  ['sessionId', ({ attempt }) => attempt?.sessionId],
  ['seenBy', ({ attempt }) => attempt?.seenBy],
  ['alsoSeenBy', ({ attempt }) => list(attempt?.alsoSeenBy?.map(({ host }) => host))],
  ['mayBe', ({ attempt }) => list(attempt?.mayBe)],
  ['records', ({ attempt }) => attempt?.events.length],
  ['evidence', ({ verdict }) => list(verdict?.evidence.map(recordName))],
  ['alternatives', ({ attempt }) => list(attempt?.diagnosis?.alternatives.map(({ cause }) => cause))],
  ['missingLogs', ({ attempt }) => list(attempt?.diagnosis?.notEvaluated.flatMap(missingLogs))],
];

/** Renders a report as CSV: a row for each attempt, and for each failure that none shows. */
export const renderCsv = (report: Report): Iterable<string> => csvRows(columns, rowsOf(report));

function* rowsOf(report: Report): Generator<Row, void, undefined> {
  const causes = new Map(report.causes.map((cause) => [cause.cause, cause]));
  const floods = new Map(
    foldAttempts(report).floods.flatMap((flood) => flood.attempts.map((id) => [id, flood] as const)),
  );
  // That somebody got in from an attacking address is said of each such logon, whatever became of the session.
  const findings = headingFindings(report);
  for (const attempt of report.attempts) {
    const { id, host, startedAt, endedAt, outcome, diagnosis, client, account, target } = attempt;
    const finding = findings.get(id);
    const flood = finding ?? floods.get(id);
    const cause = finding ?? causes.get(diagnosis?.cause ?? '') ?? flood;
    const about = { hosts: [host], span: [startedAt, endedAt], client, account, target } as const;
    yield {
      count: 1,
      outcome,
      attempt,
      verdict: diagnosis,
      headline: diagnosis?.headline,
      ...about,
      cause,
      flood,
    };
  }
  yield* outsideFailures(report.causes).map(outsideRow);
  yield* unlistedRows(report);
}

/** A failure that no attempt shows, as a row without an attempt. */
function outsideRow({ cause, person, confidence, hosts, firstTime, lastTime }: OutsideFailure): Row {
  const evidence = cause.byConfidence
    ? cause.evidence.filter(({ host }) => hosts.includes(host))
    : cause.evidence;
  return {
    count: person?.records ?? 1,
    outcome: 'failed',
    verdict: { ...cause, confidence, evidence },
    headline: cause.title,
    hosts,
    span: [firstTime, lastTime],
    client: person?.client === undefined ? undefined : { address: person.client },
    account: accountIn(person?.account),
    target: person?.target,
    cause,
  };
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
