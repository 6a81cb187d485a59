import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Reader, ZipReader, type FileEntry } from '@zip.js/zip.js';

/** An archive that is open. Names in it are only ever compared: nothing is written under them. */
export interface ZipArchive {
  /** Of its files, in their order; one may stand twice. */
  readonly names: readonly string[];
  /** Gives the bytes of the first file of that name, decompressed, and stops with a ZipError beyond `most`. */
  read(name: string, most: number, take: (piece: Uint8Array) => void): Promise<void>;
  close(): void;
}

/** What is wrong with an archive, in words. */
export class ZipError extends Error {
  override readonly name = 'ZipError';
}

/** Opens an archive by its directory; one of more entries than `mostEntries` is refused before they are held. */
export async function openZip(file: string, mostEntries: number): Promise<ZipArchive> {
  const descriptor = openSync(file, 'r');
  try {
    const reader = new ZipReader(new FileReader(descriptor), {
      useWebWorkers: false,
      strictness: 'tolerant',
      filenameValidation: 'tolerant',
    });
    const names: string[] = [];
    const entries = new Map<string, FileEntry>();
    let count = 0;
    for await (const entry of reader.getEntriesGenerator()) {
      if (++count > mostEntries) throw new ZipError(`holds more than ${mostEntries} entries`);
      if (entry.directory) continue;
      names.push(entry.filename);
      if (!entries.has(entry.filename)) entries.set(entry.filename, entry);
    }
    return {
      names,
      read: async (name, most, take) => {
        const entry = entries.get(name);
        if (!entry) throw new ZipError(`holds no '${name}'`);
        await readEntry(entry, most, take);
      },
      close: () => closeSync(descriptor),
    };
  } catch (error) {
    closeSync(descriptor);
    throw asZipError(error);
  }
}

async function readEntry(entry: FileEntry, most: number, take: (piece: Uint8Array) => void): Promise<void> {
  if (entry.encrypted) throw new ZipError('is protected by a password');
  let bytes = 0;
  const sink = new WritableStream<Uint8Array>({
    write(piece) {
      bytes += piece.length;
      // What the directory says of sizes is nobody's word.
      if (bytes > most) throw new ZipError(`comes to more than ${most} bytes`);
      take(piece);
    },
  });
  try {
    await entry.getData(sink, { checkCrc32: true, checkOverlappingEntry: true });
  } catch (error) {
    throw asZipError(error);
  }
}

/** Of the library's errors only what they mean matters; those of the system are told as such. */
function asZipError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ZipError) return error;
  if ('code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)) return error;
  return new ZipError(`is damaged or cut short (${error.message.toLowerCase()})`);
}

/** Reads an open file from any place. */
class FileReader extends Reader<number> {
  readonly #descriptor: number;

  constructor(descriptor: number) {
    super(descriptor);
    this.#descriptor = descriptor;
    this.size = fstatSync(descriptor).size;
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - index)));
    const read = readSync(this.#descriptor, bytes, 0, bytes.length, index);
    return bytes.subarray(0, read);
  }
}
