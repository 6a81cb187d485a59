import { createReaderMemory } from '../parsers/evtx/reader-memory.ts';
import type { DumpForm } from '../parsers/index.ts';
import type { CountRead } from './count-part.ts';
import type { DumpRead } from './dump-part.ts';
import type { LogPart } from './input/log-ranges.ts';
import type { CatalogRow } from './normalize/catalog-row.ts';
import type { Catalog } from './normalize/normalize.ts';
import type { PartRead } from './read-part.ts';

/** What a thread can be asked. */
export type ReadRequest =
  | { readonly kind: 'events'; readonly part: LogPart; readonly hash: boolean }
  | { readonly kind: 'count'; readonly part: LogPart }
  | { readonly kind: 'dump'; readonly part: LogPart; readonly form: DumpForm };

/** What it gives to each. */
export interface Answers {
  readonly events: PartRead;
  readonly count: CountRead;
  readonly dump: DumpRead;
}

export type Answer = Answers[ReadRequest['kind']];

/** Answers requests in the thread it is made in; `rows` are what pattern packs add to the catalog. */
export function createAnswerer(
  rows: readonly CatalogRow[],
): (request: ReadRequest, onPiece: (bytes: number) => void) => Promise<Answer> {
  /** What one part taught is of use for the next. */
  const memory = createReaderMemory();
  let catalog: Catalog | undefined;
  // Each kind loads only what it needs.
  return async (request, onPiece) => {
    switch (request.kind) {
      case 'events': {
        const { createCatalog } = await import('./normalize/normalize.ts');
        const { readPart } = await import('./read-part.ts');
        catalog ??= createCatalog(rows);
        return readPart(request.part, { hash: request.hash, catalog, memory, onPiece });
      }
      case 'count':
        return (await import('./count-part.ts')).countPart(request.part, memory);
      case 'dump':
        return (await import('./dump-part.ts')).collectPart(request.part, request.form, memory);
    }
  };
}
