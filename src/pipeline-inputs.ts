import type { RawEvent } from '../parsers/raw-event.ts';
import type { CoverageView } from './model/coverage.ts';
import type { Event } from './model/event.ts';
import type { InputIntegrity, InputTimes, ReportInput, ReportProblem } from './model/report.ts';
import { formatMicros, micros } from './model/time.ts';
import type { Redactor } from './redact/redactor.ts';
import { createProblemList, type Problem } from './report/problem-list.ts';
import { coverageView } from './timeline/coverage-view.ts';
import { createCoverageTracker, type ChannelRun, type InputWatcher } from './timeline/coverage-tracker.ts';
import type { HostNames } from './timeline/host-names.ts';
import { createSilentLogs } from './timeline/silent-logs.ts';

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

/** All that is known of the inputs before they end, as plain data. */
export interface InputsState {
  /** By path. */
  readonly inputs: ReadonlyMap<string, InputSoFar>;
  readonly copies: Map<string, number>;
}

interface InputSoFar {
  readonly runs: readonly ChannelRun[];
  /** Events that it gave. */
  readonly pushed: number;
}

/** The inputs of a pipeline: what was seen of them, beside their events. */
export interface PipelineInputs {
  readonly open: (head: InputHead) => PipelineInput;
  /** Counts a record that another input gave as well. */
  readonly countCopy: (copy: Event) => void;
  /** Which records were seen so far. */
  readonly seen: () => CoverageView;
  /** Channels whose logs show no record by the word of who made a case pack. */
  readonly statedSilent: ReadonlySet<string>;
  /** The records seen of each input that has ended, by its path. */
  readonly runs: ReadonlyMap<string, InputRuns>;
  /** Those that have ended, by path. */
  list(): readonly ReportInput[];
  problems(): readonly ReportProblem[];
  state(): InputsState;
}

export interface PipelineInputsTools {
  readonly names: HostNames;
  readonly coveredRanges: number | undefined;
  readonly redactor: Redactor | undefined;
  readonly normalize: (raw: RawEvent, path: string) => Event | undefined;
  readonly push: (event: Event) => void;
  /** Whether any machine has the channel switched off. */
  readonly isOff: (channel: string) => boolean;
}

export function createPipelineInputs(tools: PipelineInputsTools, state?: InputsState): PipelineInputs {
  const { names, redactor } = tools;
  const tracker = createCoverageTracker(names, tools.coveredRanges);
  const problems = createProblemList();
  const copies = state?.copies ?? new Map<string, number>();
  const open = new Map<string, () => InputSoFar>();
  const ended: EndedInput[] = [];
  const runs = new Map<string, InputRuns>();
  const silent = createSilentLogs();
  const statedSilent = new Set<string>();

  /** The channel whose silence the input shows: what is switched off is silent whatever happens. */
  const channelOf = (head: InputHead, watcher: InputWatcher): string | undefined => {
    const isOff = watcher.records() === 0 && head.channel !== undefined && tools.isOff(head.channel);
    return isOff ? undefined : head.channel;
  };
  const openAt = (path: string, head: InputHead): PipelineInput => {
    const watcher = tracker.watch(head.stated);
    const before = state?.inputs.get(path);
    watcher.adopt(before?.runs ?? []);
    let pushed = before?.pushed ?? 0;
    open.set(path, () => ({ runs: watcher.runs(), pushed }));
    const push = (event: Event): void => {
      tools.push(event);
      pushed++;
    };
    return {
      observe: watcher.observe,
      push(raw) {
        const event = tools.normalize(raw, head.path);
        if (event) push(event);
      },
      adopt({ events, runs }) {
        for (const event of events) push(event);
        watcher.adopt(runs);
      },
      problem(problem) {
        problems.add(path, problem);
        if (head.channel !== undefined) silent.fault(path, head.channel, problem);
      },
      end(tail) {
        watcher.end();
        const channel = channelOf(head, watcher);
        const records = watcher.records();
        if (channel !== undefined) silent.end(path, channel, { records, ...tail });
        if (records === 0 && channel !== undefined && head.stated) statedSilent.add(channel);
        runs.set(path, { ...(channel === undefined ? {} : { channel }), runs: watcher.runs() });
        const counts = { pushed, skipped: problems.lostRecords(path) };
        ended.push({ path, ...tail, ...(head.stated && { stated: true }), ...seenOf(watcher, counts) });
      },
    };
  };

  return {
    open(head) {
      if (!redactor) return openAt(head.path, head);
      return redactedInput(openAt(redactor.path(head.path), head), redactor);
    },
    countCopy: ({ source: { input } }) => void copies.set(input, (copies.get(input) ?? 0) + 1),
    seen: () => coverageView(tracker.coverage(), silent.list()),
    statedSilent,
    runs,
    list: () => ended.map((input) => reportInput(input, copies)).sort((a, b) => (a.path < b.path ? -1 : 1)),
    problems: () => problems.list(),
    state: () => ({ inputs: new Map(Array.from(open, ([path, soFar]) => [path, soFar()])), copies }),
  };
}

/** Takes pseudonyms in place of what the reader gives beside its events; these have theirs of the catalog. */
const redactedInput = (input: PipelineInput, redactor: Redactor): PipelineInput => ({
  ...input,
  observe: (computer, ...record) => input.observe(redactor.computer(computer), ...record),
  adopt: ({ events, runs }) =>
    input.adopt({ events, runs: runs.map((run) => ({ ...run, computer: redactor.computer(run.computer) })) }),
  problem: (problem) => input.problem({ ...problem, message: redactor.text(problem.message) }),
});

/** An input whose copies are counted when all inputs are read: only then is it known which copy of a record stays. */
type EndedInput = Omit<ReportInput, 'records'> & {
  readonly records: { readonly read: number; readonly pushed: number; readonly skipped: number };
};

/** What an input that has ended showed. */
function seenOf(
  watcher: InputWatcher,
  counts: Omit<EndedInput['records'], 'read'>,
): Pick<EndedInput, 'hosts' | 'channels' | 'records' | 'firstTime' | 'lastTime'> {
  const span = watcher.span();
  return {
    hosts: watcher.computers(),
    channels: watcher.channels(),
    records: { read: watcher.records(), ...counts },
    firstTime: span ? formatMicros(micros(span[0])) : null,
    lastTime: span ? formatMicros(micros(span[1])) : null,
  };
}

function reportInput(input: EndedInput, copies: ReadonlyMap<string, number>): ReportInput {
  const { read, pushed, skipped } = input.records;
  const duplicates = copies.get(input.path) ?? 0;
  return { ...input, records: { read, events: pushed - duplicates, skipped, duplicates } };
}
