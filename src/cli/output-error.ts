import path from 'node:path';

/** An output that cannot be written: which, why, and what to do; ends with `exitCodes.failed`. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** Does what writes a file, and says in words why it could not. */
export function writing<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw outputError(file, error);
  }
}

/** The same error for people where it is one of the system, else as it is: a mistake of our own. */
export const outputError = (file: string, error: unknown): unknown =>
  error instanceof Error && 'code' in error
    ? new OutputError(`cannot write '${file}': ${whyUnwritten(file, error)}`)
    : error;

/** Says why the system did not write a file, and what to do about it. */
export function whyUnwritten(file: string, error: Error): string {
  switch ('code' in error ? error.code : '') {
    case 'ENOENT':
    case 'ENOTDIR':
      return `there is no folder '${path.dirname(file)}', make it first`;
    case 'EISDIR':
      return 'that is a folder: name a file in it';
    case 'EACCES':
    case 'EPERM':
      return 'you may not write there, or another program has it open: close it there, or choose another place';
    case 'EBUSY':
      return 'another program has it open: close it there, or choose another name';
    case 'EROFS':
      return 'that place can only be read: choose another';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full, and what is there of the file is not whole: make room, or choose another place';
    case 'EFBIG':
      return 'the file may not grow that large there, and what is there of it is not whole: choose another place';
    case 'ENAMETOOLONG':
      return 'the name is too long: choose a shorter one';
    default:
      // The system's own words, without the call and the path that it repeats.
      return `${error.message.split(',')[0] ?? ''}; choose another place`;
  }
}
