import type { ByteWriter } from './bytes.ts';

const NAME_BUCKETS = 64;
const TEMPLATE_BUCKETS = 32;

/**
 * What the records of a chunk share. A bucket holds the offset of its newest entry, whose first field
 * is the offset of the one before; offset 0 ends the chain.
 */
export interface ChunkTables {
  readonly names: Map<string, number>;
  readonly templates: Map<string, number>;
  readonly nameBuckets: number[];
  readonly templateBuckets: number[];
}

/** Returns the tables of a chunk without records. */
export function createTables(): ChunkTables {
  return {
    names: new Map(),
    templates: new Map(),
    nameBuckets: Array.from({ length: NAME_BUCKETS }, () => 0),
    templateBuckets: Array.from({ length: TEMPLATE_BUCKETS }, () => 0),
  };
}

/** The hash of element and attribute names and of template GUIDs: h * 65599 + unit, over 16-bit units. */
export function hashUnits(units: Iterable<number>): number {
  let hash = 0;
  for (const unit of units) hash = (Math.imul(hash, 65_599) + unit) >>> 0;
  return hash;
}

/** Returns the hash that is stored with a name: the lower half. */
export function nameHash(name: string): number {
  return hashUnits(Array.from({ length: name.length }, (_, index) => name.charCodeAt(index))) & 0xffff;
}

/** Enters a name that starts at `offset`, and returns the link to the name before it in its bucket. */
export function enterName(tables: ChunkTables, name: string, offset: number): number {
  tables.names.set(name, offset);
  return enter(tables.nameBuckets, nameHash(name) % NAME_BUCKETS, offset);
}

/** Enters a template definition that starts at `offset`, and returns the link to the one before it. */
export function enterTemplate(tables: ChunkTables, key: string, guid: Uint8Array, offset: number): number {
  tables.templates.set(key, offset);
  const units = new Uint16Array(guid.slice().buffer);
  return enter(tables.templateBuckets, hashUnits(units) % TEMPLATE_BUCKETS, offset);
}

function enter(buckets: number[], bucket: number, offset: number): number {
  const link = buckets[bucket] ?? 0;
  buckets[bucket] = offset;
  return link;
}

/** Takes back everything that was entered at `offset` or later: its record did not fit. */
export function rollBack(tables: ChunkTables, writer: ByteWriter, offset: number): void {
  for (const map of [tables.names, tables.templates]) {
    for (const [key, start] of map) if (offset <= start) map.delete(key);
  }
  for (const buckets of [tables.nameBuckets, tables.templateBuckets]) {
    for (const [index, head] of buckets.entries()) {
      let entry = head;
      while (offset <= entry) entry = writer.getU32(entry);
      buckets[index] = entry;
    }
  }
}
