/** Record ids of one life of a log, packed: a range and the ids left out before it take two bytes as a rule. */
export interface PackedIds {
  readonly first: number;
  readonly last: number;
  /** When the earliest and the latest of them were written. */
  readonly least: number;
  readonly most: number;
  /** In turn how many ids were left out since the last range, and how many are in this one; seven bits a byte, the lowest first. */
  readonly bytes: Uint8Array;
}

/** What is packed: ids in a row, and their times. */
export interface TimedRange {
  readonly first: number;
  readonly last: number;
  readonly least: number;
  readonly most: number;
}

/** Packs ranges, in any order; those that lie over one another come into different packs. */
export function packRanges(ranges: readonly TimedRange[]): readonly PackedIds[] {
  const lives: TimedRange[][] = [];
  for (const range of ranges.toSorted((a, b) => a.first - b.first || a.least - b.least)) {
    const fitting = lives.find((life) => (life.at(-1)?.last ?? 0) < range.first);
    if (fitting) fitting.push(range);
    else lives.push([range]);
  }
  return lives.map(pack);
}

/** So many packs stay unpacked: logs that lie over one another are asked about in turn. */
const MOST_UNPACKED = 32;

/** Makes a look-up that keeps what it unpacked last. */
export function createUnpacker(): (packed: PackedIds, recordId: number) => boolean {
  const known = new Map<PackedIds, readonly number[]>();
  const edgesOf = (packed: PackedIds): readonly number[] => {
    const edges = known.get(packed) ?? unpack(packed);
    if (known.has(packed)) return edges;
    const [oldest] = known.keys();
    if (known.size >= MOST_UNPACKED && oldest) known.delete(oldest);
    known.set(packed, edges);
    return edges;
  };
  return (packed, recordId) => isWithin(edgesOf(packed), recordId);
}

function pack(life: readonly TimedRange[]): PackedIds {
  const bytes: number[] = [];
  let end = life[0]?.first ?? 0;
  for (const { first, last } of life) {
    write(bytes, first - end);
    write(bytes, last + 1 - first);
    end = last + 1;
  }
  return {
    first: life[0]?.first ?? 0,
    last: end - 1,
    least: Math.min(...life.map(({ least }) => least)),
    most: Math.max(...life.map(({ most }) => most)),
    bytes: Uint8Array.from(bytes),
  };
}

function write(bytes: number[], value: number): void {
  let left = value;
  for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  bytes.push(left);
}

/** Where ranges begin and, one behind their last id, end, in turn. */
function unpack({ first, bytes }: PackedIds): readonly number[] {
  const edges: number[] = [];
  let at = first;
  let scale = 1;
  for (const byte of bytes) {
    at += (byte % 128) * scale;
    scale *= 128;
    if (byte >= 128) continue;
    edges.push(at);
    scale = 1;
  }
  return edges;
}

/** Whether an odd number of edges lies at or before it. */
function isWithin(edges: readonly number[], recordId: number): boolean {
  let [from, to] = [0, edges.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((edges[middle] ?? 0) <= recordId) from = middle + 1;
    else to = middle;
  }
  return from % 2 === 1;
}
