import { closeSync, fstatSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { ZipWriter } from '@zip.js/zip.js';

/** A file for an archive; its content is asked for piece by piece when its turn comes. */
export interface ZipEntry {
  readonly name: string;
  readonly pieces: () => Iterable<string>;
}

/** No clock: the same files make the same archive. Zip counts in local time, whatever that is. */
const lastModDate = new Date(1980, 0, 1);

/** Writes an archive; what was begun of it is taken away where that fails. */
export async function writeZip(file: string, entries: readonly ZipEntry[]): Promise<void> {
  const descriptor = openSync(file, 'w');
  try {
    const out = new WritableStream<Uint8Array>({ write: (piece) => writeAll(descriptor, piece) });
    const writer = new ZipWriter(out, { useWebWorkers: false, extendedTimestamp: false, lastModDate });
    for (const { name, pieces } of entries) await writer.add(name, streamOf(pieces()));
    await writer.close();
  } catch (error) {
    const isFile = fstatSync(descriptor).isFile();
    closeSync(descriptor);
    if (isFile) unlinkSync(file);
    throw error;
  }
  closeSync(descriptor);
}

function writeAll(descriptor: number, piece: Uint8Array): void {
  for (let at = 0; at < piece.length;) at += writeSync(descriptor, piece, at);
}

function streamOf(pieces: Iterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = pieces[Symbol.iterator]();
  return new ReadableStream({
    pull(controller) {
      const next = iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
  });
}
