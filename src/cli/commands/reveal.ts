import { closeSync, fchmodSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { faultOf, type RevealFormat } from '../../redact.ts';
import { plainText } from '../../render.ts';
import { mapOf } from '../redact-flags.ts';
import { writing } from '../output-error.ts';
import { protectInputs, protectMapping } from '../protect-inputs.ts';
import { exitCodes, UsageError, write, type Streams } from '../streams.ts';

export interface RevealFlags {
  readonly redactMap: string;
  readonly output?: string;
}

/** Turns a redacted report back with the private mapping of its run. */
export async function runReveal(report: string, flags: RevealFlags, streams: Streams): Promise<number> {
  const map = await mapOf(flags.redactMap);
  if (!map) throw new UsageError(`there is no '${plainText(flags.redactMap)}', or it may not be read`);
  if (flags.output !== undefined) {
    protectInputs([flags.output], [report]);
    protectMapping(flags.redactMap, [flags.output]);
  }
  const text = readText(report);
  const { reveal } = await import('../../redact.ts');
  let revealed: ReturnType<typeof reveal>;
  try {
    revealed = reveal(text, formatOf(report, text), map);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`'${report}' is no JSON of rdpwhy: ${error.message}`);
  }
  if (flags.output === undefined) await write(streams.out, revealed.text);
  else writeText(flags.output, revealed.text);
  if (!revealed.isRevealed)
    await write(
      streams.err,
      `rdpwhy: nothing was turned back: no pseudonym of ${plainText(flags.redactMap)} stands in ${report === '-' ? 'what was piped in' : plainText(report)}; is it the mapping of another run?\n`,
    );
  return exitCodes.ok;
}

const formats: Readonly<Record<string, RevealFormat>> = {
  json: 'json',
  ndjson: 'json-lines',
  jsonl: 'json-lines',
  html: 'html',
  htm: 'html',
  xml: 'xml',
  md: 'markdown',
  csv: 'csv',
  txt: 'text',
};

/** By the ending of the file's name, else by what it begins with. */
function formatOf(file: string, text: string): RevealFormat {
  const ending = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  const named = Object.hasOwn(formats, ending) ? formats[ending] : undefined;
  if (named !== undefined) return named;
  if (ending === 'zip') throw new UsageError(`'${file}' is packed: unpack it and reveal its files`);
  if (/^\s*</.test(text)) return 'html';
  if (!/^\s*\{/.test(text)) return 'text';
  return /^\s*\{\s*\n/.test(text) ? 'json' : 'json-lines';
}

function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read '${file}': ${faultOf(file, error).message}`);
  }
}

/** It holds what the report was redacted for: for its owner alone. */
function writeText(file: string, text: string): void {
  writing(file, () => {
    const descriptor = openSync(file, 'w', 0o600);
    try {
      // One that was there keeps its mode otherwise.
      fchmodSync(descriptor, 0o600);
      writeFileSync(descriptor, text);
    } finally {
      closeSync(descriptor);
    }
  });
}
