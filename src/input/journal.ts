import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';

/**
 * A file of values, each whole or not there, whenever the machine stops. Each is its length, its checksum and its bytes
 * as V8 writes them, so that what is shared within a value stays shared.
 */
export interface Journal {
  /** What it has, in order. */
  readonly values: readonly unknown[];
  readonly bytes: number;
  /** Adds a value. It lasts when this returns, where `lasts` says so; else it lasts when the process is killed. */
  append(value: unknown, lasts: boolean): void;
  /** Puts one value in the place of all. */
  replace(value: unknown): void;
  close(): void;
}

const MAGIC = Buffer.from('rdpwhy state 6\n');
const HEAD = 8;
/** What logs say is for who may read the logs. */
const OURS = 0o600;

/** Opens a journal, or makes one; gives undefined where the file is something else. What follows the last whole value is cut off. */
export function openJournal(path: string): Journal | undefined {
  const found = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  // One that was killed at once may have left the beginning of a beginning.
  const isNew = found.length < MAGIC.length && MAGIC.indexOf(found) === 0;
  const there = isNew ? MAGIC : found;
  if (!there.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  const { values, end } = readValues(there);
  let descriptor = openSync(path, existsSync(path) ? 'r+' : 'w+', OURS);
  let bytes = end;
  if (isNew) writeAll(descriptor, MAGIC, 0);
  ftruncateSync(descriptor, end);
  return {
    values,
    get bytes() {
      return bytes;
    },
    append(value, lasts) {
      const block = blockOf(value);
      writeAll(descriptor, block, bytes);
      bytes += block.length;
      if (lasts) fsyncSync(descriptor);
    },
    replace(value) {
      const whole = Buffer.concat([MAGIC, blockOf(value)]);
      const next = openSync(`${path}.new`, 'w+', OURS);
      writeAll(next, whole, 0);
      fsyncSync(next);
      closeSync(descriptor);
      renameSync(`${path}.new`, path);
      syncFolder(dirname(path));
      descriptor = next;
      bytes = whole.length;
    },
    close: () => closeSync(descriptor),
  };
}

/** Reads what is whole, without touching the file: for those who watch another program's journal. */
export const readJournal = (path: string): readonly unknown[] => readValues(readFileSync(path)).values;

function readValues(file: Buffer): { readonly values: readonly unknown[]; readonly end: number } {
  const values: unknown[] = [];
  let end = MAGIC.length;
  while (end + HEAD <= file.length) {
    const block = file.subarray(end + HEAD, end + HEAD + file.readUInt32LE(end));
    if (block.length < file.readUInt32LE(end) || crc32(block) !== file.readUInt32LE(end + 4)) break;
    values.push(deserialize(block));
    end += HEAD + block.length;
  }
  return { values, end };
}

function blockOf(value: unknown): Buffer {
  const bytes = serialize(value);
  const head = Buffer.alloc(HEAD);
  head.writeUInt32LE(bytes.length, 0);
  head.writeUInt32LE(crc32(bytes), 4);
  return Buffer.concat([head, bytes]);
}

/** Writes all of it, however little the system takes at once. */
export function writeAll(descriptor: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length;)
    done += writeSync(descriptor, bytes, done, bytes.length - done, at + done);
}

/** Makes the renaming last. Windows has no such call for folders and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
