import type { Host } from './structures.ts';

/** The file header is followed by zeros up to here; the chunks follow. */
export const FILE_HEADER_BLOCK = 4096;
const HEADER_SIZE = 128;
const DIRTY = 0x1;
const NO_CRC32 = 0x4;

/** What the reader takes from the file header. */
export interface FileHeader {
  /** The log was in use when copied: its counts and the checksums of its last chunk are stale. */
  readonly dirty: boolean;
  /** No checksum in the file means anything. Not in libyal's list of flags. */
  readonly noCrc32: boolean;
  /** Chunks that the log says it has, 0 when that is not sure; a log in use may have more. */
  readonly chunkCount: number;
}

/** Stands for a file header that could not be read: nothing is known, so nothing is trusted. */
export const UNKNOWN_HEADER: FileHeader = { dirty: false, noCrc32: false, chunkCount: 0 };

/**
 * Reads the file header, reporting what is wrong with it; a wrong one does not keep the chunks from being read.
 * libyal EVTX format, "File header".
 */
export function readFileHeader(
  bytes: Uint8Array,
  host: Pick<Host, 'crc32' | 'report' | 'tally'>,
): FileHeader {
  if (bytes.length < FILE_HEADER_BLOCK) {
    const detail = `expected ${FILE_HEADER_BLOCK} bytes, found ${bytes.length}`;
    host.report('truncated', bytes.length, 'file header', detail);
  }
  if (bytes.length < HEADER_SIZE) return UNKNOWN_HEADER;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== 0x46666c45 || view.getUint32(4, true) !== 0x00656c69) {
    host.report('bad-file-header', 0, 'signature', `expected ElfFile, found ${hex(bytes.subarray(0, 8))}`);
    return UNKNOWN_HEADER;
  }
  const major = view.getUint16(38, true);
  if (major !== 3) host.report('bad-file-header', 38, 'major version', `expected 3, found ${major}`);
  const flags = view.getUint32(120, true);
  const stored = view.getUint32(124, true);
  const computed = host.crc32(bytes.subarray(0, 120));
  const noCrc32 = (flags & NO_CRC32) !== 0;
  if (!noCrc32 && stored !== computed) {
    const detail = `expected ${computed.toString(16)}, found ${stored.toString(16)}`;
    host.tally.headerChecksums += 1;
    host.report('bad-checksum', 124, 'file header checksum', detail);
  }
  const chunkCount = stored === computed ? view.getUint16(42, true) : 0;
  return { dirty: (flags & DIRTY) !== 0, noCrc32, chunkCount };
}

/** Spells bytes for a problem's detail. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
