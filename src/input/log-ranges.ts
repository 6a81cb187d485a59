import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { CHUNK_SIZE } from '../../parsers/evtx/chunk.ts';
import { FILE_HEADER_BLOCK } from '../../parsers/evtx/file-header.ts';
import { STDIN } from './find-logs.ts';

/** A part of a binary log: its bytes from one offset to another, where chunks begin. */
export interface LogRange {
  /** 0: with the file header. */
  readonly from: number;
  /** Infinity: to the end, wherever that is when it is met. */
  readonly to: number;
}

/** One piece of work: a whole log, or a range of one. */
export interface LogPart {
  readonly file: string;
  readonly range?: LogRange;
}

/** Cuts a binary log into ranges of about that size; what is smaller than two, or anything else, stays whole. */
export function cutLog(file: string, size: number): readonly LogPart[] {
  const bytes = binaryLogSize(file);
  if (bytes < 2 * size) return [{ file }];
  const step = Math.max(1, Math.round(size / CHUNK_SIZE)) * CHUNK_SIZE;
  const starts = [0];
  for (let at = FILE_HEADER_BLOCK + step; at < bytes; at += step) starts.push(at);
  return starts.map((from, i) => ({ file, range: { from, to: starts[i + 1] ?? Infinity } }));
}

/** The size of a regular file that begins as a binary log does, else 0. */
function binaryLogSize(file: string): number {
  if (file === STDIN) return 0;
  try {
    const descriptor = openSync(file, 'r');
    try {
      const stat = fstatSync(descriptor);
      return stat.isFile() && signature(descriptor) === 'ElfFile\0' ? stat.size : 0;
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
