import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { faultOf } from './find-logs.ts';

interface TextFile {
  /** Below the folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The files of a folder of patterns and a hash over all of them. */
export interface PatternFolder {
  readonly files: readonly TextFile[];
  /** events.yaml in its root, where there is one. */
  readonly events?: TextFile;
  readonly sha256: string;
  /** What could not be read; '' is the folder itself. */
  readonly faults: readonly { readonly path: string; readonly message: string }[];
}

/** A pattern lies two folders deep. Looking a little farther finds those that are misplaced. */
const DEEPEST = 4;
const MOST_ENTRIES = 20_000;
const MOST_BYTES = 512 * 1024;
/** The log of a case is a few events. */
const MOST_LOG_BYTES = 16 * 1024 * 1024;

/** Reads every pattern.yaml below a folder, in the order of their paths. What a stranger put there is bounded. */
export function readPatternFolder(folder: string): PatternFolder {
  const faults: { path: string; message: string }[] = [];
  const names = namesBelow(folder, faults);
  const read = (name: string): TextFile[] => {
    try {
      return [{ path: name, text: readSmall(path.join(folder, name)) }];
    } catch (error) {
      faults.push({ path: name, message: wordsFor(name, error) });
      return [];
    }
  };
  const files = names.filter((name) => /(^|\/)pattern\.yaml$/.test(name)).flatMap(read);
  const [events] = names.filter((name) => name === 'events.yaml').flatMap(read);
  const hash = createHash('sha256');
  for (const file of [...files, ...(events ? [events] : [])]) hash.update(`${file.path}\n${file.text}\n`);
  if (files.length === 0 && faults.length === 0) {
    faults.push({ path: '', message: 'expected patterns, <class>/<id>/pattern.yaml; found none' });
  }
  return { files, ...(events ? { events } : {}), sha256: hash.digest('hex'), faults };
}

/** A folder's files, their paths below it in order. Links to folders are not followed. */
function namesBelow(folder: string, faults: { path: string; message: string }[]): string[] {
  const names: string[] = [];
  let entries = 0;
  const walk = (below: string, depth: number): void => {
    for (const entry of readdirSync(path.join(folder, below), { withFileTypes: true })) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      if (++entries > MOST_ENTRIES) return;
      if (!entry.isDirectory()) names.push(name);
      else if (depth < DEEPEST && !entry.name.startsWith('.') && entry.name !== 'node_modules') {
        walk(name, depth + 1);
      }
    }
  };
  try {
    if (!statSync(folder).isDirectory()) throw new NotTaken('expected a folder of patterns, found a file');
    walk('', 1);
    if (entries > MOST_ENTRIES)
      throw new NotTaken(`expected a folder of patterns, found over ${MOST_ENTRIES} files`);
  } catch (error) {
    faults.push({ path: '', message: wordsFor(folder, error) });
    return [];
  }
  return names.sort();
}

class NotTaken extends Error {}

const wordsFor = (name: string, error: unknown): string =>
  error instanceof NotTaken ? error.message : faultOf(name, error).message;

const readSmall = (file: string): string => readBounded(file, MOST_BYTES).toString('utf8');

function readBounded(file: string, most: number): Buffer {
  const stat = statSync(file);
  if (!stat.isFile()) throw new NotTaken('expected a file, found something else');
  if (stat.size > most) throw new NotTaken(`expected at most ${most} bytes, found ${stat.size}`);
  return readFileSync(file);
}

/** One case of a pattern: a log, and what must come of it. */
interface CaseFiles {
  readonly name: string;
  readonly log: Uint8Array;
  /** undefined where the file is missing. */
  readonly expected: string | undefined;
}

/** The files of one pattern's cases. */
export interface CaseFolder {
  /** In the order of their names. */
  readonly cases: readonly CaseFiles[];
  /** What could not be read, by its name in the folder; such cases are left out. */
  readonly faults: readonly { readonly path: string; readonly message: string }[];
  /** Files of no case. */
  readonly strays: readonly string[];
}

/** Reads the cases of one pattern's folder. */
export function readCaseFiles(patternFolder: string): CaseFolder {
  const folder = path.join(patternFolder, 'cases');
  const files = filesIn(folder);
  const faults: { path: string; message: string }[] = [];
  const read = <T>(file: string, how: (file: string) => T): T | undefined => {
    try {
      return how(path.join(folder, file));
    } catch (error) {
      faults.push({ path: file, message: wordsFor(file, error) });
      return undefined;
    }
  };
  const names = files.filter((file) => file.endsWith('.xml')).map((file) => file.slice(0, -'.xml'.length));
  const known = new Set(names.flatMap((name) => [`${name}.xml`, `${name}.expected.yaml`]));
  const cases = names.flatMap((name): CaseFiles[] => {
    const log = read(`${name}.xml`, (file) => readBounded(file, MOST_LOG_BYTES));
    const isThere = files.includes(`${name}.expected.yaml`);
    const expected = isThere ? read(`${name}.expected.yaml`, readSmall) : undefined;
    return log === undefined || (isThere && expected === undefined) ? [] : [{ name, log, expected }];
  });
  return { cases, faults, strays: files.filter((file) => !known.has(file)) };
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
