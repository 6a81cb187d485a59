import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ArchiveError } from './found-log.ts';

const PIECE = 64 * 1024;

const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** Gives what comes in, decompressed where its first bytes say that it is compressed. */
export async function* unzipped(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done === true) return;
  const whole = startingWith(first.value, pieces);
  yield* isGzip(first.value) ? gunzip(whole) : whole;
}

async function* startingWith<T>(first: T, rest: AsyncIterator<T>): AsyncGenerator<T> {
  yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}

/** Decompresses; throws an ArchiveError where the data does not hold. */
export async function* gunzip(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const out = createGunzip({ chunkSize: PIECE });
  const done = pipeline(Readable.from(source), out);
  // Met below, where its turn comes; until then it is no unhandled one.
  done.catch(() => {});
  try {
    yield* out as AsyncIterable<Uint8Array>;
    await done;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw new ArchiveError('is damaged or cut short');
    throw error;
  }
}
