import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The pattern files of a folder and a hash over all of them. */
export interface PatternFolder {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly sha256: string;
}

/** Reads every pattern.yaml below a folder, in the order of their paths. */
export function readPatternFolder(folder: string): PatternFolder {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /(^|\/)pattern\.yaml$/.test(name))
    .sort()
    .map((name) => ({ path: name, text: readFileSync(path.join(folder, name), 'utf8') }));
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file.path}\n${file.text}\n`);
  return { files, sha256: hash.digest('hex') };
}
