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
  const { file } = log;
  const bytes = binaryLogSize(log);
  if (bytes < 2 * size) return [log];
  const step = Math.max(1, Math.round(size / CHUNK_SIZE)) * CHUNK_SIZE;
  const starts = [0];
  for (let at = FILE_HEADER_BLOCK + step; at < bytes; at += step) starts.push(at);
  return starts.map((from, i) => ({ file, range: { from, to: starts[i + 1] ?? Infinity } }));
}

/** A full log has two; one that was copied while it was written to has some more. */
const MOST_RUNS = 100;

/**
 * Cuts a binary log where its record numbers fall back, as where a full log goes on overwriting its oldest part: its
 * ranges in the order of their age.
 */
export function agedParts(log: FoundLog): readonly LogPart[] {
  const { file } = log;
  const bytes = binaryLogSize(log);
  if (bytes === 0) return [log];
  const runs: { readonly from: number; readonly first: bigint }[] = [];
  let last = 0n;
  for (const [offset, first] of firstRecords(file, bytes)) {
    if (runs.length === 0) runs.push({ from: 0, first });
    else if (first < last) runs.push({ from: offset, first });
    last = first;
  }
  if (runs.length < 2 || runs.length > MOST_RUNS) return [log];
  return runs
    .map(({ from, first }, i) => ({ first, range: { from, to: runs[i + 1]?.from ?? Infinity } }))
    .sort((a, b) => (a.first < b.first ? -1 : 1))
    .map(({ range }) => ({ file, range }));
}

/** The number of each whole chunk's first record, 8 bytes into its header, and where the chunk is. */
function* firstRecords(file: string, bytes: number): Generator<readonly [offset: number, first: bigint]> {
  const descriptor = openSync(file, 'r');
  try {
    const head = new DataView(new ArrayBuffer(16));
    for (let at = FILE_HEADER_BLOCK; at + CHUNK_SIZE <= bytes; at += CHUNK_SIZE) {
      readSync(descriptor, head, 0, head.byteLength, at);
      if (isChunk(head)) yield [at, head.getBigUint64(8, true)];
    }
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
