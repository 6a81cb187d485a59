import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { STDIN } from './found-log.ts';
import type { FoundLog } from './found-log.ts';
import type { LogPart, LogRange } from './log-ranges.ts';

/** Reads of 64 KiB into one buffer are faster than larger ones: they stay in the processor's cache. */
const PIECE = 64 * 1024;
/** An event log's header: read alone, so that every later piece is one whole chunk that need not be copied. */
const HEADER = 4096;

/** The bytes of a log in pieces; each piece is valid until the next one is asked for. */
export async function* readPieces(part: LogPart): AsyncGenerator<Uint8Array> {
  yield* streamOf(part) ?? filePieces(part.file, part.range);
}

/** What can only be waited for: what is piped in, and what lies in an archive; undefined for a file by itself. */
export function streamOf({ open }: LogPart): AsyncIterable<Uint8Array> | undefined {
  return open?.();
}

/** The bytes of a file that is not standard input; each piece is valid until the next one is asked for. */
export function* filePieces(file: string, range?: LogRange): Generator<Uint8Array> {
  const descriptor = openSync(file, 'r');
  try {
    const { from, to } = range ?? { from: 0, to: Infinity };
    const buffer = new Uint8Array(PIECE);
    let at = from;
    while (at < to) {
      // Only a range begins elsewhere than where the file is open: a pipe cannot be read at a position.
      const size = readSync(
        descriptor,
        buffer,
        0,
        at === 0 ? HEADER : PIECE,
        range === undefined ? null : at,
      );
      if (size === 0) return;
      at += size;
      yield size === PIECE ? buffer : buffer.subarray(0, size);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The first bytes of a log, which its ranges refer to. */
export function readHeader(file: string): Uint8Array {
  const [header] = filePieces(file, { from: 0, to: HEADER });
  return header ?? new Uint8Array(0);
}

/** The first bytes of a regular file; none of anything else: a pipe that is opened to look at it has lost its writer. */
export function readHead(file: string, size: number): Uint8Array {
  if (file === STDIN || !statSync(file).isFile()) return new Uint8Array(0);
  const head = new Uint8Array(size);
  const descriptor = openSync(file, 'r');
  try {
    return head.subarray(0, readSync(descriptor, head, 0, size, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** The size of a log in bytes; 0 where it cannot be known before reading. */
export function sizeOf({ file, size }: FoundLog): number {
  if (size !== undefined) return size;
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
