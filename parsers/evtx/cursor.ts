import type { Chunk, Fault } from './structures.ts';

/**
 * A place in a chunk. The first read that fails leaves a fault, moves the cursor to its end and makes all later
 * reads give 0: a parser need not look at every step, only leave its loops when there is a fault.
 */
export interface Cursor {
  readonly chunk: Chunk;
  /** Offset from the start of the chunk, as are all offsets in BinXML. */
  offset: number;
  /** INVARIANT: `offset <= end <= chunk.length`, so that a checked read cannot leave the chunk. */
  readonly end: number;
  fault: Fault | undefined;
}

/** Makes a cursor over part of a chunk; an end outside the chunk is cut to it. */
export function createCursor(chunk: Chunk, offset: number, end: number): Cursor {
  const limit = Math.min(end, chunk.length);
  return { chunk, offset: Math.min(offset, limit), end: limit, fault: undefined };
}

/** Notes the first fault and stops the cursor. */
export function fail(cursor: Cursor, offset: number, reading: string, detail: string): void {
  cursor.fault ??= { offset, reading, detail };
  cursor.offset = cursor.end;
}

function take(cursor: Cursor, size: number, reading: string): number {
  const { offset } = cursor;
  if (cursor.end - offset < size) {
    fail(cursor, offset, reading, `expected ${size} bytes, found ${cursor.end - offset}`);
    return -1;
  }
  cursor.offset = offset + size;
  return offset;
}

/** Reads a byte. */
export function readU8(cursor: Cursor, reading: string): number {
  const at = take(cursor, 1, reading);
  return at < 0 ? 0 : cursor.chunk.view.getUint8(at);
}

/** Reads a little-endian 16-bit number. */
export function readU16(cursor: Cursor, reading: string): number {
  const at = take(cursor, 2, reading);
  return at < 0 ? 0 : cursor.chunk.view.getUint16(at, true);
}

/** Reads a little-endian 32-bit number. */
export function readU32(cursor: Cursor, reading: string): number {
  const at = take(cursor, 4, reading);
  return at < 0 ? 0 : cursor.chunk.view.getUint32(at, true);
}

/** Steps over bytes that mean nothing to this reader. */
export function skip(cursor: Cursor, size: number, reading: string): void {
  take(cursor, size, reading);
}

/** Reads UTF-16LE text of `length` code units. */
export function readText(cursor: Cursor, length: number, reading: string): string {
  const at = take(cursor, length * 2, reading);
  return at < 0 ? '' : cursor.chunk.host.utf16(cursor.chunk.bytes, at, at + length * 2);
}
