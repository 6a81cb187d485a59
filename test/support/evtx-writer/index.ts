import { crc32 } from 'node:zlib';
import type { EventSpec } from '../event-spec.ts';
import { ByteWriter } from './bytes.ts';
import { CHUNK_SIZE, type Chunk, addRecord, addSlack, chunkBytes, createChunk } from './chunk.ts';
import type { RecordSource } from './record.ts';

const FILE_HEADER_SIZE = 4096;

/** What a file may have besides its events; by default it is one that Windows closed properly. */
export interface EvtxOptions {
  /** Set the dirty flag and leave the file header as it was when the first chunk was the only one. */
  readonly dirty?: boolean;
  /** Leave the header of the newest chunk as it was when that chunk had one record. */
  readonly staleChunk?: boolean;
  /** Position of the oldest chunk in the file; others follow it and wrap around. Default: 0 */
  readonly firstChunk?: number;
  /** Most records in a chunk. Default: as many as fit. */
  readonly chunkRecords?: number;
  /**
   * Write records without templates, as forwarded events have them. Such a log counts its records itself:
   * record headers and chunks number them from 1, whatever EventRecordID says.
   */
  readonly inline?: boolean;
  /** Events that lie behind the free-space offset of the newest chunk: remains that are no longer in the log. */
  readonly slack?: readonly EventSpec[];
}

/** Returns an .evtx file of the events, oldest first, byte for byte the same on every call. */
export function writeEvtx(events: readonly EventSpec[], options: EvtxOptions = {}): Uint8Array {
  const chunks = fillChunks(events, options);
  const firstChunk = (options.firstChunk ?? 0) % chunks.length;
  const newest = chunks.at(-1) ?? createChunk();
  for (const event of options.slack ?? []) {
    const record = { id: event.recordId, event, inline: false };
    if (!addSlack(newest, record)) throw new RangeError(`no room for record ${event.recordId} in the slack`);
  }
  const file = new Uint8Array(FILE_HEADER_SIZE + chunks.length * CHUNK_SIZE);
  file.set(fileHeader(chunks, firstChunk, options.dirty ?? false));
  for (const [age, chunk] of chunks.entries()) {
    const position = (firstChunk + age) % chunks.length;
    const header = options.staleChunk && chunk === newest ? 'early' : 'current';
    file.set(chunkBytes(chunk, header), FILE_HEADER_SIZE + position * CHUNK_SIZE);
  }
  return file;
}

/** Returns the chunks in the order of their events. */
function fillChunks(events: readonly EventSpec[], options: EvtxOptions): Chunk[] {
  const limit = options.chunkRecords ?? Infinity;
  const inline = options.inline ?? false;
  let chunk = createChunk();
  const chunks = [chunk];
  for (const [index, event] of events.entries()) {
    const record: RecordSource = { id: inline ? index + 1 : event.recordId, event, inline };
    if (chunk.recordIds.length < limit && addRecord(chunk, record)) continue;
    chunk = createChunk();
    // An empty chunk that cannot take the record would stay in the file.
    if (!addRecord(chunk, record)) throw new RangeError(`record ${event.recordId} does not fit into a chunk`);
    chunks.push(chunk);
  }
  return chunks;
}

function fileHeader(chunks: readonly Chunk[], firstChunk: number, dirty: boolean): Uint8Array {
  const known = dirty ? chunks.slice(0, 1) : chunks;
  const lastChunk = (firstChunk + known.length - 1) % chunks.length;
  const lastIds = known.at(-1)?.recordIds ?? [];
  // A log that stayed in its first chunk was last flushed when it had one record.
  const lastId = dirty && chunks.length === 1 ? lastIds[0] : lastIds.at(-1);
  const header = new ByteWriter(FILE_HEADER_SIZE);
  header.raw(Buffer.from('ElfFile\0'));
  header.u64(firstChunk); // first chunk number
  header.u64(lastChunk); // last chunk number
  header.u64((lastId ?? 0) + 1); // next record id
  header.u32(128); // header size
  header.u16(1); // minor version
  header.u16(3); // major version
  header.u16(FILE_HEADER_SIZE); // size of the header block
  header.u16(dirty ? firstChunk + 1 : chunks.length); // number of chunks
  header.zeros(76);
  header.u32(dirty ? 1 : 0); // flags
  header.u32(crc32(header.copy(0, 120))); // checksum
  return header.copy();
}
