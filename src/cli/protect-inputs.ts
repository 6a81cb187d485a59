import { statSync, type Stats } from 'node:fs';
import path from 'node:path';
import { inputAt, isOnePlace } from '../input-at.ts';
import { OutputError, writing } from './output-error.ts';
import { UsageError } from './streams.ts';

/**
 * Refuses, before anything is read, to write where there is no folder or over what is read: the logs are evidence, and often
 * the only copy of it.
 */
export function protectInputs(outputs: readonly string[], inputs: readonly string[]): void {
  for (const output of outputs) {
    requireFolder(output);
    if (writing(output, () => inputAt(output, inputs)) !== undefined)
      throw new UsageError(
        `'${output}' is among what is read, and would be lost: give the output another name`,
      );
  }
}

/**
 * Refuses to write a result over the private mapping, there already or not: without it nobody can turn a report back, and
 * what has its name would be sent.
 */
export function protectMapping(map: string, outputs: readonly string[]): void {
  for (const output of outputs) {
    requireFolder(output);
    if (writing(output, () => isOnePlace(output, map)))
      throw new UsageError(
        `'${output}' is the private mapping, and would be lost: give the output another name`,
      );
  }
}

/** Refuses, before any work is done, to write where there is no folder, or a folder of that name. */
export function requireFolder(output: string): void {
  const at = (place: string): Stats | undefined =>
    writing(output, () => statSync(place, { throwIfNoEntry: false }));
  const [folder, there] = [path.dirname(output), at(output)];
  if (at(folder)?.isDirectory() !== true)
    throw new OutputError(`cannot write '${output}': there is no folder '${folder}', make it first`);
  if (there?.isDirectory() === true)
    throw new OutputError(`cannot write '${output}': that is a folder: name a file in it`);
}
