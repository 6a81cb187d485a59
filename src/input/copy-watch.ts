import { CHUNK_SIZE, isChunk } from '../../parsers/evtx/chunk.ts';
import { viewOf, type LogBytes } from '../../parsers/evtx/chunk-heads.ts';
import { FILE_HEADER_BLOCK, readFileHeader } from '../../parsers/evtx/file-header.ts';
import { createTally } from '../../parsers/evtx/integrity.ts';
import { nodePlatform } from './platform.ts';

/** Watches a binary log that may be in the act of being copied to where it is followed. */
export interface CopyWatch {
  /** Tells the file. */
  readonly id: string;
  /** Whether more of what the log's header promises is still to come; asked once a look. */
  isArriving(log: LogBytes): boolean;
}

/** After so many looks without a further chunk the log is taken as it is: it was cut off, or the copying was. */
const PATIENCE = 10;

/**
 * Makes a watch of one file. A copy is written from its beginning to its end, so that the last chunk that the header
 * promises comes last; Windows gives the file its full size before, so that the size does not tell.
 */
export function createCopyWatch(id: string): CopyWatch {
  let there = 0;
  let waits = 0;
  let hasWaited = false;
  let isComplete = false;
  return {
    id,
    isArriving(log) {
      const promised = promisedChunks(log);
      if (promised === 0) return false;
      if (isThere(log, promised - 1)) {
        // A chunk that has just come may have come in part.
        const isFresh = hasWaited && !isComplete;
        isComplete = true;
        return isFresh;
      }
      hasWaited = true;
      const before = there;
      while (isThere(log, there)) there++;
      waits = there > before ? 0 : waits + 1;
      return waits <= PATIENCE;
    },
  };
}

function promisedChunks(log: LogBytes): number {
  const header = log.read(0, FILE_HEADER_BLOCK);
  const quiet = { crc32: nodePlatform.crc32, report: () => {}, tally: createTally() };
  return readFileHeader(header, quiet).chunkCount;
}

function isThere(log: LogBytes, index: number): boolean {
  const start = FILE_HEADER_BLOCK + index * CHUNK_SIZE;
  const head = log.read(start, 8);
  return head.length === 8 && isChunk(viewOf(head)) && log.size >= start + CHUNK_SIZE;
}
