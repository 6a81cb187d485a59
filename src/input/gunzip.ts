import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ArchiveError } from './found-log.ts';

const PIECE = 64 * 1024;

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
