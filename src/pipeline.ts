import type { RawEvent } from '../parsers/raw-event.ts';
import { describeScene, hasRole, unseenHost } from './describe-scene.ts';
import { fillTemplate } from './diagnose/fill-template.ts';
import { hostFloods } from './diagnose/diagnose-host.ts';
import { kindsBeyondAttempts } from './diagnose/host-memory.ts';
import { indexPatterns } from './diagnose/pattern-index.ts';
import { createHostSet, letGoOf, type HostSetState, type UnjudgedAttempt } from './host-set.ts';
import { lookedCause, type LookedCause } from './looked-cause.ts';
import { groupBy } from './model/group-by.ts';
import type { CoverageView } from './model/coverage.ts';
import type { DiagnosedAttempt, HostDiagnosis } from './model/diagnosis.ts';
import type { Event } from './model/event.ts';
import type { InputIntegrity, InputTimes, Report, ReportAttempt, ReportInput } from './model/report.ts';
import type { StatedSymptom } from './model/symptom.ts';
import { formatMicros, micros, type Micros } from './model/time.ts';
import type { Flood } from './model/verdict.ts';
import type { Attempt } from './model/attempt.ts';
import { createCatalog, type Catalog } from './normalize/normalize.ts';
import { patternsOf, type Pack } from './packs/pack.ts';
import type { Collected } from './collect/manifest.ts';
import { createFoundMachines } from './collect/found-machines.ts';
import { redactedSymptom } from './redact/redacted-symptom.ts';
import { redactingCatalog } from './redact/redacting-catalog.ts';
import { redactionNotice } from './redact/notice.ts';
import type { Redactor } from './redact/redactor.ts';
import { createAttemptKeeper, type KeeperState } from './report/attempt-keeper.ts';
import { buildCoverage } from './report/build-coverage.ts';
import { buildHosts } from './report/build-hosts.ts';
import { buildReport, reportAttempt } from './report/build-report.ts';
import { createProblemList, type Problem } from './report/problem-list.ts';
import { changes } from './report/since-it-worked.ts';
import { coverageView } from './timeline/coverage-view.ts';
import { createCoverageTracker, type ChannelRun } from './timeline/coverage-tracker.ts';
import { describeHosts } from './timeline/describe-hosts.ts';
import { createHostNames, type HostNames } from './timeline/host-names.ts';
import { hostClocks, inKeptOrder } from './timeline/host-clocks.ts';
import { inOrder } from './timeline/timeline.ts';

export interface PipelineOptions {
  readonly version: string;
  /** A pattern of a later pack stands in place of one of the same id in an earlier. */
  readonly packs: readonly Pack[];
  /** What the person who could not connect saw; heads the report. */
  readonly symptom?: StatedSymptom;
  /** So many events are held before any is let go by `settle`. Default: 100,000, about 100 MB. */
  readonly heldEvents?: number;
  /** Keep what is settled until the next look. Default: false. */
  readonly watch?: boolean;
  /** So many attempts are listed with their records; more are only counted. Default: 20,000. */
  readonly listedAttempts?: number;
  /** Of those beyond about so many are counted, the latest; older ones are forgotten. Default: all are counted. */
  readonly countedAttempts?: number;
  /** An attempt has so many records, and two more of each kind, where it is settled before the end. Default: all. */
  readonly listedRecords?: number;
  /** The latest so many ranges of record ids are known of each channel. Default: all. */
  readonly coveredRanges?: number;
  /** Puts pseudonyms into the records before anything is made of them. Default: none. */
  readonly redactor?: Redactor;
  /** Go on where another pipeline was, with the same options. Default: begin anew. */
  readonly state?: PipelineState;
}

/** All that a pipeline knows before its inputs end, as plain data; what is shared within it is shared again. */
export interface PipelineState {
  readonly hosts: HostSetState;
  readonly keeper: KeeperState;
  /** By path. */
  readonly inputs: ReadonlyMap<string, InputSoFar>;
  readonly copies: Map<string, number>;
}

interface InputSoFar {
  readonly runs: readonly ChannelRun[];
  /** Events that it gave. */
  readonly pushed: number;
}

/** What is known of an input before it is read. */
export interface InputHead {
  /** As the person gave it; names the input in the report. */
  readonly path: string;
  /** The channel its file name promises, for a log without records. */
  readonly channel?: string;
  /** It is not read: what is adopted is the word of who made a case pack. */
  readonly stated?: true;
}

/** What an input showed beside its events: enough to speak for it where it is not. */
export interface InputRuns {
  readonly channel?: string;
  readonly runs: readonly ChannelRun[];
}

/** What is known of an input when it was read. */
export interface InputTail {
  readonly format: string;
  readonly bytes: number;
  readonly state: string;
  readonly sha256?: string;
  readonly integrity?: InputIntegrity;
  readonly times?: InputTimes;
}

/** What was read of an input elsewhere, as plain data: it comes from other threads. */
export interface ReadAhead {
  readonly events: readonly Event[];
  readonly runs: readonly ChannelRun[];
}

/** One input on its way through: feed it what the reader gives. */
export interface PipelineInput {
  readonly observe: (computer: string, channel: string, recordId: number, time: number) => void;
  push(event: RawEvent): void;
  /** Takes all records of the input at once, or of its parts in order, in place of `observe` and `push`. */
  adopt(read: ReadAhead): void;
  problem(problem: Problem): void;
  end(tail: InputTail): void;
}

export interface Pipeline {
  readonly catalog: Catalog;
  open(head: InputHead): PipelineInput;
  /** Takes what `rdpwhy collect` found of a machine, before the machine's logs: its word, never in place of an event. */
  collected(path: string, found: Collected): void;
  /** What was found so, by the path that stated it. */
  machines(): ReadonlyMap<string, Collected>;
  /** All events so far in one order, as the `timeline` command shows them. */
  timeline(): readonly Event[];
  /**
   * Says that no event before this time will come any more, of any input. What was over by then is judged and its records
   * let go, so that a run of any length fits into memory. Optional: without it all is judged at the end.
   */
  settle(before: Micros): void;
  /**
   * Gives the attempts as they stand now, where `watch` was asked for: those that can still change, and those that were
   * settled since the last look. Nothing changes by looking.
   */
  look(): readonly LookedAttempt[];
  /** Gives the attempts of the machines of these events as they would stand with them; nothing changes by it. */
  peek(ahead: readonly Event[]): readonly LookedAttempt[];
  /** Gives an attempt that was looked at as a report lists it. */
  readonly reported: (one: DiagnosedAttempt) => ReportAttempt;
  /** The causes that hosts had beside those of their attempts at the last look; when all inputs have ended, for good. */
  hostCauses(): readonly LookedCause[];
  /** Which of the attempts that were looked at last are part of a flood, by their ids. */
  floods(): ReadonlyMap<string, Flood>;
  /** The records seen of each input that has ended, by its path. */
  runs(): ReadonlyMap<string, InputRuns>;
  /** All that is known so far, for a pipeline that goes on with it: it is no copy, and changes with what comes. */
  state(): PipelineState;
  /** Ends all inputs and says what came of it. */
  close(): Report;
}

/** An attempt while more events may come. */
export interface LookedAttempt {
  readonly id: string;
  readonly host: string;
  /** Its records. */
  readonly events: Attempt['events'];
  /** Judges it as it stands, until the pipeline goes on: that costs more than to look. */
  readonly judge: () => DiagnosedAttempt;
  /** When its first and its latest record were written, by the time as it runs on. */
  readonly firstAt: Micros;
  readonly lastAt: Micros;
  /** Its records were let go: it will not change any more. */
  readonly isSettled: boolean;
}

/**
 * Makes the one way from records to a report: normalise, order, correlate, diagnose, report. It does no I/O and
 * reads no clock; the same events give the same report, whatever order the inputs came in.
 */
export function createPipeline(options: PipelineOptions): Pipeline {
  const { redactor } = options;
  const pathOf = redactor?.path ?? same;
  const computerOf = redactor?.computer ?? same;
  const patterns = [...patternsOf(options.packs).values()];
  // Made when it is asked for: who brings events that were normalised elsewhere needs none.
  let catalog: Catalog | undefined;
  const theCatalog = (): Catalog => (catalog ??= makeCatalog(options));
  const names = createHostNames();
  const tracker = createCoverageTracker(names, options.coveredRanges);
  const problems = createProblemList();
  const copies = options.state?.copies ?? new Map<string, number>();
  const keeper = createAttemptKeeper(options.listedAttempts, options.state?.keeper, options.countedAttempts);
  const open = new Map<string, () => InputSoFar>();
  let settled: DiagnosedAttempt[] = [];
  let lookedAt: readonly UnjudgedAttempt[] = [];
  let isClosed = false;
  let causesAt: () => readonly HostDiagnosis[] = () => [];
  const hosts = createHostSet(
    {
      patterns: indexPatterns(patterns),
      kindsToRemember: new Set([...kindsBeyondAttempts(patterns), ...changes]),
      keeper,
      mostRecords: options.listedRecords ?? Infinity,
      onCopy: ({ source: { input } }) => copies.set(input, (copies.get(input) ?? 0) + 1),
      ...(options.watch === true && { onJudged: (judged) => void settled.push(judged) }),
    },
    options.heldEvents,
    options.state?.hosts,
  );
  const inputs: ReadInput[] = [];
  const runs = new Map<string, InputRuns>();
  const emptyChannels = new Set<string>();
  const statedEmpty = new Set<string>();
  const found = createFoundMachines(computerOf);
  const namesOf = (host: string): readonly string[] => [host, ...names.aliasesOf(host)];
  const seenSoFar = (): CoverageView => coverageView(tracker.coverage(), emptyChannels);
  const hostOf = (computer: string): string => names.hostOf(computer);
  const causeTools = {
    patterns: new Map(patterns.map((pattern) => [pattern.id, pattern])),
    fill: fillTemplate,
    factsFor: (cause: string, host: string) => found.factsFor(cause, host, namesOf(host)),
    hostOf,
  };
  const looked = ({ attempt, judge }: UnjudgedAttempt, isSettled: boolean): LookedAttempt => ({
    id: attempt.id,
    host: attempt.host,
    events: attempt.events,
    firstAt: attempt.startedAt,
    lastAt: attempt.endedAt,
    isSettled,
    judge,
  });

  return {
    get catalog() {
      return theCatalog();
    },
    open: (head) => {
      const path = pathOf(head.path);
      const watcher = tracker.watch(head.stated);
      const before = options.state?.inputs.get(path);
      watcher.adopt(before?.runs ?? []);
      let pushed = before?.pushed ?? 0;
      open.set(path, () => ({ runs: watcher.runs(), pushed }));
      const push = (event: Event): void => {
        hosts.push(event);
        pushed++;
      };
      return {
        observe: redactor
          ? (computer, ...record) => watcher.observe(computerOf(computer), ...record)
          : watcher.observe,
        push(raw) {
          const event = theCatalog().normalize(raw, head.path);
          if (event) push(event);
        },
        adopt({ events, runs }) {
          for (const event of events) push(event);
          watcher.adopt(
            redactor ? runs.map((run) => ({ ...run, computer: computerOf(run.computer) })) : runs,
          );
        },
        problem: (problem) =>
          problems.add(path, redactor ? { ...problem, message: redactor.text(problem.message) } : problem),
        end(tail) {
          watcher.end();
          const { stated } = head;
          // What is switched off is silent whatever happens.
          const channel =
            watcher.records() === 0 && head.channel !== undefined && found.isOff(head.channel)
              ? undefined
              : head.channel;
          if (watcher.records() === 0 && channel !== undefined) {
            emptyChannels.add(channel);
            if (stated) statedEmpty.add(channel);
          }
          runs.set(path, { ...(channel === undefined ? {} : { channel }), runs: watcher.runs() });
          const span = watcher.span();
          inputs.push({
            path,
            ...tail,
            ...(stated && { stated }),
            hosts: watcher.computers(),
            channels: watcher.channels(),
            records: { read: watcher.records(), pushed, skipped: problems.lostRecords(path) },
            firstTime: span ? formatMicros(micros(span[0])) : null,
            lastTime: span ? formatMicros(micros(span[1])) : null,
          });
        },
      };
    },
    collected: (path, collected) => found.add(pathOf(path), collected),
    machines: () => found.all(),
    runs: () => runs,
    timeline: () => orderedByHost(hosts.pending(), names),
    settle: (before) => hosts.settle(before, names, seenSoFar),
    look() {
      const gone = settled.map((one) => ({ attempt: one.attempt, judge: () => one }));
      settled = [];
      const { attempts: going, causes } = hosts.look(names, seenSoFar());
      if (!isClosed) causesAt = causes;
      lookedAt = [...gone, ...going];
      return [...gone.map((one) => looked(one, true)), ...going.map((one) => looked(one, false))];
    },
    peek: (ahead) => hosts.look(names, seenSoFar(), ahead).attempts.map((one) => looked(one, false)),
    reported: (one) => reportAttempt(one, hostOf),
    hostCauses: () => causesAt().map((one) => lookedCause(one, causeTools)),
    floods() {
      const { wasSeen } = seenSoFar();
      const byHost = groupBy(lookedAt, ({ attempt }) => attempt.host);
      const found = [...byHost].flatMap(([host, unjudged]) => {
        const attempts = unjudged.map(({ judge }) => judge()).sort(byStart);
        return hostFloods({ host, attempts, wasSeen }, patterns);
      });
      return new Map(
        found.flatMap(({ host, pattern, attempts, evidence }) => {
          const flood = { cause: pattern.id, title: fillTemplate(pattern.title, { evidence, host }) };
          return attempts.map(({ attempt }) => [attempt.id, flood] as const);
        }),
      );
    },
    state: () => ({
      hosts: hosts.state(),
      keeper: keeper.state,
      inputs: new Map(Array.from(open, ([path, soFar]) => [path, soFar()])),
      copies,
    }),
    close() {
      const { scenes, links, seen } = hosts.finish(names, seenSoFar());
      const { forgotten } = keeper.state;
      const anyRole = scenes.some(({ traits }) => hasRole(traits));
      const described = scenes.map((scene) => describeScene(scene, { patterns, seen, anyRole }));
      const attempts = described.flatMap((scene) => scene.attempts);
      const diagnoses = described.flatMap((scene) => scene.diagnoses);
      isClosed = true;
      causesAt = () => diagnoses.filter((one) => one.attempts.length === 0);
      const machines = describeHosts(names, new Map(scenes.map(({ host, traits }) => [host, traits])));
      return buildReport({
        tool: tool(options, patterns.length),
        inputs: countEvents(inputs, copies),
        hosts: buildHosts(machines, new Map(scenes.map((scene) => [scene.host, scene])), links, attempts),
        coverage: buildCoverage(seen, described, {
          statedEmpty,
          lackOf: (host, channel) => found.lackOf(namesOf(host), channel),
        }),
        attempts,
        unlisted: new Set(described.flatMap((scene) => scene.unlisted)),
        letGo: { ...letGoOf(scenes), ...(forgotten > 0 && { attemptsForgotten: forgotten }) },
        hostDiagnoses: diagnoses,
        unseenHost: unseenHost(scenes, patterns),
        problems: problems.list(),
        ...causeTools,
        hostEvents: (host) => scenes.find((scene) => scene.host === host)?.unattached ?? [],
        ...(options.symptom && {
          symptom: redactor ? redactedSymptom(options.symptom, redactor) : options.symptom,
        }),
        ...(redactor && { redacted: redactionNotice }),
      });
    },
  };
}

const same = (text: string): string => text;

const byStart = (a: DiagnosedAttempt, b: DiagnosedAttempt): number =>
  a.attempt.startedAt - b.attempt.startedAt || (a.attempt.id < b.attempt.id ? -1 : 1);

function makeCatalog({ packs, redactor }: PipelineOptions): Catalog {
  const catalog = createCatalog(packs.flatMap((pack) => pack.events ?? []));
  return redactor ? redactingCatalog(catalog, redactor) : catalog;
}

/** All events in the order in which they happened, whatever the clocks said. */
function orderedByHost(pending: readonly Event[], names: HostNames): readonly Event[] {
  const { events } = inOrder(pending);
  return inKeptOrder(events, hostClocks(groupBy(events, ({ host }) => names.hostOf(host))));
}

/** An input whose copies are counted when all inputs are read: only then is it known which copy of a record stays. */
type ReadInput = Omit<ReportInput, 'records'> & {
  readonly records: { readonly read: number; readonly pushed: number; readonly skipped: number };
};

function countEvents(inputs: readonly ReadInput[], copies: ReadonlyMap<string, number>): ReportInput[] {
  return inputs
    .map((input) => {
      const { read, pushed, skipped } = input.records;
      const duplicates = copies.get(input.path) ?? 0;
      return { ...input, records: { read, events: pushed - duplicates, skipped, duplicates } };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function tool(options: PipelineOptions, count: number): Report['tool'] {
  // A folder's pack has the folder's name.
  const nameOf = (name: string): string => (name === 'core' ? name : (options.redactor?.path(name) ?? name));
  const packs = options.packs.map(({ name, version, sha256 }) => ({ name: nameOf(name), version, sha256 }));
  return { name: 'rdpwhy', version: options.version, patterns: { count, packs } };
}
