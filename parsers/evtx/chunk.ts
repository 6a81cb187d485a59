import type { FileHeader } from './file-header.ts';
import { hex } from './file-header.ts';
import type { Chunk, Host } from './structures.ts';

export const CHUNK_SIZE = 65_536;
/** Chunk header with its tables of common strings and templates; the records follow. */
export const CHUNK_HEADER = 512;
const NO_RECORD_ID = 2 ** 64;

/**
 * Tokens and characters of BinXML parsed for one chunk at most. The fullest chunks seen need some 25,000; forged
 * definitions that overlap each other could ask for any number.
 */
const MAX_PARSING = 1_000_000;

/**
 * Nodes and characters rendered for one chunk at most. Real chunks come to some 60,000; forged values that nest
 * and are used many times over could ask for any number.
 */
const MAX_RENDERING = 10_000_000;

/** What the chunk header says of the records. libyal EVTX format, "Chunk header". */
export interface ChunkHeader {
  /** The header's own checksum held, so its numbers are what was last written (not always the latest). */
  readonly intact: boolean;
  /** Header and records belong together: the records end at `freeSpace`, and what follows is slack. */
  readonly trusted: boolean;
  /** The log was in use: records may have been written since the header was. */
  readonly open: boolean;
  readonly freeSpace: number;
  readonly lastRecordId: number;
}

/** Wraps the bytes of a chunk. */
export function createChunk(bytes: Uint8Array, start: number, host: Host): Chunk {
  return {
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    start,
    length: bytes.length,
    host,
    names: new Map(),
    templates: new Map(),
    parsingLeft: MAX_PARSING,
    renderingLeft: MAX_RENDERING,
  };
}

/**
 * Checks signature and checksums, reporting what does not hold, and returns undefined when there is no chunk.
 * `expected` says that a clean file header promises a chunk here, so that an empty slot is a loss.
 */
export function readChunkHeader(chunk: Chunk, file: FileHeader, expected: boolean): ChunkHeader | undefined {
  const { view, host, start, length } = chunk;
  if (length < 8 || !isChunk(view)) {
    const magic = chunk.bytes.subarray(0, 8);
    if (expected || magic.some((byte) => byte !== 0)) {
      host.report('bad-chunk', start, 'chunk signature', `expected ElfChnk, found ${hex(magic)}`);
    }
    return undefined;
  }
  if (length < CHUNK_HEADER) return undefined;
  const freeSpace = view.getUint32(48, true);
  const intact = checkHeader(chunk, file.noCrc32);
  const matching = checkRecords(chunk, freeSpace, file.noCrc32);
  const last = view.getUint32(36, true) * 2 ** 32 + view.getUint32(32, true);
  return {
    intact: intact && !(file.noCrc32 && file.dirty),
    trusted: intact && matching && !(file.noCrc32 && file.dirty),
    open: file.dirty,
    freeSpace,
    lastRecordId: last === NO_RECORD_ID ? 0 : last,
  };
}

/** Whether these bytes, 8 at least, begin as a chunk does: ElfChnk and a NUL. */
export const isChunk = (view: DataView): boolean =>
  view.getUint32(0, true) === 0x43666c45 && view.getUint32(4, true) === 0x006b6e68;

function checkHeader(chunk: Chunk, noCrc32: boolean): boolean {
  if (noCrc32) return true;
  const { bytes, view, host } = chunk;
  const stored = view.getUint32(124, true);
  const computed = host.crc32(bytes.subarray(128, CHUNK_HEADER), host.crc32(bytes.subarray(0, 120)));
  if (stored === computed) return true;
  host.tally.headerChecksums += 1;
  reportChecksum(chunk, 124, 'chunk header checksum', computed, stored);
  return false;
}

function checkRecords(chunk: Chunk, freeSpace: number, noCrc32: boolean): boolean {
  const { bytes, view, host, start, length } = chunk;
  if (freeSpace < CHUNK_HEADER || freeSpace > CHUNK_SIZE) {
    const detail = `expected ${CHUNK_HEADER} to ${CHUNK_SIZE}, found ${freeSpace}`;
    host.report('bad-chunk', start + 48, 'free space offset', detail);
    return false;
  }
  if (freeSpace > length) return false;
  if (noCrc32) return true;
  const stored = view.getUint32(52, true);
  const computed = host.crc32(bytes.subarray(CHUNK_HEADER, freeSpace));
  if (stored === computed) return true;
  host.tally.recordChecksums += 1;
  reportChecksum(chunk, 52, 'event records checksum', computed, stored);
  return false;
}

function reportChecksum(chunk: Chunk, at: number, reading: string, expected: number, found: number): void {
  const detail = `expected ${expected.toString(16)}, found ${found.toString(16)}`;
  chunk.host.report('bad-checksum', chunk.start + at, reading, detail);
}
