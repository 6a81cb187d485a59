import type { Writable } from 'node:stream';

/** Where a command writes; tests give their own. */
export interface Streams {
  readonly out: Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };
  readonly err: Writable & { readonly isTTY?: boolean };
}

/** Exit codes of the program; scripts rely on them. */
export const exitCodes = {
  ok: 0,
  /** An output could not be written, before, while or after reading. `patterns test`: a case failed. A thread ran out of memory. */
  failed: 1,
  usage: 2,
  unreadable: 3,
  explained: 10,
  unexplained: 11,
  insufficient: 12,
  /** As a shell tells that Ctrl-C ended a program. */
  interrupted: 130,
} as const;

/** A mistake of the person at the keyboard: what was wrong, and what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The options of those who read, where the person gave them. */
export const readingOf = ({ threads, password }: ReadingFlags): ReadingFlags => ({
  ...(threads !== undefined && { threads }),
  ...(password !== undefined && { password }),
});

/** How logs are read. */
export interface ReadingFlags {
  readonly threads?: number;
  /** Of archives that are protected by one. */
  readonly password?: string;
}

/** Writes, and waits where the reader is slower than we are. */
export async function write(stream: Writable, text: string): Promise<void> {
  if (stream.write(text)) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      stream.off('drain', done);
      stream.off('close', done);
      resolve();
    };
    stream.once('drain', done);
    stream.once('close', done);
  });
}

/** Writes bytes that are about to be used again: waits until the stream has them. */
export async function writeBytes(stream: Writable, bytes: Uint8Array): Promise<void> {
  // Who has gone away is told by the stream's own error event.
  await new Promise<void>((resolve) => stream.write(bytes, () => resolve()));
}
