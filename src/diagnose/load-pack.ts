import type { Pattern, PatternPack } from '../model/pattern.ts';
import { loadPattern, type PatternProblem, type PatternVocabulary } from './load-pattern.ts';

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

/** Reads a folder of patterns into a pack; the pack holds only what is free of mistakes. */
export function loadPack(
  head: PackHead,
  files: readonly PatternFile[],
  vocabulary: PatternVocabulary,
): { readonly pack: PatternPack; readonly problems: readonly PatternProblem[] } {
  const problems: PatternProblem[] = [];
  const patterns: Pattern[] = [];
  const places = new Map<string, string>();
  for (const { path, text } of files) {
    const pattern = loadPattern(path, text, vocabulary, problems);
    if (!pattern) continue;
    const fail = (message: string): void => void problems.push({ file: path, line: 1, column: 1, message });
    const folders = path.split('/').slice(0, -1);
    const [folder, parent] = [folders.at(-1), folders.at(-2)];
    if (folder !== pattern.id)
      fail(`expected the id of its folder, '${folder ?? ''}'; found '${pattern.id}'`);
    if (parent !== pattern.class)
      fail(`expected the class of its folder, '${parent ?? ''}'; found '${pattern.class}'`);
    if (places.has(pattern.id)) fail(`the id '${pattern.id}' is taken by ${places.get(pattern.id)}`);
    places.set(pattern.id, path);
    patterns.push(pattern);
  }
  for (const pattern of patterns) {
    for (const id of referencesOf(pattern).filter((other) => !places.has(other))) {
      const file = places.get(pattern.id) ?? '';
      problems.push({ file, line: 1, column: 1, message: `no pattern has the id '${id}'` });
    }
  }
  return { pack: { ...head, patterns: patterns.sort((a, b) => (a.id < b.id ? -1 : 1)) }, problems };
}

const referencesOf = (pattern: Pattern): string[] => [
  ...pattern.yieldsTo,
  ...pattern.tallies.flatMap((tally) => [...tally.causes, ...tally.clientOf]),
];
