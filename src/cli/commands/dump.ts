import { closeSync, openSync, writeFileSync } from 'node:fs';
import { dumpRecords } from '../../dump.ts';
import type { DumpForm } from '../../index.ts';
import { plainText } from '../../render.ts';
import { writing } from '../output-error.ts';
import { protectInputs } from '../protect-inputs.ts';
import {
  exitCodes,
  readingOf,
  UsageError,
  write,
  writeBytes,
  type ReadingFlags,
  type Streams,
} from '../streams.ts';

export interface DumpFlags extends ReadingFlags {
  /** Default: by the ending of the file's name, else ndjson. */
  readonly format?: string;
  readonly shape?: string;
  readonly recover?: boolean;
  readonly output?: string;
}

const formats: readonly string[] = ['ndjson', 'xml', 'csv'];
const shapes: readonly string[] = ['flat', 'windows'];

/** Prints every record of the logs, whatever it is about. */
export async function runDump(paths: readonly string[], flags: DumpFlags, streams: Streams): Promise<number> {
  let code: number = exitCodes.ok;
  const form = formOf(flags);
  const recover = flags.recover === true;
  if (recover && form === 'csv')
    throw new UsageError('--recover is for ndjson and xml; csv has no place for the mark');
  if (flags.output !== undefined) protectInputs([flags.output], paths);
  const out = flags.output === undefined ? undefined : openFile(flags.output);
  for await (const item of dumpRecords(paths, { form, recover, ...readingOf(flags) })) {
    switch (item.type) {
      case 'output':
        if (out) out.write(item.bytes);
        else await writeBytes(streams.out, item.bytes);
        break;
      case 'problem': {
        const { reading, detail, offset } = item.problem;
        const message = `${item.file}: ${reading}: ${detail} (at byte ${offset})`;
        await write(streams.err, `rdpwhy: ${plainText(message)}\n`);
        break;
      }
      case 'fault':
        await write(streams.err, `rdpwhy: ${plainText(`${item.fault.path}: ${item.fault.message}`)}\n`);
        code = exitCodes.unreadable;
        break;
      case 'unreadable':
        code = exitCodes.unreadable;
        break;
    }
  }
  out?.close();
  return code;
}

interface OutputFile {
  write(bytes: Uint8Array): void;
  close(): void;
}

/** For PowerShell, whose `>` changes the encoding of what a program prints. */
function openFile(file: string): OutputFile {
  const told = <T>(act: () => T): T => writing(file, act);
  const descriptor = told(() => openSync(file, 'w'));
  return {
    write: (bytes) => told(() => writeFileSync(descriptor, bytes)),
    close: () => told(() => closeSync(descriptor)),
  };
}

function formOf(flags: DumpFlags): DumpForm {
  const { shape } = flags;
  const format = formatOf(flags);
  if (!formats.includes(format)) {
    throw new UsageError(`unknown format '${format}'; known: ${formats.join(', ')}`);
  }
  if (shape !== undefined && !shapes.includes(shape)) {
    throw new UsageError(`unknown shape '${shape}'; known: ${shapes.join(', ')}`);
  }
  if (shape !== undefined && format !== 'ndjson') {
    throw new UsageError(`--shape is for ndjson; ${format} has one shape only`);
  }
  if (format === 'xml' || format === 'csv') return format;
  return shape === 'windows' ? 'windows' : 'flat';
}

const formatsByEnding: Readonly<Record<string, string>> = {
  json: 'ndjson',
  jsonl: 'ndjson',
  ndjson: 'ndjson',
  xml: 'xml',
  csv: 'csv',
};

/** Who names a file tells the format by its ending; one that says nothing of it may have any. */
function formatOf({ format, output = '' }: DumpFlags): string {
  const ending = /\.(\w+)$/.exec(output)?.[1]?.toLowerCase() ?? '';
  const told = Object.hasOwn(formatsByEnding, ending) ? formatsByEnding[ending] : undefined;
  if (format !== undefined && told !== undefined && format !== told)
    throw new UsageError(
      `--format ${format} and the ending of '${output}' ask for two formats: give one of them`,
    );
  return format ?? told ?? 'ndjson';
}
