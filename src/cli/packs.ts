import type { Pack } from '../index.ts';
import { plainText } from '../render.ts';
import { UsageError } from './streams.ts';

/** The built-in patterns and those of the folders a person named; undefined where none was named. */
export async function packsOf(folders: readonly string[] | undefined): Promise<readonly Pack[] | undefined> {
  if (folders === undefined || folders.length === 0) return undefined;
  const { builtInPacks } = await import('../analyze.ts');
  const builtIn = builtInPacks();
  return [...builtIn, ...(await readPacksOrFail(folders, builtIn))];
}

/** Reads packs; any mistake in them is the person's, and all of them are listed. */
export async function readPacksOrFail(
  folders: readonly string[],
  before: readonly Pack[],
): Promise<readonly Pack[]> {
  // What reads YAML is loaded when it is needed.
  const { mistakeLine, readPacks } = await import('../read-packs.ts');
  const { packs, mistakes } = readPacks(folders, before);
  if (mistakes.length === 0) return packs;
  const lines = mistakes.map((mistake) => plainText(mistakeLine(mistake)));
  const count = `${lines.length} ${lines.length === 1 ? 'mistake' : 'mistakes'}`;
  throw new UsageError(`${count} in the patterns; none of them is used\n${lines.join('\n')}`);
}
