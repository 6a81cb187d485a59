import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { STDIN } from './find-logs.ts';

/** Reads of 64 KiB into one buffer are faster than larger ones: they stay in the processor's cache. */
const PIECE = 64 * 1024;
/** An event log's header: read alone, so that every later piece is one whole chunk that need not be copied. */
const HEADER = 4096;

/** The bytes of a file in pieces; each piece is valid until the next one is asked for. */
export async function* readPieces(file: string): AsyncGenerator<Uint8Array> {
  if (file === STDIN) {
    for await (const piece of process.stdin) yield piece as Uint8Array;
    return;
  }
  yield* filePieces(file);
}

/** The bytes of a file that is not standard input; each piece is valid until the next one is asked for. */
export function* filePieces(file: string): Generator<Uint8Array> {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = new Uint8Array(PIECE);
    let size = readSync(descriptor, buffer, 0, HEADER, null);
    while (size > 0) {
      yield size === PIECE ? buffer : buffer.subarray(0, size);
      size = readSync(descriptor, buffer);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The size of a file in bytes; 0 where it cannot be known before reading. */
export function sizeOf(file: string): number {
  if (file === STDIN) return 0;
  try {
    const descriptor = openSync(file, 'r');
    try {
      return fstatSync(descriptor).size;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return 0;
  }
}
