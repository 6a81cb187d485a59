import path from 'node:path';
import { builtInPacks } from './analyze.ts';
import { readPatternFolder } from './input/pattern-files.ts';
import { createCatalog } from './normalize/normalize.ts';
import { loadPacks, type PackSource } from './packs/load-packs.ts';
import type { Pack } from './packs/pack.ts';
import { patternVocabulary } from './pattern-vocabulary.ts';

/** A mistake in a pack; `line` and `column` where it is one in a file's text. */
export interface PackMistake {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

export interface PacksRead {
  /** Those of the folders alone; none when there is any mistake. */
  readonly packs: readonly Pack[];
  readonly mistakes: readonly PackMistake[];
}

/** Reads folders of patterns, to be used after `before` in the order given. Default: after the built-in ones. */
export function readPacks(folders: readonly string[], before: readonly Pack[] = builtInPacks()): PacksRead {
  const mistakes: PackMistake[] = [];
  const sources = folders.map((folder): PackSource => {
    const { files, events, sha256, faults } = readPatternFolder(folder);
    for (const fault of faults) mistakes.push({ ...fault, file: fileIn(folder, fault.path) });
    const head = { name: path.basename(path.resolve(folder)), version: 'unversioned', sha256 };
    return { head, patterns: files, ...(events ? { events } : {}) };
  });
  const { packs, problems } = loadPacks(sources, {
    packs: before,
    rows: createCatalog(before.flatMap((pack) => pack.events ?? [])).rows,
    vocabularyWith: patternVocabulary,
  });
  for (const { source, file, line, column, message } of problems) {
    mistakes.push({ file: fileIn(folders[source] ?? '', file), line, column, message });
  }
  return { packs: mistakes.length > 0 ? [] : packs, mistakes };
}

const fileIn = (folder: string, file: string): string => (file === '' ? folder : path.join(folder, file));

/** `file:line:column: message`, as editors and terminals link it. */
export const mistakeLine = ({ file, line, column, message }: PackMistake): string =>
  line === undefined ? `${file}: ${message}` : `${file}:${line}:${column ?? 1}: ${message}`;
