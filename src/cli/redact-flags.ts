import { randomBytes } from 'node:crypto';
import type { Pack } from '../index.ts';
import type { RedactionMap, Redactor } from '../redact.ts';
import { plainText } from '../render.ts';
import { UsageError, write, type Streams } from './streams.ts';

/** The options that put pseudonyms into a result. */
export interface RedactFlags {
  readonly redact?: boolean;
  readonly redactMap?: string;
  readonly quiet?: boolean;
}

/** A redactor, and what is to be done when all is read. */
interface Redaction {
  readonly redactor: Redactor;
  /** Writes the private mapping where one was asked for: before any output, that none is without it. */
  readonly keep: (streams: Streams) => Promise<void>;
}

const KEY_BYTES = 32;

/** Reads the flags; without a mapping to go on from, the key is new. */
export async function redactionOf(
  { redact, redactMap: file, quiet }: RedactFlags,
  packs: readonly Pack[] | undefined,
): Promise<Redaction | undefined> {
  if (redact !== true && file === undefined) return undefined;
  // What makes pseudonyms is loaded when it is needed.
  const { redactorFor, writeRedactionMap } = await import('../redact.ts');
  const earlier = file === undefined ? undefined : await mapOf(file);
  const key = earlier?.key ?? randomBytes(KEY_BYTES);
  const redactor = redactorFor({ key, ...(earlier && { known: earlier.tokens }), ...(packs && { packs }) });
  return {
    redactor,
    async keep({ err }) {
      if (file === undefined) return;
      await asUsage(() => writeRedactionMap(file, { key, tokens: redactor.mapping() }));
      const word = 'holds the real names behind the pseudonyms: keep it to yourself';
      if (quiet !== true) await write(err, `rdpwhy: ${plainText(file)} ${word}\n`);
    },
  };
}

/** Reads a private mapping; a mistake is one of the person's. */
export async function mapOf(file: string): Promise<RedactionMap | undefined> {
  const { readRedactionMap } = await import('../redact.ts');
  return asUsage(() => readRedactionMap(file));
}

/** Tells the faults of a mapping as what they are: mistakes on the command line. */
async function asUsage<T>(act: () => T | Promise<T>): Promise<T> {
  const { RedactionMapError, TokenCollision } = await import('../redact.ts');
  try {
    return await act();
  } catch (error) {
    const isTheirs = error instanceof RedactionMapError || error instanceof TokenCollision;
    throw isTheirs ? new UsageError(error.message) : error;
  }
}
