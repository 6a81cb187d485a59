import type { ChunkHeader } from './chunk.ts';
import { CHUNK_HEADER } from './chunk.ts';
import { noteRun } from './integrity.ts';
import type { Chunk } from './structures.ts';

/** Two asterisks. */
export const RECORD_MAGIC = 0x00002a2a;
/** Magic, size, id and time written. */
export const RECORD_HEADER = 24;
const MIN_SIZE = RECORD_HEADER + 4;

/** A walk along the records of a chunk; one object is moved along, so that a step allocates nothing. */
export interface RecordWalk {
  readonly chunk: Chunk;
  readonly header: ChunkHeader;
  /** Where no record can begin any more. */
  readonly limit: number;
  next: number;
  /** The record at hand: chunk offset, offset of its end, id from its header. */
  start: number;
  end: number;
  id: number;
  /** The first of the records up to the one at hand whose ids follow on each other; -1 before and after the walk. */
  runStart: number;
  /** Where bytes were stepped over to find the next record: offsets of their start and end. */
  readonly holes: [from: number, to: number][];
}

/** Starts before the first record of a chunk. */
export function createWalk(chunk: Chunk, header: ChunkHeader): RecordWalk {
  // In a chunk that was in use the free space offset is stale: live records may follow it.
  const limit = header.trusted ? Math.min(header.freeSpace, chunk.length) : chunk.length;
  return {
    chunk,
    header,
    limit,
    next: CHUNK_HEADER,
    start: 0,
    end: CHUNK_HEADER,
    id: -1,
    runStart: -1,
    holes: [],
  };
}

/**
 * Moves to the next record, or returns false after the last one. Behind the free space offset of a chunk that
 * cannot be trusted only an unbroken sequence of ids counts as live: slack holds whole stale records.
 * libyal EVTX format, "Event record".
 */
export function nextRecord(walk: RecordWalk): boolean {
  const at = walk.next;
  if (at >= walk.limit) return goOn(walk, at) || leave(walk);
  const end = recordEnd(walk.chunk, at, walk.limit);
  if (end > 0) {
    const id = recordId(walk.chunk, at);
    if (walk.header.trusted || walk.id < 0 || id === walk.id + 1) {
      enter(walk, at, end, id);
      return true;
    }
  }
  return findAgain(walk, at) || leave(walk);
}

/**
 * In a log in use records are written before the header is: what stands right at the free space offset and has the
 * next id is live, for what an earlier use of the chunk left there has lower ids.
 */
function goOn(walk: RecordWalk, at: number): boolean {
  const { chunk, header } = walk;
  if (!header.open || !header.trusted || walk.id < 0 || at < header.freeSpace) return false;
  const end = recordEnd(chunk, at, chunk.length);
  if (end > 0 && recordId(chunk, at) === walk.id + 1) {
    enter(walk, at, end, walk.id + 1);
    return true;
  }
  if (isBegun(walk, at)) chunk.host.tally.torn += 1;
  return false;
}

function enter(walk: RecordWalk, start: number, end: number, id: number): void {
  if (id !== walk.id + 1 || walk.runStart < 0) {
    endRun(walk);
    walk.runStart = id;
  }
  walk.start = start;
  walk.end = end;
  walk.id = id;
  walk.next = end;
}

function endRun(walk: RecordWalk): void {
  if (walk.runStart >= 0) noteRun(walk.chunk.host.tally, walk.runStart, walk.id);
  walk.runStart = -1;
}

function leave(walk: RecordWalk): false {
  endRun(walk);
  walk.next = walk.limit;
  return false;
}

/** Returns where the record at `at` ends, or 0 when there is none that is whole. */
export function recordEnd(chunk: Pick<Chunk, 'view'>, at: number, limit: number): number {
  const { view } = chunk;
  if (limit - at < MIN_SIZE || view.getUint32(at, true) !== RECORD_MAGIC) return 0;
  const size = view.getUint32(at + 4, true);
  if (size < MIN_SIZE || size > limit - at || view.getUint32(at + size - 4, true) !== size) return 0;
  return at + size;
}

/** Reads the id in a record's header. */
export function recordId(chunk: Pick<Chunk, 'view'>, at: number): number {
  return chunk.view.getUint32(at + 12, true) * 2 ** 32 + chunk.view.getUint32(at + 8, true);
}

/**
 * Goes on behind a damaged record. Only before the free space offset of an intact header, and only to an id
 * that is due: nothing else tells a live record from a stale one.
 */
function findAgain(walk: RecordWalk, from: number): boolean {
  const { chunk, header } = walk;
  walk.next = walk.limit;
  if (!header.intact || from >= header.freeSpace) {
    if (isBegun(walk, from)) chunk.host.tally.torn += 1;
    return false;
  }
  reportLoss(walk, from);
  const stop = Math.min(header.freeSpace, walk.limit);
  for (let at = from + 4; at < stop; at += 4) {
    const end = recordEnd(chunk, at, walk.limit);
    if (end === 0) continue;
    const id = recordId(chunk, at);
    if (id <= walk.id || id > header.lastRecordId) continue;
    walk.holes.push([from, at]);
    enter(walk, at, end, id);
    return true;
  }
  return false;
}

/** Whether a record stands here that was due and was not written to its end when the log was copied. */
function isBegun({ chunk, id }: RecordWalk, at: number): boolean {
  if (chunk.length - at < MIN_SIZE || chunk.view.getUint32(at, true) !== RECORD_MAGIC) return false;
  return id >= 0 && recordId(chunk, at) === id + 1;
}

function reportLoss(walk: RecordWalk, at: number): void {
  const { chunk, header } = walk;
  const { host, start, length } = chunk;
  host.tally.torn += 1;
  if (
    header.freeSpace > length &&
    (length - at < MIN_SIZE || at + chunk.view.getUint32(at + 4, true) > length)
  ) {
    return; // The input ends in this record; that the chunk is cut is told once, with the chunk.
  }
  const due = walk.id < 0 ? undefined : walk.id + 1;
  const detail =
    'expected a record up to the free space offset, found none whose signature, size and id agree';
  host.report('bad-record', start + at, 'event record header', detail, due);
}
