import type { RecordWalk } from './record.ts';
import { recordEnd } from './record.ts';
import type { Chunk } from './structures.ts';

/**
 * Counts what a chunk holds besides its live records, and returns where whole records begin among it. A chunk
 * that is used again keeps what it held before behind its free space offset. To be called when the walk is over.
 */
export function findRemains(walk: RecordWalk): readonly number[] {
  const { chunk, header } = walk;
  const { tally } = chunk.host;
  const found: number[] = [];
  for (const [from, to] of walk.holes) {
    tally.slackBytes += to - from;
    findRecords(chunk, from, to, found);
  }
  const from = header.trusted ? Math.max(walk.end, header.freeSpace) : walk.end;
  const to = usedEnd(chunk, from);
  tally.slackBytes += to - from;
  findRecords(chunk, from, to, found);
  tally.slackRecords += found.length;
  return found;
}

/** Returns the end of the last word that is not zero, or `from`. */
function usedEnd({ view, length }: Chunk, from: number): number {
  let end = length;
  while (end - 4 >= from && view.getUint32(end - 4, true) === 0) end -= 4;
  return Math.max(from, end);
}

function findRecords(chunk: Chunk, from: number, to: number, found: number[]): void {
  // Records begin at multiples of 8, those of the first systems at multiples of 4.
  for (let at = (from + 3) & ~3; at < to; at += 4) {
    const end = recordEnd(chunk, at, to);
    if (end === 0) continue;
    found.push(at);
    at = ((end + 3) & ~3) - 4;
  }
}
