import type { PatternVocabulary } from './diagnose/load-pattern.ts';
import type { CatalogRow } from './normalize/catalog-row.ts';
import { knownChannels } from './normalize/channels.ts';
import { createCatalog } from './normalize/normalize.ts';

/** The words patterns may use: the kinds and facts of the catalog and of `more` rows, and the channels we know. */
export function patternVocabulary(more: readonly CatalogRow[] = []): PatternVocabulary {
  const facts = new Map<string, Set<string>>();
  for (const row of createCatalog(more).rows) {
    const known = facts.get(row.kind) ?? new Set<string>();
    for (const name of Object.keys(row.facts)) known.add(name);
    facts.set(row.kind, known);
  }
  return { facts, channels: knownChannels };
}
