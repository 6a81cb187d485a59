import { builtInPacks } from './analyze.ts';
import { readMapText, writeMapText } from './input/redaction-map.ts';
import { createCatalog } from './normalize/normalize.ts';
import { patternsOf, type Pack } from './packs/pack.ts';
import { plainJson } from './report/json.ts';
import { plainText } from './report/plain-text.ts';
import { revealText, type RevealFormat } from './redact/reveal-text.ts';
import { createRevealer } from './redact/revealer.ts';
import { mapText, parseMap, type RedactionMap } from './redact/redaction-map.ts';
import { createRedactor, type Redactor, type RedactorOptions } from './redact/redactor.ts';

export { faultOf } from './input/find-logs.ts';
export { TokenCollision } from './redact/tokens.ts';
export type { RedactionMap, Redactor, RevealFormat };

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

/** A private mapping that cannot be had, with what is wrong. */
export class RedactionMapError extends Error {
  override readonly name = 'RedactionMapError';
}

/** Reads a private mapping; undefined where there is no such file. */
export function readRedactionMap(file: string): RedactionMap | undefined {
  const text = orExplain(file, 'read', () => readMapText(file));
  const map = text === undefined ? undefined : parseMap(text);
  if (typeof map === 'string') throw new RedactionMapError(`'${file}' ${map}`);
  return map;
}

/** Writes it, readable for its owner alone. */
export const writeRedactionMap = (file: string, map: RedactionMap): void =>
  orExplain(file, 'write', () => writeMapText(file, mapText(map)));

function orExplain<T>(file: string, what: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RedactionMapError(`cannot ${what} '${file}': ${why}`);
  }
}

/**
 * Turns a redacted report, in any form that the program writes, back into one with the real names. Where no pseudonym of
 * the mapping stands in it, it is given as it is, and what it says of its names stays true.
 */
export function reveal(
  text: string,
  format: RevealFormat,
  { tokens }: RedactionMap,
): { readonly text: string; readonly isRevealed: boolean } {
  const turnBack = createRevealer(tokens);
  let isRevealed = false;
  const revealed = revealText(text, format, {
    reveal: (part, write = (original) => original) =>
      turnBack(part, (original) => {
        isRevealed = true;
        return write(original);
      }),
    plain: plainText,
    plainJson,
  });
  return { text: isRevealed ? revealed : text, isRevealed };
}
