import { createReaderMemory } from '../parsers/evtx/reader-memory.ts';
import { hashFile } from './input/hash-file.ts';
import type { FoundLog } from './input/found-log.ts';
import { agedParts, type LogPart } from './input/log-ranges.ts';
import type { Event } from './model/event.ts';
import { HOUR, micros } from './model/time.ts';
import { promisedChannel } from './normalize/channels.ts';
import type { Pipeline, PipelineInput } from './pipeline.ts';
import { joinParts, type InputRead, type ReadInputsOptions } from './read-inputs.ts';
import { readPartSteps, type PartEnd } from './read-part.ts';

/** One input that is being read. */
interface OpenInput {
  readonly file: string;
  readonly input: PipelineInput;
  readonly steps: AsyncGenerator<void, InputRead<PartEnd>, undefined>;
  readonly clock: InputClock;
  end: InputRead<PartEnd> | undefined;
}

/** How far an input's records have come. */
interface InputClock {
  see(time: number): void;
  /** The latest time it has shown; -Infinity before its first record. */
  readonly latest: number;
  /** So much of it comes later than its times say that it is no log in the order of time. */
  readonly isUnsorted: boolean;
}

/**
 * Reads all inputs at once in the order of their times and lets the pipeline settle what is over: the memory that it
 * takes does not grow with the logs. Where an input is not in the order of time, nothing more is settled.
 */
export async function readSideBySide(
  pipeline: Pipeline,
  logs: readonly FoundLog[],
  options: ReadInputsOptions,
): Promise<readonly InputRead<PartEnd>[]> {
  const inputs = logs.map((log) => openInput(pipeline, log, options));
  // Before anything is settled every input has shown what machine and channel it is of, and when it begins.
  for (const one of inputs)
    while (one.end === undefined && one.clock.latest === -Infinity) await advance(one);
  for (let next = farthestBehind(inputs); next; next = farthestBehind(inputs)) {
    await advance(next);
    if (inputs.some(({ clock }) => clock.isUnsorted)) continue;
    const before = farthestBehind(inputs)?.clock.latest;
    if (before !== undefined) pipeline.settle(micros(before));
  }
  return inputs.flatMap(({ end, input }) => {
    if (!end) return [];
    for (const { problems } of end.parts) {
      for (const { problem, more } of problems) for (let i = 0; i <= more; i++) input.problem(problem);
    }
    input.end(end.tail);
    return end;
  });
}

function openInput(pipeline: Pipeline, log: FoundLog, options: ReadInputsOptions): OpenInput {
  const { file } = log;
  const input = pipeline.open({ path: file, ...promisedChannel(file) });
  const clock = createClock();
  return { file, input, clock, steps: readAged(log, input, clock, options), end: undefined };
}

async function advance(one: OpenInput): Promise<void> {
  const step = await one.steps.next();
  if (step.done) one.end = step.value;
}

function farthestBehind(inputs: readonly OpenInput[]): OpenInput | undefined {
  let behind: OpenInput | undefined;
  for (const one of inputs) {
    if (one.end === undefined && (!behind || one.clock.latest < behind.clock.latest)) behind = one;
  }
  return behind;
}

/** Reads the oldest part of a log first, wherever it stands. */
async function* readAged(
  log: FoundLog,
  input: PipelineInput,
  clock: InputClock,
  { hash, catalog, onPiece }: ReadInputsOptions,
): AsyncGenerator<void, InputRead<PartEnd>, undefined> {
  const { file } = log;
  const memory = createReaderMemory();
  const parts = agedParts(log);
  const ends: [LogPart, PartEnd][] = [];
  for (const part of parts) {
    const end = yield* readPartSteps(part, {
      hash: hash && parts.length === 1,
      catalog,
      memory,
      onPiece: (bytes) => onPiece(file, bytes),
      observe(computer, channel, recordId, time) {
        clock.see(time);
        input.observe(computer, channel, recordId, time);
      },
      onEvent: (event: Event) => input.adopt({ events: [event], runs: [] }),
    });
    ends.push([part, end]);
  }
  const inFile = ends.sort(([a], [b]) => (a.range?.from ?? 0) - (b.range?.from ?? 0)).map(([, end]) => end);
  return joinParts(file, inFile, hash && parts.length > 1 ? await hashFile(file) : undefined);
}

/** At a boot some records are written late; a clock that was set back makes more of them late, and an export most. */
const MOST_LATE = 50;
const MOST_LATE_SHARE = 0.005;
/** What is looked at together is never farther apart, so that what is less late than this is not late at all. */
const LATE = HOUR;

function createClock(): InputClock {
  let latest = -Infinity;
  let late = 0;
  let seen = 0;
  return {
    see(time) {
      seen++;
      if (time > latest) latest = time;
      else if (time < latest - LATE) late++;
    },
    get latest() {
      return latest;
    },
    get isUnsorted() {
      return late > MOST_LATE && late > seen * MOST_LATE_SHARE;
    },
  };
}
