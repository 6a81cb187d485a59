import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { faultOf } from './find-logs.ts';

interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** A file that could not be made. */
export class NewFileError extends Error {
  override readonly name = 'NewFileError';
}

/** Writes files with their folders; none where one is there already. Of `optional` ones, only those that are missing. */
export function writeNewFiles(
  files: readonly NewFile[],
  folders: readonly string[],
  optional: readonly NewFile[],
): readonly string[] {
  const taken = files.find((file) => existsSync(file.path));
  if (taken) throw new NewFileError(`'${taken.path}' is there already`);
  const all = [...files, ...optional.filter((file) => !existsSync(file.path))];
  let at = '';
  try {
    for (at of folders) mkdirSync(at, { recursive: true });
    for (const file of all) {
      at = file.path;
      mkdirSync(path.dirname(at), { recursive: true });
      writeFileSync(at, file.text, { flag: 'wx' });
    }
  } catch (error) {
    throw new NewFileError(`cannot write '${at}': ${faultOf(at, error).message}`, { cause: error });
  }
  return all.map((file) => file.path);
}
