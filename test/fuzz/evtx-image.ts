import { crc32 } from 'node:zlib';

export const FILE_HEADER = 4096;
export const CHUNK = 65_536;
export const FIRST_RECORD = 512;

/** Which checks an image lets the reader make. */
export type Checks = 'sound' | 'stale' | 'none' | 'dirty';

const FLAGS = { sound: 0, stale: 0, none: 4, dirty: 1 };

/** Makes a log file of one chunk; `sound` and `dirty` have checksums that hold, so that nothing warns the reader. */
export function imageOf(chunk: Uint8Array, checks: Checks): Uint8Array {
  const image = new Uint8Array(FILE_HEADER + chunk.length);
  const view = new DataView(image.buffer);
  image.set(new TextEncoder().encode('ElfFile\0'));
  image.set([128, 0, 0, 0, 1, 0, 3, 0, 0, 16, 1, 0], 32);
  view.setUint32(120, FLAGS[checks], true);
  view.setUint32(124, crc32(image.subarray(0, 120)), true);
  image.set(chunk, FILE_HEADER);
  if (checks === 'sound' || checks === 'dirty') seal(image.subarray(FILE_HEADER));
  return image;
}

/** Makes both checksums of a chunk hold. */
function seal(chunk: Uint8Array): void {
  if (chunk.length < FIRST_RECORD) return;
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
  const freeSpace = view.getUint32(48, true);
  view.setUint32(52, crc32(chunk.subarray(FIRST_RECORD, Math.max(FIRST_RECORD, freeSpace))), true);
  view.setUint32(124, crc32(chunk.subarray(128, FIRST_RECORD), crc32(chunk.subarray(0, 120))), true);
}

/** Makes a chunk of record bodies; each is given the chunk offset of its BinXML. */
export function chunkOf(bodies: readonly ((offset: number) => readonly number[])[]): Uint8Array {
  const chunk = new Uint8Array(CHUNK);
  const view = new DataView(chunk.buffer);
  let at = FIRST_RECORD;
  let id = 0;
  for (const body of bodies) {
    const bytes = body(at + 24);
    const size = (24 + bytes.length + 4 + 7) & ~7;
    if (at + size > CHUNK) break;
    id += 1;
    view.setUint32(at, 0x2a2a, true);
    view.setUint32(at + 4, size, true);
    view.setUint32(at + 8, id, true);
    chunk.set(bytes, at + 24);
    view.setUint32(at + size - 4, size, true);
    at += size;
  }
  chunk.set(new TextEncoder().encode('ElfChnk\0'));
  view.setUint32(24, 1, true);
  view.setUint32(32, id, true);
  view.setUint32(40, 128, true);
  view.setUint32(48, at, true);
  return chunk;
}
