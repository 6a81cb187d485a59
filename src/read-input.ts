import { createHash } from 'node:crypto';
import type { ParseItem, ParseProblem } from '../parsers/index.ts';
import { nodePlatform } from './input/platform.ts';
import { readLog } from './input/read-log.ts';
import type { Event } from './model/event.ts';
import type { Catalog } from './normalize/normalize.ts';
import type { InputTail, ReadAhead } from './pipeline.ts';
import type { Problem } from './report/problem-list.ts';
import { createCoverageTracker } from './timeline/coverage-tracker.ts';
import { createHostNames } from './timeline/host-names.ts';

/** All that one input gives, as plain data. */
export interface InputRead extends ReadAhead {
  readonly problems: readonly CountedProblem[];
  readonly tail: InputTail;
  /** It is a log, and any of its records could be read. */
  readonly readable: boolean;
}

interface CountedProblem {
  readonly problem: Problem;
  /** How many more of its code came after it. */
  more: number;
}

/** So many problems of one code are kept, more than are ever shown: a log can have millions. */
const KEPT = 100;

/** Reads one input: the same in a worker and without one. */
export async function readInput(
  file: string,
  hash: boolean,
  catalog: Catalog,
  onPiece: (bytes: number) => void,
): Promise<InputRead> {
  const events: Event[] = [];
  const problems = new Map<string, CountedProblem[]>();
  const watcher = createCoverageTracker(createHostNames()).watch();
  const digest = hash ? createHash('sha256') : undefined;
  let bytes = 0;
  const take = (item: ParseItem): void => {
    if (item.type === 'problem') {
      addProblem(problems, worded(item.problem));
      return;
    }
    const event = catalog.normalize(item.event, file);
    if (event) events.push(event);
  };
  const { status, fault } = await readLog(
    file,
    { want: catalog.wants, wantedIds: catalog.eventIds, observe: watcher.observe, platform: nodePlatform },
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
  const { format, state, records, integrity } = status;
  const sha256 = digest && { sha256: digest.digest('hex') };
  return {
    events,
    runs: watcher.runs(),
    problems: [...problems.values()].flat(),
    tail: { format, bytes, state, ...sha256, ...(integrity && { integrity }) },
    readable: format !== 'unknown' && (records > 0 || state === 'empty'),
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
