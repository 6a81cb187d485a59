// Makes new records of old ones: the same bytes but for ids, times, ActivityIDs and checksums.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { CHUNK_HEADER, FILE_HEADER } from './chunk-walk.mjs';

/** Bytes of a GUID that may change: not the F420 in front and the 0000 behind, by which Windows' RDP ids are known. */
const CHANGING = [0, 1, 4, 5, 9, 10, 11, 12, 13];
const TICKS_PER_MICROSECOND = 10n;

/**
 * Returns a copy of the chunk for its use number `round`, counted from 0. Records get header ids from `firstId` on and
 * EventRecordIDs from `nextRecordId(head)`; times move by `shift` microseconds; an ActivityID becomes another one, the
 * same in all chunks of one round, so that what belonged together still does.
 */
export function renewChunk(chunk, { round, firstId, shift, nextRecordId }) {
  const bytes = Buffer.from(chunk.bytes);
  const key = createHash('sha256').update(`round ${round}`).digest();
  const ticks = BigInt(shift) * TICKS_PER_MICROSECOND;
  for (const [index, record] of chunk.records.entries()) {
    bytes.writeBigUInt64LE(BigInt(firstId + index), record.start + 8);
    addTicks(bytes, record.start + 16, ticks);
    addTicks(bytes, record.time, ticks);
    bytes.writeBigUInt64LE(BigInt(nextRecordId(chunk.heads[index])), record.recordId);
    for (const at of new Set([record.activityId, record.relatedActivityId])) {
      if (at !== undefined && round > 0) renewGuid(bytes, at, key);
    }
  }
  const lastId = BigInt(firstId + chunk.records.length - 1);
  for (const at of [8, 24]) bytes.writeBigUInt64LE(BigInt(firstId), at);
  for (const at of [16, 32]) bytes.writeBigUInt64LE(lastId, at);
  bytes.writeUInt32LE(crc32(bytes.subarray(CHUNK_HEADER, bytes.readUInt32LE(48))), 52);
  bytes.writeUInt32LE(crc32(bytes.subarray(128, CHUNK_HEADER), crc32(bytes.subarray(0, 120))), 124);
  return bytes;
}

function addTicks(bytes, at, ticks) {
  bytes.writeBigUInt64LE(bytes.readBigUInt64LE(at) + ticks, at);
}

/** An all-zero GUID says that there is none. */
function renewGuid(bytes, at, key) {
  if (bytes.subarray(at, at + 16).every((byte) => byte === 0)) return;
  for (const [index, place] of CHANGING.entries()) bytes[at + place] ^= key[index];
}

/** The 4 KiB before the chunks, as Windows leaves them when it closes a log. */
export function fileHeader(chunks, nextId) {
  const header = Buffer.alloc(FILE_HEADER);
  header.write('ElfFile\0', 'latin1');
  header.writeBigUInt64LE(0n, 8); // first chunk
  header.writeBigUInt64LE(BigInt(chunks - 1), 16); // last chunk
  header.writeBigUInt64LE(BigInt(nextId), 24);
  header.writeUInt32LE(128, 32); // header size
  header.writeUInt16LE(1, 36); // version 3.1
  header.writeUInt16LE(3, 38);
  header.writeUInt16LE(FILE_HEADER, 40);
  header.writeUInt16LE(chunks % 65_536, 42);
  header.writeUInt32LE(crc32(header.subarray(0, 120)), 124);
  return header;
}
