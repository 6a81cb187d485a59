import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { createTarDecoder } from 'modern-tar';
import { ArchiveError } from './found-log.ts';

/** A file in a tar archive. Its name is only ever shown and compared: nothing is written under it. */
export interface TarMember {
  readonly name: string;
  readonly size: number;
  /** Its bytes, which come once: before the next file is asked for. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** For who wants no more of it. */
  readonly drop: () => Promise<void>;
}

/** Gives the files of a tar archive in their order; links and devices are left out and told of. Throws an ArchiveError. */
export async function* readTar(
  source: AsyncIterable<Uint8Array>,
  onLeftOut: () => void,
): AsyncGenerator<TarMember> {
  const decoder = createTarDecoder({ strict: true });
  try {
    for await (const { header, body } of webStream(source).pipeThrough(decoder)) {
      const drop = async (): Promise<void> => (body.locked ? undefined : body.cancel());
      if (header.type === 'file')
        yield { name: header.name, size: header.size, pieces: orArchiveError(body), drop };
      else if (header.type !== 'directory') onLeftOut();
      await drop();
    }
  } catch (error) {
    throw asArchiveError(error);
  }
}

/** The types of a browser's streams and of Node's differ in name alone. */
const webStream = (source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> =>
  Readable.toWeb(Readable.from(source)) as ReadableStream<Uint8Array>;

async function* orArchiveError(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces;
  } catch (error) {
    throw asArchiveError(error);
  }
}

/** Of the library's errors only what they mean matters; those of the system and of what is around it are told as such. */
function asArchiveError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ArchiveError || 'code' in error) return error;
  return new ArchiveError('is damaged or cut short');
}
