import { createHash } from 'node:crypto';
import { createTally, type IntegrityTally } from '../parsers/evtx/integrity.ts';
import type { ReaderMemory } from '../parsers/evtx/reader-memory.ts';
import type { LogStatus, ParseItem, ParseProblem, RecordObserver } from '../parsers/index.ts';
import type { LogPart } from './input/log-ranges.ts';
import { nodePlatform } from './input/platform.ts';
import { readLogSteps } from './input/read-log.ts';
import type { Event } from './model/event.ts';
import { askedOfLog } from './normalize/asked-of-log.ts';
import type { Catalog } from './normalize/normalize.ts';
import type { ReadAhead } from './pipeline.ts';
import type { Problem } from './report/problem-list.ts';
import { createCoverageTracker } from './timeline/coverage-tracker.ts';
import { createHostNames } from './timeline/host-names.ts';

/** All that an input or a range of one gives, as plain data. */
export interface PartRead extends ReadAhead {
  readonly problems: readonly CountedProblem[];
  readonly bytes: number;
  readonly status: LogStatus;
  /** What the status says of the marks of a binary log, before it was summed up. */
  readonly tally: IntegrityTally;
  readonly sha256?: string;
  /** The system would not read on. */
  readonly isCut: boolean;
}

interface CountedProblem {
  readonly problem: Problem;
  /** How many more of its code came after it. */
  more: number;
}

export interface ReadPartOptions {
  readonly hash: boolean;
  readonly catalog: Catalog;
  readonly memory: ReaderMemory;
  readonly onPiece: (bytes: number) => void;
}

/** So many problems of one code are kept, more than are ever shown: a log can have millions. */
const KEPT = 100;

/** Reads one input or a range of one: the same in a worker and without one. */
export async function readPart(part: LogPart, options: ReadPartOptions): Promise<PartRead> {
  const events: Event[] = [];
  const watcher = createCoverageTracker(createHostNames()).watch();
  const steps = readPartSteps(part, { ...options, observe: watcher.observe, onEvent: (e) => events.push(e) });
  for (;;) {
    const step = await steps.next();
    if (step.done) return { ...step.value, events, runs: watcher.runs() };
  }
}

export interface PartStepsOptions extends ReadPartOptions {
  /** Sees every record, wanted or not. */
  readonly observe: RecordObserver;
  readonly onEvent: (event: Event) => void;
}

/** All that a part gives beside its records. */
export type PartEnd = Omit<PartRead, keyof ReadAhead>;

/** The same a piece at a time, holding nothing of it. */
export async function* readPartSteps(
  part: LogPart,
  { hash, catalog, memory, onPiece, observe, onEvent }: PartStepsOptions,
): AsyncGenerator<void, PartEnd, undefined> {
  const problems = new Map<string, CountedProblem[]>();
  const tally = createTally();
  const digest = hash ? createHash('sha256') : undefined;
  let bytes = 0;
  const take = (item: ParseItem): void => {
    if (item.type === 'problem') {
      addProblem(problems, worded(item.problem));
      return;
    }
    const event = catalog.normalize(item.event, part.file);
    if (event) onEvent(event);
  };
  const { status, fault } = yield* readLogSteps(
    part,
    { ...askedOfLog(catalog, part.file), observe, platform: nodePlatform, tally, memory },
    {
      piece(piece) {
        bytes += piece.length;
        digest?.update(piece);
        onPiece(piece.length);
      },
      take(items) {
        for (const item of items) take(item);
      },
    },
  );
  if (fault) addProblem(problems, { code: fault.code, message: fault.message });
  return {
    problems: [...problems.values()].flat(),
    bytes,
    status,
    tally,
    ...(digest && { sha256: digest.digest('hex') }),
    isCut: fault !== undefined,
  };
}

function addProblem(problems: Map<string, CountedProblem[]>, problem: Problem): void {
  const known = problems.get(problem.code) ?? [];
  problems.set(problem.code, known);
  const last = known.at(-1);
  if (last && known.length === KEPT) last.more++;
  else known.push({ problem, more: 0 });
}

/** A parse problem in one line: what was being read, then what was wrong with it. */
function worded({ code, reading, detail, offset, recordId }: ParseProblem): Problem {
  const message = `${reading}: ${detail}`;
  return { code, message, offset, ...(recordId === undefined ? {} : { recordId }) };
}
