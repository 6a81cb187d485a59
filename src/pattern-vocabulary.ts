import type { PatternVocabulary } from './diagnose/load-pattern.ts';
import { knownChannels } from './normalize/channels.ts';
import { createCatalog } from './normalize/normalize.ts';

/** The words patterns may use: the catalog's kinds and facts, and the channels we know. */
export function patternVocabulary(): PatternVocabulary {
  const facts = new Map<string, Set<string>>();
  for (const row of createCatalog().rows) {
    const known = facts.get(row.kind) ?? new Set<string>();
    for (const name of Object.keys(row.facts)) known.add(name);
    facts.set(row.kind, known);
  }
  return { facts, channels: knownChannels };
}
