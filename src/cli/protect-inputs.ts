import { statSync } from 'node:fs';
import path from 'node:path';
import { inputAt, isOnePlace } from '../input-at.ts';
import { UsageError } from './streams.ts';

/**
 * Refuses, before anything is read, to write where there is no folder or over what is read: the logs are evidence, and often
 * the only copy of it.
 */
export function protectInputs(outputs: readonly string[], inputs: readonly string[]): void {
  for (const output of outputs) {
    requireFolder(output);
    if (reached(output, () => inputAt(output, inputs)) !== undefined)
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
    if (reached(output, () => isOnePlace(output, map)))
      throw new UsageError(
        `'${output}' is the private mapping, and would be lost: give the output another name`,
      );
  }
}

/** Refuses, before any work is done, to write where there is no folder. */
export function requireFolder(output: string): void {
  const folder = path.dirname(output);
  if (reached(output, () => statSync(folder, { throwIfNoEntry: false }))?.isDirectory() !== true)
    throw new UsageError(`cannot write '${output}': there is no folder '${folder}', make it first`);
}

/** What is found out of a place; one that may not be looked at is told in words. */
function reached<T>(output: string, look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new UsageError(`cannot write '${output}': ${error.message.split(',')[0] ?? ''}`);
  }
}
