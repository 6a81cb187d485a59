import { createFoundMachines } from './collect/found-machines.ts';
import type { Collected } from './collect/manifest.ts';
import { fillTemplate } from './diagnose/fill-template.ts';
import { kindsBeyondAttempts } from './diagnose/host-memory.ts';
import { indexPatterns } from './diagnose/pattern-index.ts';
import { hostParts } from './host-parts.ts';
import { createHostSet, type HostSetState } from './host-set.ts';
import type { DiagnosedAttempt } from './model/diagnosis.ts';
import type { Event } from './model/event.ts';
import { groupBy } from './model/group-by.ts';
import type { Report } from './model/report.ts';
import type { StatedSymptom } from './model/symptom.ts';
import type { Micros } from './model/time.ts';
import { createCatalog, type Catalog } from './normalize/normalize.ts';
import { patternsOf, type Pack } from './packs/pack.ts';
import {
  createPipelineInputs,
  type InputHead,
  type InputRuns,
  type InputsState,
  type PipelineInput,
} from './pipeline-inputs.ts';
import { createPipelineLooks, type Looks } from './pipeline-looks.ts';
import { redactionNotice } from './redact/notice.ts';
import { redactedSymptom } from './redact/redacted-symptom.ts';
import { redactingCatalog } from './redact/redacting-catalog.ts';
import type { Redactor } from './redact/redactor.ts';
import { createAttemptKeeper, type KeeperState } from './report/attempt-keeper.ts';
import { buildReport } from './report/build-report.ts';
import { changes } from './report/since-it-worked.ts';
import { hostClocks, inKeptOrder } from './timeline/host-clocks.ts';
import { createHostNames, type HostNames } from './timeline/host-names.ts';
import { inOrder } from './timeline/timeline.ts';

export type { InputHead, InputRuns, InputTail, PipelineInput, ReadAhead } from './pipeline-inputs.ts';
export type { LookedAttempt } from './pipeline-looks.ts';

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
export interface PipelineState extends InputsState {
  readonly hosts: HostSetState;
  readonly keeper: KeeperState;
}

export interface Pipeline extends Looks {
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
  /** The records seen of each input that has ended, by its path. */
  runs(): ReadonlyMap<string, InputRuns>;
  /** All that is known so far, for a pipeline that goes on with it: it is no copy, and changes with what comes. */
  state(): PipelineState;
  /** Ends all inputs and says what came of it. */
  close(): Report;
}

/**
 * Makes the one way from records to a report: normalise, order, correlate, diagnose, report. It does no I/O and
 * reads no clock; the same events give the same report, whatever order the inputs came in.
 */
export function createPipeline(options: PipelineOptions): Pipeline {
  const { redactor, state } = options;
  const patterns = [...patternsOf(options.packs).values()];
  // Made when it is asked for: who brings events that were normalised elsewhere needs none.
  let catalog: Catalog | undefined;
  const theCatalog = (): Catalog => (catalog ??= makeCatalog(options));
  const names = createHostNames();
  const found = createFoundMachines(redactor?.computer);
  const keeper = createAttemptKeeper(options.listedAttempts, state?.keeper, options.countedAttempts);
  const settled: DiagnosedAttempt[] = [];
  const hosts = createHostSet(
    {
      patterns: indexPatterns(patterns),
      kindsToRemember: new Set([...kindsBeyondAttempts(patterns), ...changes]),
      keeper,
      mostRecords: options.listedRecords ?? Infinity,
      onCopy: (copy) => inputs.countCopy(copy),
      ...(options.watch === true && { onJudged: (judged) => void settled.push(judged) }),
    },
    options.heldEvents,
    state?.hosts,
  );
  const inputs = createPipelineInputs(
    {
      names,
      redactor,
      coveredRanges: options.coveredRanges,
      normalize: (raw, path) => theCatalog().normalize(raw, path),
      push: (event) => hosts.push(event),
      isOff: found.isOff,
    },
    state,
  );
  const namesOf = (host: string): readonly string[] => [host, ...names.aliasesOf(host)];
  const causeTools = {
    fill: fillTemplate,
    factsFor: (cause: string, host: string) => found.factsFor(cause, host, namesOf(host)),
    hostOf: (computer: string) => names.hostOf(computer),
  };
  const forgotten = (): number => keeper.state.forgotten;
  const looks = createPipelineLooks(
    { hosts, names, seen: inputs.seen, patterns, causeTools, forgotten },
    settled,
  );

  return {
    get catalog() {
      return theCatalog();
    },
    open: inputs.open,
    collected: (path, collected) => found.add(redactor?.path(path) ?? path, collected),
    machines: () => found.all(),
    runs: () => inputs.runs,
    timeline: () => orderedByHost(hosts.pending(), names),
    settle: (before) => hosts.settle(before, names, inputs.seen),
    look: looks.look,
    peek: looks.peek,
    reported: looks.reported,
    hostCauses: looks.hostCauses,
    together: looks.together,
    hostOf: looks.hostOf,
    floods: looks.floods,
    state: () => ({ hosts: hosts.state(), keeper: keeper.state, ...inputs.state() }),
    close() {
      const outcome = hosts.finish(names, inputs.seen());
      const parts = hostParts(outcome, {
        patterns,
        names,
        statedSilent: inputs.statedSilent,
        lackOf: (host, channel) => found.lackOf(namesOf(host), channel),
        attemptsForgotten: keeper.state.forgotten,
      });
      looks.end({ diagnoses: parts.hostDiagnoses, unlisted: parts.unlisted });
      return buildReport({
        tool: tool(options, patterns.length),
        inputs: inputs.list(),
        ...parts,
        problems: inputs.problems(),
        patterns: new Map(patterns.map((pattern) => [pattern.id, pattern])),
        ...causeTools,
        ...(options.symptom && {
          symptom: redactor ? redactedSymptom(options.symptom, redactor) : options.symptom,
        }),
        ...(redactor && { redacted: redactionNotice }),
      });
    },
  };
}

function makeCatalog({ packs, redactor }: PipelineOptions): Catalog {
  const catalog = createCatalog(packs.flatMap((pack) => pack.events ?? []));
  return redactor ? redactingCatalog(catalog, redactor) : catalog;
}

/** All events in the order in which they happened, whatever the clocks said. */
function orderedByHost(pending: readonly Event[], names: HostNames): readonly Event[] {
  const { events } = inOrder(pending);
  return inKeptOrder(events, hostClocks(groupBy(events, ({ host }) => names.hostOf(host))));
}

function tool(options: PipelineOptions, count: number): Report['tool'] {
  // A folder's pack has the folder's name.
  const nameOf = (name: string): string => (name === 'core' ? name : (options.redactor?.path(name) ?? name));
  const packs = options.packs.map(({ name, version, sha256 }) => ({ name: nameOf(name), version, sha256 }));
  return { name: 'rdpwhy', version: options.version, patterns: { count, packs } };
}
