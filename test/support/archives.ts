import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
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

/** An entry of an archive that says what nobody's archive says. */
export interface RawEntry {
  readonly name: string;
  /** As they stand in the archive. */
  readonly packed: Uint8Array;
  /** Default: 0, stored. */
  readonly method?: number;
  /** What it says that it comes to. Default: the truth, where it is stored. */
  readonly size?: number;
  readonly checksum?: number;
  /** External attributes. */
  readonly attributes?: number;
}

/** External attributes of a Unix symbolic link, in their upper half. */
export const LINK: number = 0o120_777 * 2 ** 16;

/** Writes an archive byte by byte (APPNOTE.TXT 4.3). Where they overlap, all entries stand where the first one does. */
export function rawZip(entries: readonly RawEntry[], overlap = false): Buffer {
  const locals: Buffer[] = [];
  const places: number[] = [];
  let length = 0;
  for (const entry of entries) {
    if (overlap && locals.length > 0) {
      places.push(0);
      continue;
    }
    const local = Buffer.concat([
      Buffer.from('PK\u0003\u0004'),
      commonFields(entry),
      Buffer.from(entry.name),
      entry.packed,
    ]);
    places.push(length);
    length += local.length;
    locals.push(local);
  }
  const directory = Buffer.concat(
    entries.map((entry, i) => {
      // Length of the comment, disk, internal and external attributes, place of the local header.
      const rest = Buffer.alloc(14);
      rest.writeUInt32LE(entry.attributes ?? 0, 6);
      rest.writeUInt32LE(places[i] ?? 0, 10);
      const start = Buffer.from('PK\u0001\u0002\u0014\u0003');
      return Buffer.concat([start, commonFields(entry), rest, Buffer.from(entry.name)]);
    }),
  );
  const end = Buffer.alloc(18);
  // More than 65,535 cannot be said here; the directory's size can.
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 4);
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(length, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\u0005\u0006'), end]);
}

/** Version, flags, method, time, date, CRC-32, sizes, length of the name, of the extra field. */
function commonFields({ name, packed, method = 0, size = packed.length, checksum }: RawEntry): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(method, 4);
  fields.writeUInt16LE(0x21, 8);
  fields.writeUInt32LE(checksum ?? crc32(packed), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(Buffer.byteLength(name), 22);
  return fields;
}
