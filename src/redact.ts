import { builtInPacks } from './analyze.ts';
import { createCatalog } from './normalize/normalize.ts';
import { patternsOf, type Pack } from './packs/pack.ts';
import { createRedactor, type Redactor, type RedactorOptions } from './redact/redactor.ts';

export interface RedactorForOptions extends Pick<RedactorOptions, 'key' | 'known'> {
  /** Those that the analysis uses. Default: the patterns that ship with the program. */
  readonly packs?: readonly Pack[];
}

/** Makes the redactor for an analysis with these packs. */
export function redactorFor({ packs = builtInPacks(), ...options }: RedactorForOptions): Redactor {
  return createRedactor({
    ...options,
    rows: createCatalog(packs.flatMap((pack) => pack.events ?? [])).rows,
    patterns: [...patternsOf(packs).values()],
  });
}
