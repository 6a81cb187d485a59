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

/** A log in the act of being written: the bytes of its file at every record. */
export interface GrowingLog {
  readonly records: number;
  /** After so many records: how the file looks is chance, as the system writes pages when it likes. */
  at(records: number, random: Random): Uint8Array;
}

/** Makes a log that grows record by record, with headers that are late, records half written and a size that is fixed. */
export function growingLog(
  events: readonly EventSpec[],
  { room = Infinity, chunkRecords }: GrowthOptions,
): GrowingLog {
  const chunks = Math.ceil(events.length / chunkRecords);
  const places = Math.min(room, chunks);
  const bytesOf = (count: number, staleChunk: boolean): Uint8Array =>
    writeEvtx(events.slice(0, count), { chunkRecords, dirty: true, staleChunk });
  return {
    records: events.length,
    at(records, random) {
      const file = new Uint8Array(HEADER + places * CHUNK);
      if (records === 0) return file;
      const whole = bytesOf(records, random.integer(0, 1) === 1);
      file.set(whole.subarray(0, HEADER));
      const filled = Math.ceil(records / chunkRecords);
      for (let chunk = Math.max(0, filled - places); chunk < filled; chunk++) {
        const bytes = whole.subarray(HEADER + chunk * CHUNK, HEADER + (chunk + 1) * CHUNK);
        file.set(bytes, HEADER + (chunk % places) * CHUNK);
      }
      if (records < events.length && random.integer(0, 2) === 0) tear(file, records, random);
      return file;
    },
  };

  /** Part of the next record is there already. */
  function tear(file: Uint8Array, records: number, random: Random): void {
    if (records % chunkRecords === 0) return;
    const next = bytesOf(records + 1, false);
    const chunk = Math.floor(records / chunkRecords);
    const bytes = next.subarray(HEADER + chunk * CHUNK, HEADER + (chunk + 1) * CHUNK);
    const place = HEADER + (chunk % places) * CHUNK;
    const start = endOfRecords(
      bytesOf(records, false).subarray(HEADER + chunk * CHUNK, HEADER + (chunk + 1) * CHUNK),
    );
    const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(start + 4, true);
    const from = start + random.integer(0, size - 5);
    const to = start + random.integer(0, size - 1);
    const [a, b] = [Math.min(from, to), Math.max(from, to)];
    const isBeginning = random.integer(0, 1) === 1;
    const torn = isBeginning ? bytes.subarray(start, b) : bytes.subarray(a, start + size);
    file.set(torn, place + (isBeginning ? start : a));
  }
}

const endOfRecords = (chunk: Uint8Array): number =>
  new DataView(chunk.buffer, chunk.byteOffset).getUint32(48, true);
