import { sniffFormat } from '../../parsers/sniff.ts';
import { createKeeper, type Bytes } from './bytes.ts';
import { peek, type Peeked } from './peek.ts';

/** What is piped in: an archive that is read at any place, or anything else, which is read once. */
export type StandardInput = Peeked & { readonly archive?: Bytes };

let looked: Promise<StandardInput> | undefined;

/** Looks at what is piped in. It comes once, and several want to know: what was seen is kept for all. */
export const standardInput = async (): Promise<StandardInput> => (looked ??= look());

async function look(): Promise<StandardInput> {
  const input = await peek(process.stdin);
  if (sniffFormat(input.head) !== 'zip') return input;
  // One that is cut short has no directory: that says enough.
  const { bytes } = await createKeeper().keep(input.pieces);
  return { ...input, archive: bytes };
}
