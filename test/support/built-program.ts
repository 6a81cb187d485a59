import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync } from 'node:fs';
import { beforeAll, expect } from 'vitest';

/** Runs the built program to its end, as a person does. */
export const rdpwhy = (...args: readonly string[]): SpawnSyncReturns<string> => rdpwhyOn(undefined, ...args);

/** The same, with bytes on its standard input. */
export const rdpwhyOn = (
  input: Uint8Array | undefined,
  ...args: readonly string[]
): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, ['bin/rdpwhy.js', ...args], { encoding: 'utf8', input, maxBuffer: 1 << 28 });

/** Says what is missing where the program was not built. */
export const needsBuild = (): void =>
  beforeAll(() => expect(existsSync('dist/patterns.json'), 'npm run build comes first').toBe(true));
