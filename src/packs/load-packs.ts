import { loadPack, type PackHead, type PatternFile } from '../diagnose/load-pack.ts';
import type { PatternVocabulary } from '../diagnose/load-pattern.ts';
import type { PatternProblem } from '../diagnose/yaml-reader.ts';
import type { CatalogRow } from '../normalize/catalog-row.ts';
import { patternsOf, type Pack } from './pack.ts';
import { readEventRows } from './read-event-row.ts';

/** A pack as it lies in its folder. */
export interface PackSource {
  readonly head: PackHead;
  readonly patterns: readonly PatternFile[];
  /** events.yaml in its root, where there is one. */
  readonly events?: PatternFile;
}

/** What loading needs of the rest of the program. */
export interface PackSurroundings {
  readonly packs: readonly Pack[];
  readonly rows: readonly CatalogRow[];
  readonly vocabularyWith: (more: readonly CatalogRow[]) => PatternVocabulary;
}

/** A mistake with the number of the source it is in: two packs may have files of one name. */
export interface PackProblem extends PatternProblem {
  readonly source: number;
}

/**
 * Reads packs one after another; each may speak of, extend and override what comes before it. With a mistake in any
 * of them, none is given: half a pack would say other things than its author meant.
 */
export function loadPacks(
  sources: readonly PackSource[],
  { packs, rows, vocabularyWith }: PackSurroundings,
): { readonly packs: readonly Pack[]; readonly problems: readonly PackProblem[] } {
  const problems: PackProblem[] = [];
  const loaded: Pack[] = [];
  const declared: CatalogRow[] = [];
  sources.forEach(({ head, patterns, events }, source) => {
    const faults: PatternProblem[] = [];
    const own = events ? readEventRows(events.path, events.text, [...rows, ...declared], faults) : [];
    declared.push(...own);
    const earlier = patternsOf([...packs, ...loaded]);
    const { pack, problems: more } = loadPack(head, patterns, vocabularyWith(declared), earlier);
    loaded.push({ ...pack, events: own });
    problems.push(...[...faults, ...more].map((problem) => ({ ...problem, source })));
  });
  return { packs: problems.length > 0 ? [] : loaded, problems };
}
