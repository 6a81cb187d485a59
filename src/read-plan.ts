import { availableParallelism } from 'node:os';
import { STDIN } from './input/found-log.ts';
import type { FoundLog } from './input/found-log.ts';
import { agedParts, cutAged, cutLog, type LogPart } from './input/log-ranges.ts';
import { sizeOf } from './input/read-pieces.ts';

export interface ThreadOptions {
  /** Threads that read at the same time. Default: one for each core but one where there is much to read. */
  readonly threads?: number;
  /** So many bytes of a log are read by one thread in one go; a log of less than two is not cut. */
  readonly rangeSize?: number;
}

/** What is read, in what parts, by how many. */
export interface ReadPlan {
  /** In this thread alone, where it is 1. */
  readonly threads: number;
  readonly bytesTotal: number;
  readonly inputs: readonly PlannedInput[];
}

export interface PlannedInput {
  readonly log: FoundLog;
  /** The whole, or ranges in the order asked for. */
  readonly parts: readonly LogPart[];
}

/** Below this a thread costs more, in starting and warming up, than it saves. */
const WORTH_THREADS = 200_000_000;
/** Each holds its own 40 MB; the disk sets the pace before there are more. */
const MAX_THREADS = 8;
const RANGE_SIZE = 16 * 1024 * 1024;

/** One core is left to others, and to what is made of the records. */
const spareCores = (): number => Math.min(MAX_THREADS, Math.max(1, availableParallelism() - 1));

/** Only this thread has what is piped in, and the archives that are open. */
export const canShare = ({ file, open }: FoundLog): boolean => file !== STDIN && open === undefined;

/** The order of a log's ranges: as they stand in it, or the oldest first, as Windows shows a log that wrapped. */
export type RangeOrder = 'file' | 'age';

/** Says who reads what; for one thread nothing is cut that need not be. */
export function planReading(
  logs: readonly FoundLog[],
  { threads, rangeSize = RANGE_SIZE }: ThreadOptions,
  order: RangeOrder = 'file',
): ReadPlan {
  const bytesTotal = logs.reduce((sum, log) => sum + sizeOf(log), 0);
  const wanted = threads ?? (bytesTotal < WORTH_THREADS ? 1 : spareCores());
  const partsOf = (log: FoundLog): readonly LogPart[] => {
    if (order === 'age') return wanted === 1 ? agedParts(log) : cutAged(log, rangeSize);
    return wanted === 1 ? [log] : cutLog(log, rangeSize);
  };
  const inputs = logs.map((log) => ({ log, parts: partsOf(log) }));
  const shared = inputs.flatMap(({ parts }) => parts).filter(canShare);
  return { threads: Math.max(1, Math.min(wanted, shared.length)), bytesTotal, inputs };
}
