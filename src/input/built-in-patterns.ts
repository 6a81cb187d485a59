import { readFileSync } from 'node:fs';

/** The compiled patterns that ship with the program, as JSON text; the build makes them from patterns/. */
export function readBuiltInPatterns(): string {
  return readFileSync(new URL('../../patterns.json', import.meta.url), 'utf8');
}
