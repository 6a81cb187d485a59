import { crc32 } from 'node:zlib';
import { ByteWriter } from './bytes.ts';
import { type ChunkTables, createTables, rollBack } from './chunk-tables.ts';
import { type RecordSource, writeRecord } from './record.ts';

/** Size of every chunk. */
export const CHUNK_SIZE = 65_536;

/** Records start after the header and its two tables. */
const RECORDS_OFFSET = 512;

const NO_RECORD = 0xffff_ffff_ffff_ffffn;

/** A chunk that is being filled. */
export interface Chunk {
  /** Its positions are offsets in the chunk. */
  readonly writer: ByteWriter;
  readonly tables: ChunkTables;
  readonly recordIds: number[];
  lastRecordOffset: number;
  /** Where the next record goes; what lies behind is slack. */
  freeSpaceOffset: number;
  /** The header as it was when the chunk had one record. */
  earlyHeader: Uint8Array | undefined;
}

/** Returns a chunk without records. */
export function createChunk(): Chunk {
  const writer = new ByteWriter(CHUNK_SIZE);
  writer.zeros(RECORDS_OFFSET);
  return {
    writer,
    tables: createTables(),
    recordIds: [],
    lastRecordOffset: 0,
    freeSpaceOffset: RECORDS_OFFSET,
    earlyHeader: undefined,
  };
}

/** Adds a record, or returns false and leaves the chunk as it was when the record does not fit. */
export function addRecord(chunk: Chunk, record: RecordSource): boolean {
  const { writer, tables } = chunk;
  const start = writer.position;
  writeRecord(chunk, record);
  // A record that ends with the chunk is whole, but libevtx passes over it.
  if (CHUNK_SIZE <= writer.position) {
    rollBack(tables, writer, start);
    writer.position = start;
    return false;
  }
  chunk.recordIds.push(record.id);
  chunk.lastRecordOffset = start;
  chunk.freeSpaceOffset = writer.position;
  chunk.earlyHeader ??= chunkHeader(chunk);
  return true;
}

/** Puts a complete record behind the free-space offset, as left there by an earlier use of the chunk. */
export function addSlack({ writer }: Chunk, record: RecordSource): boolean {
  const start = writer.position;
  // Nothing the stale record defines is known to the chunk, nor the other way round.
  writeRecord({ writer, tables: createTables() }, record);
  if (writer.position <= CHUNK_SIZE) return true;
  writer.position = start;
  return false;
}

/** Returns the 64 KiB of the chunk, with its current header or the one it had after its first record. */
export function chunkBytes(chunk: Chunk, header: 'current' | 'early'): Uint8Array {
  const bytes = new Uint8Array(CHUNK_SIZE);
  bytes.set(chunk.writer.copy());
  bytes.set((header === 'early' ? chunk.earlyHeader : undefined) ?? chunkHeader(chunk));
  return bytes;
}

function chunkHeader({ writer, tables, recordIds, lastRecordOffset, freeSpaceOffset }: Chunk): Uint8Array {
  const first = recordIds[0];
  const last = recordIds.at(-1) ?? NO_RECORD;
  const header = new ByteWriter(RECORDS_OFFSET);
  header.raw(Buffer.from('ElfChnk\0'));
  header.u64(first ?? 1); // first record number
  header.u64(last); // last record number
  header.u64(first ?? NO_RECORD); // first record id
  header.u64(last); // last record id
  header.u32(128); // header size
  header.u32(lastRecordOffset);
  header.u32(freeSpaceOffset);
  header.u32(crc32(writer.copy(RECORDS_OFFSET, freeSpaceOffset))); // checksum of the records
  header.zeros(64);
  header.u32(1); // flags
  header.u32(0); // checksum of the header
  for (const offset of tables.nameBuckets) header.u32(offset);
  for (const offset of tables.templateBuckets) header.u32(offset);
  // The checksum leaves out the flags and itself.
  header.setU32(124, crc32(header.copy(128, 512), crc32(header.copy(0, 120))));
  return header.copy();
}
