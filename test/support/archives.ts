import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipWriter,
  type ZipWriterConstructorOptions,
} from '@zip.js/zip.js';
import { packTar } from 'modern-tar';

/** Contents by name. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** The binary logs of a folder, by their names. */
export const filesOf = (source: string): Files =>
  Object.fromEntries(
    readdirSync(source)
      .filter((name) => name.endsWith('.evtx'))
      .map((name) => [name, readFileSync(path.join(source, name))]),
  );

/** Writes a zip archive. */
export async function zipOf(files: Files, options: ZipWriterConstructorOptions = {}): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, ...options });
  for (const [name, bytes] of Object.entries(files)) await writer.add(name, new Uint8ArrayReader(bytes));
  return writer.close();
}

/** Writes a tar archive. */
export const tarOf = async (files: Files): Promise<Uint8Array> =>
  packTar(
    Object.entries(files).map(([name, body]) => ({
      header: { name, size: body.length, type: 'file' },
      body,
    })),
  );
