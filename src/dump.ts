import { createDumpWriter, createLogReader, type DumpForm, type ParseProblem } from '../parsers/index.ts';
import { faultOf, findLogs, type InputFault } from './input/find-logs.ts';
import { nodePlatform } from './input/platform.ts';
import { readPieces } from './input/read-pieces.ts';

/** What comes out of logs: bytes of the output in order, and what could not be read. */
export type DumpItem =
  /** The bytes are borrowed until the next item is asked for. */
  | { readonly type: 'output'; readonly bytes: Uint8Array }
  | { readonly type: 'problem'; readonly file: string; readonly problem: ParseProblem }
  /** A path that gave nothing. */
  | { readonly type: 'fault'; readonly fault: InputFault }
  /** A file that was read and is no log. */
  | { readonly type: 'unreadable'; readonly file: string };

export interface DumpOptions {
  /** Default: flat. */
  readonly form?: DumpForm;
  /** Also write what is no part of a log any more, marked, after its records. Default: false. */
  readonly recover?: boolean;
}

/** Output is given in pieces of at least so many bytes: each costs its reader a call. */
const PIECE = 128 * 1024;

/** Writes every record of every log, whatever it is about. Memory does not grow with the logs. */
export async function* dumpRecords(
  paths: readonly string[],
  { form = 'flat', recover = false }: DumpOptions = {},
): AsyncGenerator<DumpItem> {
  const { files, faults } = findLogs(paths);
  for (const fault of faults) yield { type: 'fault', fault };
  const { out, head, tail, take, event } = createDumpWriter(form);
  const output = (): DumpItem => {
    const bytes = out.bytes.subarray(0, out.length);
    out.length = 0;
    return { type: 'output', bytes };
  };
  if (head !== '') yield text(head);
  for (const file of files) {
    // Whether remains are a copy of a live record is known only when all of those were given as events.
    const reader = createLogReader({ platform: nodePlatform, ...(recover ? { recover } : { take }) });
    try {
      for await (const piece of readPieces(file)) {
        for (const item of reader.feed(piece)) {
          if (item.type === 'event') event(item.event);
          else yield { type: 'problem', file, problem: item.problem };
          if (out.length >= PIECE) yield output();
        }
        if (out.length >= PIECE) yield output();
      }
    } catch (error) {
      yield { type: 'fault', fault: faultOf(file, error) };
    }
    for (const item of reader.end()) {
      if (item.type === 'event') event(item.event);
      else yield { type: 'problem', file, problem: item.problem };
    }
    if (out.length > 0) yield output();
    const { format, records, state } = reader.status();
    if (format === 'unknown' || (records === 0 && state !== 'empty')) yield { type: 'unreadable', file };
  }
  if (tail !== '') yield text(tail);
}

function text(characters: string): DumpItem {
  return { type: 'output', bytes: new TextEncoder().encode(characters) };
}
