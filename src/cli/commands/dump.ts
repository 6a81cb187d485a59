import { dumpRecords } from '../../dump.ts';
import { plainText } from '../../render.ts';
import { exitCodes, UsageError, write, type Streams } from '../streams.ts';

/** Prints every record of the logs, whatever it is about, one JSON object a line. */
export async function runDump(
  paths: readonly string[],
  flags: { readonly format: string },
  streams: Streams,
): Promise<number> {
  if (flags.format !== 'ndjson') throw new UsageError(`unknown format '${flags.format}'; known: ndjson`);
  let code: number = exitCodes.ok;
  for await (const item of dumpRecords(paths)) {
    switch (item.type) {
      case 'record':
        await write(streams.out, `${item.json}\n`);
        break;
      case 'problem': {
        const { reading, detail, offset } = item.problem;
        const message = `${item.file}: ${reading}: ${detail} (at byte ${offset})`;
        await write(streams.err, `rdpwhy: ${plainText(message)}\n`);
        if (item.problem.code === 'unknown-format' || item.problem.code === 'empty-input') {
          code = exitCodes.unreadable;
        }
        break;
      }
      case 'fault':
        await write(streams.err, `rdpwhy: ${plainText(`${item.fault.path}: ${item.fault.message}`)}\n`);
        code = exitCodes.unreadable;
        break;
    }
  }
  return code;
}
