import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** A file that could not be made, as one is there or, with a cause, as the system did not let it. */
export class NewFileError extends Error {
  override readonly name = 'NewFileError';
  readonly path: string;

  constructor(message: string, place: string, options?: ErrorOptions) {
    super(message, options);
    this.path = place;
  }
}

/** Writes files with their folders; none where one is there already. Of `optional` ones, only those that are missing. */
export function writeNewFiles(
  files: readonly NewFile[],
  folders: readonly string[],
  optional: readonly NewFile[],
): readonly string[] {
  const taken = files.find((file) => existsSync(file.path));
  if (taken) throw new NewFileError(`'${taken.path}' is there already`, taken.path);
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
    throw new NewFileError(`cannot write '${at}'`, at, { cause: error });
  }
  return all.map((file) => file.path);
}
