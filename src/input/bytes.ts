import { randomUUID } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Bytes that can be read at any place, until they are closed. */
export interface Bytes {
  readonly size: number;
  /** Gives fewer at the end. */
  readonly read: (at: number, length: number) => Uint8Array;
  readonly close: () => void;
}

const PIECE = 64 * 1024;
/** Held in memory together; what is more goes to a file. */
const IN_MEMORY = 64 * 1024 * 1024;

/** Opens a file. */
export function openBytes(file: string): Bytes {
  return ofDescriptor(openSync(file, 'r'));
}

/** Gives all of it in pieces. */
export async function* piecesOf({ read, size }: Bytes): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size; at += PIECE) yield read(at, PIECE);
}

/** What was kept of something, and why it is not all of it. */
export interface Kept {
  readonly bytes: Bytes;
  readonly fault?: unknown;
}

/** Keeps what comes once and is needed again. */
export interface Keeper {
  /** Takes everything to its end, or up to where it fails. */
  readonly keep: (pieces: AsyncIterable<Uint8Array>) => Promise<Kept>;
  readonly close: () => void;
}

/** Makes a keeper, which holds things in memory up to a limit together, and others in files without a name. */
export function createKeeper(inMemory: number = IN_MEMORY): Keeper {
  let left = inMemory;
  const files: Bytes[] = [];
  return {
    async keep(pieces) {
      const held: Uint8Array[] = [];
      let size = 0;
      let descriptor: number | undefined;
      const take = (piece: Uint8Array): void => {
        size += piece.length;
        if (descriptor === undefined && size > left) {
          descriptor = openNameless();
          for (const one of held.splice(0)) writeWhole(descriptor, one);
        }
        // A piece is valid until the next one.
        if (descriptor === undefined) held.push(Uint8Array.from(piece));
        else writeWhole(descriptor, piece);
      };
      const fault = await takeAll(pieces, take);
      const bytes = descriptor === undefined ? bytesOf(Buffer.concat(held)) : ofDescriptor(descriptor);
      if (descriptor === undefined) left -= size;
      else files.push(bytes);
      return { bytes, ...fault };
    },
    close: () => files.splice(0).forEach((file) => file.close()),
  };
}

async function takeAll(
  pieces: AsyncIterable<Uint8Array>,
  take: (piece: Uint8Array) => void,
): Promise<Pick<Kept, 'fault'>> {
  try {
    for await (const piece of pieces) take(piece);
    return {};
  } catch (fault) {
    return { fault };
  }
}

/** Bytes in memory. */
export const bytesOf = (bytes: Uint8Array): Bytes => ({
  size: bytes.length,
  read: (at, length) => bytes.subarray(at, at + length),
  close: () => {},
});

function ofDescriptor(descriptor: number): Bytes {
  const { size } = fstatSync(descriptor);
  return {
    size,
    read(at, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - at)));
      return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, at));
    },
    close: () => closeSync(descriptor),
  };
}

/** It goes with the program, however that ends: its name is taken away before anything is written, on Windows, too. */
function openNameless(): number {
  const file = path.join(tmpdir(), `rdpwhy-${randomUUID()}`);
  const descriptor = openSync(file, 'wx+', 0o600);
  unlinkSync(file);
  return descriptor;
}

function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at += writeSync(descriptor, bytes, at));
}
