import { existsSync } from 'node:fs';
import path from 'node:path';
import type * as Tinyglobby from 'tinyglobby';

/** What no plain path has on Windows, where the shell leaves patterns to the program. */
const PATTERN = /[*?[{]/;

/** Puts files and folders in place of patterns (`*`, `**`, `?`, `[a-z]`, `{a,b}`). What exists by its name is no pattern; what matches nothing stays. */
export const expandGlobs = async (paths: readonly string[]): Promise<string[]> =>
  (await globExpander(paths))();

/** The same for who asks again and again: gives what matches by then. */
export async function globExpander(paths: readonly string[]): Promise<() => string[]> {
  // Loaded when it is needed.
  const library = paths.some(isPattern) ? await import('tinyglobby') : undefined;
  return () => paths.flatMap((given) => (library && isPattern(given) ? matchesOf(given, library) : [given]));
}

/** Whether a path may stand for others, and is none itself. */
export const isPattern = (given: string): boolean => PATTERN.test(given) && !existsSync(given);

function matchesOf(given: string, { globSync }: Pick<typeof Tinyglobby, 'globSync'>): readonly string[] {
  const { folder, pattern } = splitAtPattern(given);
  if (EVERYTHING.test(pattern)) return [path.join(folder, '.')];
  const found = globSync(pattern, {
    cwd: folder,
    onlyFiles: false,
    expandDirectories: false,
    followSymbolicLinks: false,
    extglob: false,
    caseSensitiveMatch: process.platform !== 'win32',
  });
  const names = new Set(found.map((name) => name.replace(/\/$/, '')));
  const logs = [...names].filter((name) => !parentsOf(name).some((parent) => names.has(parent)));
  return logs.length === 0 ? [given] : logs.sort().map((name) => path.join(folder, name));
}

/** What a folder stands for anyway. */
const EVERYTHING = /^\*\*(?:\/\*)?$/;

/** A folder stands for all that is below it. */
function parentsOf(name: string): readonly string[] {
  const words = name.split('/');
  return words.slice(1).map((_, i) => words.slice(0, i + 1).join('/'));
}

/** Folders that exist by their names are none of the pattern, whatever signs they have. */
function splitAtPattern(given: string): { readonly folder: string; readonly pattern: string } {
  const words = given.split(path.sep === '\\' ? /[\\/]/ : '/');
  let length = words.length - 1;
  while (length > 0 && !existsSync(folderOf(words, length))) length--;
  const pattern = words.slice(length).join('/');
  // Brackets of this sort and a sign before all are names for people, and more for the library.
  return {
    folder: length === 0 ? '.' : folderOf(words, length),
    pattern: pattern.replace(/[()]|^!/g, '\\$&'),
  };
}

const folderOf = (words: readonly string[], length: number): string =>
  words.slice(0, length).join(path.sep) + path.sep;
