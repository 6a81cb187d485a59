import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { CHUNK_SIZE, isChunk } from '../../parsers/evtx/chunk.ts';
import { FILE_HEADER_BLOCK } from '../../parsers/evtx/file-header.ts';
import { STDIN } from './found-log.ts';
import type { FoundLog } from './found-log.ts';

/** A part of a binary log: its bytes from one offset to another, where chunks begin. */
export interface LogRange {
  /** 0: with the file header. */
  readonly from: number;
  /** Infinity: to the end, wherever that is when it is met. */
  readonly to: number;
}

/** One piece of work: a whole log, or a range of one that is a file by itself. */
export interface LogPart extends FoundLog {
  readonly range?: LogRange;
}

/** Cuts a binary log into ranges of about that size; what is smaller than two, or anything else, stays whole. */
export function cutLog(log: FoundLog, size: number): readonly LogPart[] {
  const bytes = binaryLogSize(log);
  return bytes < 2 * size ? [log] : cutRange(log.file, WHOLE, bytes, size);
}

/** The same with the oldest part of the log first, wherever it stands. */
export function cutAged(log: FoundLog, size: number): readonly LogPart[] {
  const bytes = binaryLogSize(log);
  const aged = agedParts(log);
  return bytes < 2 * size
    ? aged
    : aged.flatMap(({ range }) => cutRange(log.file, range ?? WHOLE, bytes, size));
}

const WHOLE: LogRange = { from: 0, to: Infinity };

function cutRange(file: string, { from, to }: LogRange, bytes: number, size: number): readonly LogPart[] {
  const step = Math.max(1, Math.round(size / CHUNK_SIZE)) * CHUNK_SIZE;
  const starts = [from];
  const end = Math.min(to, bytes);
  for (let at = Math.max(from, FILE_HEADER_BLOCK) + step; at < end; at += step) starts.push(at);
  return starts.map((start, i) => ({ file, range: { from: start, to: starts[i + 1] ?? to } }));
}

/** A full log has two; one that was copied while it was written to has some more. */
const MOST_RUNS = 100;
/** Looks are so many chunks apart, 1 MB: a log that turns back further than that is found to do so. */
const STRIDE = 16;

/**
 * Cuts a binary log where its record numbers fall back, as where a full log goes on overwriting its oldest part: its
 * ranges in the order of their age.
 */
export function agedParts(log: FoundLog): readonly LogPart[] {
  const { file } = log;
  const chunks = Math.floor((binaryLogSize(log) - FILE_HEADER_BLOCK) / CHUNK_SIZE);
  if (chunks < 2) return [log];
  const runs = withHeads(file, (head) => (isRising(head, chunks) ? [] : risingRuns(head, chunks)));
  if (runs.length < 2 || runs.length > MOST_RUNS) return [log];
  return runs
    .map(({ from, first }, i) => ({ first, range: { from, to: runs[i + 1]?.from ?? Infinity } }))
    .sort((a, b) => (a.first < b.first ? -1 : 1))
    .map(({ range }) => ({ file, range }));
}

/** Gives the number of a chunk's first record; undefined: there is no chunk. */
type FirstRecord = (chunk: number) => bigint | undefined;

/** Whether all is chunks whose numbers rise, by a look at few of them: each look is a call of the system. */
function isRising(head: FirstRecord, chunks: number): boolean {
  let last = 0n;
  for (let chunk = 0; chunk < chunks; chunk = nextLook(chunk, chunks)) {
    const first = head(chunk);
    if (first === undefined || first < last) return false;
    last = first;
  }
  return true;
}

/** The last chunk is always looked at. */
const nextLook = (chunk: number, chunks: number): number =>
  chunk === chunks - 1 ? chunks : Math.min(chunk + STRIDE, chunks - 1);

/** Where the numbers begin and where they fall back, by a look at every chunk. */
function risingRuns(head: FirstRecord, chunks: number): { readonly from: number; readonly first: bigint }[] {
  const runs: { readonly from: number; readonly first: bigint }[] = [];
  let last = 0n;
  for (let chunk = 0; chunk < chunks; chunk++) {
    const first = head(chunk);
    if (first === undefined) continue;
    if (runs.length === 0) runs.push({ from: 0, first });
    else if (first < last) runs.push({ from: FILE_HEADER_BLOCK + chunk * CHUNK_SIZE, first });
    last = first;
  }
  return runs;
}

/** The number of a chunk's first record stands 8 bytes into its header. */
function withHeads<T>(file: string, look: (head: FirstRecord) => T): T {
  const descriptor = openSync(file, 'r');
  try {
    // Not the view itself is given to be read into: Node 24, once it has optimised the call, takes a DataView for none.
    const bytes = new Uint8Array(16);
    const view = new DataView(bytes.buffer);
    return look((chunk) => {
      readSync(descriptor, bytes, 0, bytes.length, FILE_HEADER_BLOCK + chunk * CHUNK_SIZE);
      return isChunk(view) ? view.getBigUint64(8, true) : undefined;
    });
  } finally {
    closeSync(descriptor);
  }
}

/** Whether it is a file by itself that begins as a binary log does. */
export const isBinaryLog = (log: FoundLog): boolean => binaryLogSize(log) > 0;

/** The size of a file by itself that begins as a binary log does, else 0: nothing else can be read at any place. */
function binaryLogSize({ file, open }: FoundLog): number {
  if (file === STDIN || open) return 0;
  try {
    // A pipe that is opened to look at it has lost its writer.
    if (!statSync(file).isFile()) return 0;
    const descriptor = openSync(file, 'r');
    try {
      return signature(descriptor) === 'ElfFile\0' ? fstatSync(descriptor).size : 0;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Why it cannot be opened is told when it is read.
    return 0;
  }
}

function signature(descriptor: number): string {
  const bytes = new Uint8Array(8);
  readSync(descriptor, bytes, 0, 8, 0);
  return String.fromCharCode(...bytes);
}
