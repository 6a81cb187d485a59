import type { Pattern, PatternPack } from '../model/pattern.ts';
import type { CatalogRow } from '../normalize/catalog-row.ts';

/** A pack of patterns with the events it declares for them. */
export interface Pack extends PatternPack {
  readonly events?: readonly CatalogRow[];
}

/** The patterns of all packs by id; where two packs have one of the same id, the later pack's counts. */
export function patternsOf(packs: readonly Pack[]): ReadonlyMap<string, Pattern> {
  return new Map(packs.flatMap((pack) => pack.patterns.map((pattern) => [pattern.id, pattern])));
}
