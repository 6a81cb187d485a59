import type { EventSpec } from './event-spec.ts';
import { writeEvtx } from './evtx-writer/index.ts';
import type { Random } from './scenarios/random.ts';

const HEADER = 4096;
const CHUNK = 65_536;

export interface GrowthOptions {
  /** Chunks that the file has room for; then the oldest is written over. Default: as many as there are. */
  readonly room?: number;
  readonly chunkRecords: number;
}

/** A log in the act of being written. */
export interface GrowingLog {
  /** The bytes of its file after so many records: how it looks is chance, as the system writes pages when it likes. */
  at(records: number, random: Random): Uint8Array;
}

/** Makes a log that grows record by record, with headers that are late, records half written and a size that is fixed. */
export function growingLog(
  events: readonly EventSpec[],
  { room = Infinity, chunkRecords }: GrowthOptions,
): GrowingLog {
  const places = Math.min(room, Math.ceil(events.length / chunkRecords));
  const full = new Map<number, Uint8Array>();
  const write = (chunk: number, to: number, staleChunk: boolean): Uint8Array =>
    writeEvtx(events.slice(chunk * chunkRecords, to), { dirty: true, staleChunk }).subarray(HEADER);
  const fullChunk = (chunk: number): Uint8Array => {
    const bytes = full.get(chunk) ?? write(chunk, (chunk + 1) * chunkRecords, false);
    full.set(chunk, bytes);
    return bytes;
  };
  /** The chunk that is being written, with part of its next record where chance will have it. */
  const newestChunk = (chunk: number, records: number, random: Random): Uint8Array => {
    const isFull = records === (chunk + 1) * chunkRecords || records === events.length;
    const bytes = write(chunk, records, random.integer(0, 1) === 1).slice();
    if (isFull || random.integer(0, 2) > 0) return bytes;
    const start = endOfRecords(write(chunk, records, false));
    const next = write(chunk, records + 1, false);
    const size = viewOf(next).getUint32(start + 4, true);
    const cut = start + random.integer(1, size - 5);
    const isBeginning = random.integer(0, 1) === 1;
    bytes.set(
      isBeginning ? next.subarray(start, cut) : next.subarray(cut, start + size),
      isBeginning ? start : cut,
    );
    return bytes;
  };
  return {
    at(records, random) {
      const file = new Uint8Array(HEADER + places * CHUNK);
      if (records === 0) return file;
      file.set(writeEvtx(events.slice(0, 1), { dirty: true }).subarray(0, HEADER));
      const newest = Math.ceil(records / chunkRecords) - 1;
      for (let chunk = Math.max(0, newest - places + 1); chunk <= newest; chunk++) {
        const bytes = chunk < newest ? fullChunk(chunk) : newestChunk(chunk, records, random);
        file.set(bytes, HEADER + (chunk % places) * CHUNK);
      }
      return file;
    },
  };
}

const viewOf = (chunk: Uint8Array): DataView =>
  new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
const endOfRecords = (chunk: Uint8Array): number => viewOf(chunk).getUint32(48, true);
