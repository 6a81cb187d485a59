import { didYouMean } from '../model/did-you-mean.ts';
import type { Pattern, PatternPack } from '../model/pattern.ts';
import { loadPattern, type PatternVocabulary } from './load-pattern.ts';
import type { PatternProblem } from './yaml-reader.ts';

/** One pattern file: its path below the pack's folder, with forward slashes, and its text. */
export interface PatternFile {
  readonly path: string;
  readonly text: string;
}

export interface PackHead {
  readonly name: string;
  readonly version: string;
  /** Of all files' paths and texts, in order; computed by whoever reads them. */
  readonly sha256: string;
}

/**
 * Reads a folder of patterns into a pack; the pack holds only what is free of mistakes. `earlier` are the patterns of
 * other packs that these may speak of, extend and override.
 */
export function loadPack(
  head: PackHead,
  files: readonly PatternFile[],
  vocabulary: PatternVocabulary,
  earlier: ReadonlyMap<string, Pattern> = new Map(),
): { readonly pack: PatternPack; readonly problems: readonly PatternProblem[] } {
  const problems: PatternProblem[] = [];
  const patterns: Pattern[] = [];
  const places = new Map<string, string>();
  for (const { path, text } of files) {
    const pattern = loadPattern(path, text, vocabulary, problems, earlier);
    if (!pattern) continue;
    const mistakes = misplacements(pattern, path, places.get(pattern.id));
    for (const message of mistakes) problems.push({ file: path, line: 1, column: 1, message });
    if (mistakes.length === 0) patterns.push(pattern);
    if (!places.has(pattern.id)) places.set(pattern.id, path);
  }
  for (const pattern of patterns) {
    for (const id of referencesOf(pattern).filter((other) => !places.has(other) && !earlier.has(other))) {
      const file = places.get(pattern.id) ?? '';
      const hint = didYouMean(id, [...places.keys(), ...earlier.keys()]);
      problems.push({ file, line: 1, column: 1, message: `no pattern has the id '${id}'${hint}` });
    }
  }
  return { pack: { ...head, patterns: patterns.sort((a, b) => (a.id < b.id ? -1 : 1)) }, problems };
}

/** What is wrong with where a pattern lies: its folders are its id and its class, and its id is its own. */
function misplacements(pattern: Pattern, path: string, taken: string | undefined): readonly string[] {
  const [folder = '', parent = ''] = path.split('/').slice(0, -1).toReversed();
  return [
    ...(folder === pattern.id ? [] : [`expected the id of its folder, '${folder}'; found '${pattern.id}'`]),
    ...(parent === pattern.class
      ? []
      : [`expected the class of its folder, '${parent}'; found '${pattern.class}'`]),
    ...(taken === undefined ? [] : [`the id '${pattern.id}' is taken by ${taken}`]),
  ];
}

const referencesOf = (pattern: Pattern): string[] => [
  ...pattern.yieldsTo,
  ...pattern.tallies.flatMap((tally) => [...tally.causes, ...tally.clientOf]),
];
