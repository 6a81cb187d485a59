import { writeFileSync } from 'node:fs';
import { collectSides, scriptFor } from '../../collect.ts';
import { writing } from '../output-error.ts';
import { requireFolder } from '../protect-inputs.ts';
import { exitCodes, UsageError, write, type Streams } from '../streams.ts';

export interface CollectFlags {
  readonly side: string;
  readonly hours: number;
  readonly output?: string;
}

/** Prints the script that collects logs on a machine without Node. */
export async function runCollect({ side, hours, output }: CollectFlags, streams: Streams): Promise<number> {
  const known = collectSides.find((one) => one === side);
  if (known === undefined) throw new UsageError(`unknown side '${side}'; known: ${collectSides.join(', ')}`);
  const script = scriptFor(known, hours);
  if (output === undefined) {
    await write(streams.out, script);
    return exitCodes.ok;
  }
  requireFolder(output);
  // The zip is what the script makes where it runs; and a name of a log would be the end of that log.
  if (!/\.ps1$/i.test(output))
    throw new UsageError(
      `what is written is a PowerShell script: let the name end in .ps1, found '${output}'`,
    );
  writing(output, () => writeFileSync(output, script));
  return exitCodes.ok;
}
