import type { Report, ReportAttempt, ReportDiagnosis } from '../../../../src/model/report.ts';
import { createPipeline, type PipelineInput } from '../../../../src/pipeline.ts';
import type { Pack } from '../../../../src/packs/pack.ts';
import { type AttemptLog, hasEvidence } from '../attempt-log.ts';
import { plainly } from '../sim-record.ts';
import { simulateHost } from '../simulate.ts';
import type { Simulation } from '../simulation.ts';
import { matchAttempts, type Matching, recordName } from './match.ts';
import { createTwins, type Twins } from './twins.ts';
import { count, countBy, createTally, noteMistake, type Tally } from './tally.ts';

/** What became of one host: the truth, the report, and whose each record is. */
interface Run {
  readonly report: Report;
  readonly truths: readonly AttemptLog[];
  /** Records that belong to an attempt and are known to the catalog, by name. */
  readonly owners: ReadonlyMap<string, AttemptLog>;
  readonly twins: Twins;
  readonly records: number;
}

/** Simulates one host, has it analysed, and counts what came out right. */
export function scoreHost(simulation: Simulation, index: number, packs: readonly Pack[]): Tally {
  const tally = createTally();
  const run = analyzeHost(simulation, index, packs);
  const { report, truths, owners } = run;
  const matching = matchAttempts(report.attempts, (...record) => owners.get(recordName(...record)));
  tally.records += run.records;
  countAttempts(report, truths, matching, tally);
  countEvents(run, matching, tally);
  const failing = new Set(report.causes.filter(({ failure }) => failure).map(({ cause }) => cause));
  for (const truth of truths) {
    const reported = matching.reportedOf.get(truth);
    if (truth.reach === 'gateway') judgeGateway(truth, report, tally);
    else if (reported) judge(truth, reported, failing, tally);
  }
  return tally;
}

function analyzeHost(simulation: Simulation, index: number, packs: readonly Pack[]): Run {
  const pipeline = createPipeline({ version: '0', packs });
  const inputs = new Map<string, PipelineInput>();
  const { catalog } = pipeline;
  const truths: AttemptLog[] = [];
  const owners = new Map<string, AttemptLog>();
  const twins = createTwins();
  let records = 0;
  for (const record of simulateHost(simulation, index, (attempt) => truths.push(attempt))) {
    records++;
    const { provider, computer, channel, eventId, recordId, attempt } = record;
    let input = inputs.get(computer);
    if (!input) inputs.set(computer, (input = pipeline.open({ path: computer })));
    input.observe(computer, channel, recordId, record.time);
    if (!catalog.wants(provider, eventId)) continue;
    input.push(simulation.plain ? plainly(record) : record);
    if (!attempt || !catalog.normalize(record, '')) continue;
    owners.set(recordName(computer, channel, recordId), attempt);
    twins.note(record, attempt);
  }
  for (const input of inputs.values()) input.end({ format: 'simulation', bytes: 0, state: 'whole' });
  return { report: pipeline.close(), truths, owners, twins, records };
}

function countAttempts(
  report: Report,
  truths: readonly AttemptLog[],
  { reportedOf, trueOf }: Matching,
  tally: Tally,
): void {
  for (const truth of truths) {
    if (truth.reach === 'gateway') continue;
    if (truth.records.length === 0) tally.attempts.unseen++;
    else {
      tally.attempts.seen++;
      if (!reportedOf.has(truth)) tally.attempts.lost++;
    }
  }
  tally.attempts.reported += report.attempts.length;
  tally.attempts.invented += report.attempts.length - trueOf.size;
}

/** An event that is shown with each attempt it may be of, for nobody can say whose it is. */
interface Shared {
  readonly tie: string;
  /** One of those attempts is its own. */
  right: boolean;
}

function countEvents({ report, owners, twins }: Run, matching: Matching, tally: Tally): void {
  const found = new Set<string>();
  const shared = new Map<string, Shared>();
  for (const attempt of report.attempts) {
    const truth = matching.trueOf.get(attempt);
    const main = matching.mainOf.get(attempt);
    const belongsTo = (name: string, to: AttemptLog | undefined): boolean =>
      to !== undefined && (owners.get(name) === to || twins.isLikeOwn(name, to));
    for (const [i, { host, channel, recordId, provider, eventId }] of attempt.events.entries()) {
      const name = recordName(host, channel, recordId);
      if (truth && belongsTo(name, truth)) found.add(nameFor(truth, name));
      const right = belongsTo(name, main);
      const link = attempt.links.find(({ event }) => event === i);
      const tie = `${link?.by ?? 'none'} ${link?.strength ?? ''} ${provider.replace(/^.*-/, '')} ${eventId}`;
      if (link?.strength === 'weak') {
        const known = shared.get(name) ?? { tie, right: false };
        shared.set(name, known);
        known.right ||= right;
      } else countEvent(tie, right, false);
    }
  }
  for (const { tie, right } of shared.values()) countEvent(tie, right, true);
  for (const [name, owner] of owners) {
    const right = found.has(nameFor(owner, name));
    count(tally.recall, right);
    countBy(tally.recallBy, name.split('|')[1] ?? '', right);
  }

  function countEvent(tie: string, right: boolean, isShared: boolean): void {
    count(tally.shared, isShared);
    count(tally.precision, right);
    countBy(tally.precisionBy, tie, right);
  }

  function nameFor(attempt: AttemptLog, name: string): string {
    const likeness = twins.likeness(name);
    return likeness === undefined ? name : `${attempt.id} ${likeness}`;
  }
}

/** A gateway's log shows no attempts: that the report names the cause for it is all that can be asked. */
function judgeGateway(truth: AttemptLog, { causes }: Report, tally: Tally): void {
  if (!hasEvidence(truth)) return;
  const named = causes.some(({ cause, hosts }) => cause === truth.cause && hosts.includes(truth.host));
  count(tally.gateway, named);
  const example = `${truth.id} ${truth.host} ${new Date(truth.start / 1000).toISOString()}`;
  if (!named) noteMistake(tally, truth.cause ?? '', 'not named', example);
}

/** "The user name or password was wrong" is said where no record tells which of them; of a name that nobody has it is true. */
export const isTrueOf = (
  expected: string | undefined,
  { cause, headline }: Pick<ReportDiagnosis, 'cause' | 'headline'>,
): boolean =>
  expected === 'unknown-user' && cause === 'wrong-password' && /\buser name or password\b/.test(headline);

/** Holds one answer against the truth. */
function judge(
  truth: AttemptLog,
  reported: ReportAttempt,
  failing: ReadonlySet<string | null>,
  tally: Tally,
): void {
  const { diagnosis } = reported;
  const answer = diagnosis?.cause ?? undefined;
  const expected = truth.cause;
  const claims = answer !== undefined && failing.has(answer);
  const right =
    expected === undefined
      ? !claims || truth.accepts.includes(answer)
      : answer === expected || truth.accepts.includes(answer ?? 'none');
  const isTrue = right || (diagnosis !== null && isTrueOf(expected, diagnosis));
  if (diagnosis && answer !== undefined) count(tally.calibration[diagnosis.confidence], isTrue);
  const example = `${truth.id} ${truth.host} ${new Date(truth.start / 1000).toISOString()}`;
  const said = `${answer ?? 'no cause'} (${diagnosis?.confidence ?? reported.outcome})`;
  if (truth.kind === 'healthy' && expected === undefined) {
    const isFalse = (claims && !truth.accepts.includes(answer)) || reported.outcome === 'failed';
    count(tally.falseClaims, isFalse);
    if (isFalse) tally.falselyClaimed.push({ answer: said, example });
    return;
  }
  if (expected === undefined) {
    if (!right) noteMistake(tally, 'unknown', said, example);
    return;
  }
  if (!hasEvidence(truth)) {
    const quiet = isTrue || !claims || diagnosis?.confidence === 'possible';
    count(tally.abstained, quiet);
    if (!quiet) noteMistake(tally, `${expected}, its evidence lost`, said, example);
    return;
  }
  count(truth.kind === 'flood' ? tally.floodCause : tally.cause, right);
  countBy(tally.byCause, expected, right);
  if (!right) noteMistake(tally, expected, said, example);
}
