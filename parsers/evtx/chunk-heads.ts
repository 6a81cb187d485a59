import { CHUNK_HEADER, CHUNK_SIZE, isChunk } from './chunk.ts';
import { FILE_HEADER_BLOCK } from './file-header.ts';
import { RECORD_HEADER, RECORD_MAGIC, recordId } from './record.ts';

/** The bytes of a log as they stand at the moment. */
export interface LogBytes {
  readonly size: number;
  /** Gives fewer bytes where the log ends before. */
  read(offset: number, length: number): Uint8Array;
}

/** The part of a chunk that says which one it is: its header and that of its first record. */
const HEAD = CHUNK_HEADER + RECORD_HEADER;
/** Of larger logs only the newest chunk and those behind it are looked at; 64 MB. */
const MOST_HEADS = 1024;

/** Where a chunk stands, and the id of its first record by the record itself: the chunk's header is written late. */
export interface ChunkHead {
  readonly index: number;
  readonly first: number;
}

/** Gives the chunks by the age of their records, the newest last; of a large log those from the newest known one on. */
export function newestHeads(log: LogBytes, known: ChunkHead | undefined): readonly ChunkHead[] {
  const count = Math.ceil(Math.max(0, log.size - FILE_HEADER_BLOCK) / CHUNK_SIZE);
  if (count > MOST_HEADS && known && headAt(log, known.index)?.first === known.first) {
    const heads = [known];
    for (let step = 1; step < count; step++) {
      const head = headAt(log, (known.index + step) % count);
      if (!head || head.first <= (heads.at(-1)?.first ?? 0)) return heads;
      heads.push(head);
    }
    return heads;
  }
  const heads = Array.from({ length: count }, (_, index) => headAt(log, index));
  return heads.filter((head) => head !== undefined).sort((a, b) => a.first - b.first);
}

function headAt(log: LogBytes, index: number): ChunkHead | undefined {
  const bytes = log.read(FILE_HEADER_BLOCK + index * CHUNK_SIZE, HEAD);
  const view = viewOf(bytes);
  if (bytes.length < HEAD || !isChunk(view) || view.getUint32(CHUNK_HEADER, true) !== RECORD_MAGIC)
    return undefined;
  return { index, first: recordId({ view }, CHUNK_HEADER) };
}

/** The same bytes, to read numbers of. */
export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
