import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { Reader, ZipReader, type FileEntry } from '@zip.js/zip.js';
import type { Bytes } from './bytes.ts';
import { ArchiveError } from './found-log.ts';

/** A file in an archive. Its name is only ever shown and compared: nothing is written under it. */
export interface ZipMember {
  readonly name: string;
  /** Bytes when decompressed, as the archive's directory says: nobody's word. */
  readonly size: number;
  readonly isEncrypted: boolean;
  /** Gives its bytes; throws an ArchiveError beyond `most`, and at the end where its checksum or its size does not hold. */
  readonly pieces: (most?: number) => AsyncGenerator<Uint8Array>;
}

/** An archive that is open. */
export interface ZipArchive {
  /** Its files in their order; a name may stand twice. */
  readonly members: readonly ZipMember[];
  /** So many others are links: their content is a path, of a machine that is not this one. */
  readonly links: number;
  /** It holds more; they are left out. */
  readonly isCut: boolean;
}

export interface ZipOptions {
  /** Of more entries the rest is left out. */
  readonly mostEntries: number;
  readonly password?: string;
}

/** What may stand behind the end of an archive, such as a signature. */
const MOST_BEHIND = 1_048_576;

/** Opens an archive by its directory; it is read from while it is open. Throws an ArchiveError. */
export async function openZip(bytes: Bytes, { mostEntries, password }: ZipOptions): Promise<ZipArchive> {
  try {
    const reader = new ZipReader(new BytesReader(bytes), {
      useWebWorkers: false,
      strictness: 'tolerant',
      filenameValidation: 'tolerant',
      // Otherwise one without an end is read whole, at once, in search of it.
      maxAppendedDataSize: MOST_BEHIND,
    });
    const members: ZipMember[] = [];
    let count = 0;
    let links = 0;
    for await (const entry of reader.getEntriesGenerator()) {
      if (++count > mostEntries) break;
      if (entry.symlink) links++;
      else if (!entry.directory) members.push(memberOf(entry, password));
    }
    return { members, links, isCut: count > mostEntries };
  } catch (error) {
    throw asArchiveError(error);
  }
}

const memberOf = (entry: FileEntry, password: string | undefined): ZipMember => ({
  name: entry.filename,
  size: entry.uncompressedSize,
  isEncrypted: entry.encrypted,
  pieces: (most = Infinity) => piecesOf(entry, password, most),
});

async function* piecesOf(
  entry: FileEntry,
  password: string | undefined,
  most: number,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const piece of decompressed(entry, password)) {
      bytes += piece.length;
      if (bytes > most) throw new ArchiveError(`comes to more than ${most} bytes`);
      yield piece;
    }
    if (bytes !== entry.uncompressedSize)
      throw new ArchiveError(`comes to ${bytes} bytes, and its archive says ${entry.uncompressedSize}`);
  } catch (error) {
    throw asArchiveError(error, entry.encrypted);
  }
}

const DEFLATE = 8;

/** Of the common way of packing the system's own decompression is five times as fast as the library's. */
function decompressed(entry: FileEntry, password: string | undefined): AsyncIterable<Uint8Array> {
  if (entry.encrypted && password === undefined)
    throw new ArchiveError('is protected by a password: name it with --password');
  return entry.compressionMethod === DEFLATE && !entry.encrypted
    ? inflated(entry)
    : unpacked(entry, password);
}

async function* inflated(entry: FileEntry): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: PIECE });
  const done = pipeline(Readable.from(unpacked(entry, undefined, true)), inflate);
  // Met below, where its turn comes; until then it is no unhandled one.
  done.catch(() => {});
  let checksum = 0;
  for await (const piece of inflate as AsyncIterable<Uint8Array>) {
    checksum = crc32(piece, checksum);
    yield piece;
  }
  await done;
  if (entry.signature !== undefined && checksum !== entry.signature >>> 0)
    throw new ArchiveError('is damaged: its checksum does not hold');
}

const PIECE = 64 * 1024;

async function* unpacked(
  entry: FileEntry,
  password: string | undefined,
  passThrough = false,
): AsyncGenerator<Uint8Array> {
  const out = new PassThrough();
  const sink = new WritableStream<Uint8Array>({
    write: async (piece) =>
      new Promise((resolve, reject) => {
        out.write(piece, (error) => (error ? reject(error) : resolve()));
      }),
    close: () => void out.end(),
  });
  const how = { passThrough, checkCrc32: !passThrough, checkOverlappingEntry: true };
  // What goes wrong is met by who reads, also where nothing was written yet.
  entry
    .getData(sink, { ...how, ...(password !== undefined && { password }) })
    .catch((error: unknown) => void out.destroy(error instanceof Error ? error : undefined));
  yield* out as AsyncIterable<Uint8Array>;
}

/**
 * Of the library's errors only what they mean matters; those of the system are told as such. Of what is encrypted the
 * password is checked by a byte or two, so that one wrong password in 256 is only known by what comes out.
 * Source: APPNOTE.TXT 6.1.6.
 */
function asArchiveError(error: unknown, isEncrypted = false): unknown {
  if (!(error instanceof Error) || error instanceof ArchiveError) return error;
  if ('code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)) return error;
  if (/password/i.test(error.message)) return new ArchiveError('does not open with this password');
  if (isEncrypted) return new ArchiveError('does not open with this password, or is damaged');
  return new ArchiveError(`is damaged or cut short (${error.message.toLowerCase()})`);
}

/** Bytes as the library asks for them. */
class BytesReader extends Reader<Bytes> {
  readonly #bytes: Bytes;

  constructor(bytes: Bytes) {
    super(bytes);
    this.#bytes = bytes;
    this.size = bytes.size;
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    return this.#bytes.read(index, length);
  }
}
