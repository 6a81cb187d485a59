import type { Pattern } from './model/pattern.ts';
import type { CatalogRow } from './normalize/catalog-row.ts';
import { createCatalog } from './normalize/normalize.ts';
import { nearestWord } from './model/did-you-mean.ts';
import { eventsSchema, patternSchema, type JsonSchema } from './packs/json-schema.ts';
import type { Pack } from './packs/pack.ts';
import { patternVocabulary } from './pattern-vocabulary.ts';
import type { PatternPage } from './report/terminal/pattern-page.ts';

/** What some packs together know. */
export interface Knowledge {
  /** By class, then id. */
  readonly patterns: readonly { readonly pattern: Pattern; readonly pack: string }[];
  readonly rows: readonly CatalogRow[];
  page(id: string): PatternPage | undefined;
  /** The id that a mistyped one was most likely meant to be. */
  nearest(id: string): string | undefined;
  schema(of: 'pattern' | 'events'): JsonSchema;
}

/** Puts packs together as the analysis does: a later pattern stands in place of an earlier one. */
export function createKnowledge(packs: readonly Pack[]): Knowledge {
  const events = packs.flatMap((pack) => pack.events ?? []);
  const { rows } = createCatalog(events);
  const byId = new Map(
    packs.flatMap(({ name, patterns }) =>
      patterns.map((pattern) => [pattern.id, { pattern, pack: name }] as const),
    ),
  );
  const sourcesOf = (kind: string): string[] =>
    rows.filter((row) => row.kind === kind).map(({ provider, eventId }) => `${provider} ${eventId}`);
  const place = ({ pattern }: { pattern: Pattern }): string => `${pattern.class}/${pattern.id}`;
  return {
    patterns: [...byId.values()].sort((a, b) => (place(a) < place(b) ? -1 : 1)),
    rows,
    page: (id) => {
      const found = byId.get(id);
      return found && { ...found, sourcesOf };
    },
    nearest: (id) => nearestWord(id, byId.keys()),
    schema: (of) => (of === 'events' ? eventsSchema : patternSchema)(patternVocabulary(events)),
  };
}
