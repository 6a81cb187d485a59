import { randomBytes } from 'node:crypto';
import type { Pack } from '../index.ts';
import type * as RedactModuleTypes from '../redact.ts';
import type { RedactionMap, Redactor } from '../redact.ts';
import { plainText } from '../render.ts';
import { writing } from './output-error.ts';
import { protectMapping, requireFolder } from './protect-inputs.ts';
import { UsageError, write, type Streams } from './streams.ts';

/** The options that put pseudonyms into a result. */
export interface RedactFlags {
  readonly redact?: boolean;
  readonly redactMap?: string;
  readonly quiet?: boolean;
}

/** What else the run writes, and must not be written over the mapping. */
interface OtherPlaces {
  readonly output?: string | readonly string[];
  readonly state?: string;
}

/** A redactor, and what is to be done when all is read. */
interface Redaction {
  readonly redactor: Redactor;
  /** Writes the mapping where it holds more than when it was written last, without a word. */
  readonly save: () => void;
  /** Writes the private mapping where one was asked for: before any output, that none is without it. */
  readonly keep: (streams: Streams) => Promise<void>;
}

const KEY_BYTES = 32;

/** Reads the flags; without a mapping to go on from, the key is new. */
export async function redactionOf(
  { redact, redactMap: file, quiet, output = [], state }: RedactFlags & OtherPlaces,
  packs: readonly Pack[] | undefined,
): Promise<Redaction | undefined> {
  if (redact !== true && file === undefined) return undefined;
  if (file !== undefined) {
    requireFolder(file);
    protectMapping(file, [output, state ?? []].flat());
  }
  // What makes pseudonyms is loaded when it is needed.
  const module = await import('../redact.ts');
  const earlier = file === undefined ? undefined : await mapOf(file);
  const key = earlier?.key ?? randomBytes(KEY_BYTES);
  const redactor = module.redactorFor({
    key,
    ...(earlier && { known: earlier.tokens }),
    ...(packs && { packs }),
  });
  let written = -1;
  const save = (): void => {
    const tokens = redactor.mapping();
    if (file === undefined || tokens.size === written) return;
    writing(file, () => asUsage(module, () => module.writeRedactionMap(file, { key, tokens })));
    written = tokens.size;
  };
  return {
    redactor,
    save,
    async keep({ err }) {
      if (file === undefined) return;
      save();
      const word = 'holds the real names behind the pseudonyms: keep it to yourself';
      if (quiet !== true) await write(err, `rdpwhy: ${plainText(file)} ${word}\n`);
    },
  };
}

/** Reads a private mapping; a mistake is one of the person's. */
export async function mapOf(file: string): Promise<RedactionMap | undefined> {
  const module = await import('../redact.ts');
  return asUsage(module, () => module.readRedactionMap(file));
}

type RedactModule = typeof RedactModuleTypes;

/** Tells the faults of a mapping as what they are: mistakes on the command line. */
function asUsage<T>({ RedactionMapError, TokenCollision }: RedactModule, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const isTheirs = error instanceof RedactionMapError || error instanceof TokenCollision;
    throw isTheirs ? new UsageError(error.message) : error;
  }
}
