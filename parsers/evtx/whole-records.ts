import { CHUNK_HEADER, isChunk } from './chunk.ts';
import { RECORD_HEADER, recordEnd, recordId } from './record.ts';

/** The records of a chunk that stand there whole, while the log is being written. */
export interface WholeRecords {
  /** Ids of the first and the last, by the records' own headers. */
  readonly first: number;
  readonly last: number;
  /** Offset of the last one, and where it ends. */
  readonly lastStart: number;
  readonly end: number;
  /** Both checksums hold and the header knows of the last record: nothing of it is still on its way. */
  readonly isSettled: boolean;
  /** The header says that there is none: what stands there may be what an earlier use of the chunk left behind. */
  readonly isDenied: boolean;
}

/** A chunk of a log, and what computes checksums of it. */
export interface LiveChunk {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly crc32: (bytes: Uint8Array, seed?: number) => number;
}

/**
 * Finds the records that are whole, in an unbroken sequence of ids from the first on. The free space offset does not end
 * it, for the header is written later than the records; what an earlier use of the chunk left behind has lower ids.
 * libyal EVTX format, "Chunk" and "Event record".
 */
export function wholeRecords(chunk: LiveChunk): WholeRecords | undefined {
  const { bytes, view } = chunk;
  if (bytes.length < CHUNK_HEADER + RECORD_HEADER || !isChunk(view)) return undefined;
  const limit = bytes.length;
  let at = CHUNK_HEADER;
  let lastStart = 0;
  let last = -1;
  for (let end = recordEnd(chunk, at, limit); end > 0; end = recordEnd(chunk, at, limit)) {
    const id = recordId(chunk, at);
    if (last >= 0 && id !== last + 1) break;
    lastStart = at;
    last = id;
    at = end;
  }
  if (last < 0) return undefined;
  const first = recordId(chunk, CHUNK_HEADER);
  const free = view.getUint32(48, true);
  return {
    first,
    last,
    lastStart,
    end: at,
    isSettled: free === at && hasGoodChecksums(chunk, at),
    isDenied: free === CHUNK_HEADER,
  };
}

function hasGoodChecksums({ bytes, view, crc32 }: LiveChunk, free: number): boolean {
  const header = crc32(bytes.subarray(128, CHUNK_HEADER), crc32(bytes.subarray(0, 120)));
  return (
    header === view.getUint32(124, true) &&
    crc32(bytes.subarray(CHUNK_HEADER, free)) === view.getUint32(52, true)
  );
}
