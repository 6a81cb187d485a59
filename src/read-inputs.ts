import { integrityOf } from '../parsers/evtx/integrity.ts';
import { joinStates, joinTallies } from '../parsers/evtx/join-parts.ts';
import { createReaderMemory } from '../parsers/evtx/reader-memory.ts';
import type { FoundLog } from './input/found-log.ts';
import { hashFile } from './input/hash-file.ts';
import type { LogPart } from './input/log-ranges.ts';
import type { Catalog } from './normalize/normalize.ts';
import type { InputTail } from './pipeline.ts';
import { readPart, type PartEnd, type PartRead } from './read-part.ts';
import { canShare, type ReadPlan } from './read-plan.ts';
import { startWorkers, type ReadWorkers } from './read-workers.ts';

export interface ReadInputsOptions {
  readonly hash: boolean;
  readonly catalog: Catalog;
  readonly onPiece: (file: string, bytes: number) => void;
}

/** All that one input gives. */
export interface InputRead<P = PartRead> {
  readonly file: string;
  /** Of the whole, or of ranges in their order. */
  readonly parts: readonly P[];
  readonly tail: InputTail;
  /** It is a log, and any of its records could be read. */
  readonly readable: boolean;
}

/** Reads inputs and gives them in the order of their names, whichever was read first. */
export async function* readInputs(
  plan: ReadPlan,
  { hash, catalog, onPiece }: ReadInputsOptions,
): AsyncGenerator<InputRead> {
  const memory = createReaderMemory();
  const here = async (log: FoundLog): Promise<readonly PartRead[]> => [
    await readPart(log, { hash, catalog, memory, onPiece: (bytes) => onPiece(log.file, bytes) }),
  ];
  const workers = plan.threads > 1 ? startWorkers(plan.threads, catalog.more) : undefined;
  // Everything is asked for at once: a thread takes the next part when it is done with the last.
  const asked = plan.inputs.map(({ log, parts }) => ({
    log,
    isRanges: parts.length > 1,
    reads: canShare(log) ? workers && parts.map((part) => askFor(workers, part, hash, onPiece)) : undefined,
  }));
  try {
    for (const { log, isRanges, reads } of asked) {
      const sha256 = hash && isRanges ? hashFile(log.file) : undefined;
      const parts = reads ? await answersTo(reads) : await here(log);
      const whole = isRanges && !canJoin(parts) ? await here(log) : parts;
      yield joinParts(log.file, whole, await sha256);
    }
  } finally {
    await workers?.stop();
  }
}

/** One after the other: what its thread did not read is read here. */
async function answersTo(reads: readonly (() => Promise<PartRead>)[]): Promise<readonly PartRead[]> {
  const parts: PartRead[] = [];
  for (const read of reads) parts.push(await read());
  return parts;
}

const askFor = (
  workers: ReadWorkers,
  part: LogPart,
  hash: boolean,
  onPiece: ReadInputsOptions['onPiece'],
): (() => Promise<PartRead>) =>
  workers.ask({ kind: 'events', part, hash: hash && part.range === undefined }, (bytes) =>
    onPiece(part.file, bytes),
  );

/** Where the ranges of a log cannot give what the whole gives: what is lost depends on where the reading began. */
const canJoin = (parts: readonly PartRead[]): boolean =>
  !parts.some(({ isCut }) => isCut) && !joinTallies(parts.map(({ tally }) => tally)).thinned;

/** What one input gives, of its ranges in the order in which they stand in it. */
export function joinParts<P extends PartEnd>(
  file: string,
  parts: readonly P[],
  sha256: string | undefined = parts[0]?.sha256,
): InputRead<P> {
  const format = parts[0]?.status.format ?? 'unknown';
  const state = joinStates(parts.map(({ status }) => status.state));
  const sum = (of: (part: P) => number): number => parts.reduce((all, part) => all + of(part), 0);
  return {
    file,
    parts,
    tail: {
      format,
      bytes: sum((part) => part.bytes),
      state,
      ...(sha256 === undefined ? {} : { sha256 }),
      ...(parts[0]?.status.times && { times: parts[0].status.times }),
      ...(format === 'evtx' && { integrity: integrityOf(joinTallies(parts.map(({ tally }) => tally))) }),
    },
    readable: format !== 'unknown' && (sum(({ status }) => status.records) > 0 || state === 'empty'),
  };
}
