import { joinStates } from '../parsers/evtx/join-parts.ts';
import { createReaderMemory } from '../parsers/evtx/reader-memory.ts';
import { createDumpWriter, type DumpForm, type LogStatus } from '../parsers/index.ts';
import { dumpPart, type DumpRead, type PartItem } from './dump-part.ts';
import { openLogs, type OpenOptions } from './input/open-logs.ts';
import type { LogPart } from './input/log-ranges.ts';
import { planReading, type PlannedInput, type ThreadOptions } from './read-plan.ts';

/** What comes out of logs: bytes of the output in order, and what could not be read. */
export type DumpItem =
  | PartItem
  /** A file that was read and is no log. */
  | { readonly type: 'unreadable'; readonly file: string };

export interface DumpOptions extends ThreadOptions, OpenOptions {
  /** Default: flat. */
  readonly form?: DumpForm;
  /** Also write what is no part of a log any more, marked, after its records. Default: false. */
  readonly recover?: boolean;
}

/** Output waits until that of all ranges before it is written: they are small, so that what waits is little. */
const RANGE_SIZE = 4 * 1024 * 1024;

/** Writes every record of every log, whatever it is about. Memory does not grow with the logs. */
export async function* dumpRecords(
  paths: readonly string[],
  { form = 'flat', recover = false, password, ...wanted }: DumpOptions = {},
): AsyncGenerator<DumpItem> {
  const { logs, faults, close } = await openLogs(paths, { ...(password !== undefined && { password }) });
  for (const fault of faults) yield { type: 'fault', fault };
  const writer = createDumpWriter(form);
  const memory = createReaderMemory();
  // Whether remains are a copy of a live record is known to no range of a log.
  const plan = recover
    ? planReading(logs, { threads: 1 })
    : planReading(logs, { rangeSize: RANGE_SIZE, ...wanted }, 'age');
  const ranges = plan.threads > 1 ? plan.inputs.flatMap(rangesOf) : [];
  const ahead = ranges.length > 0 ? await startAhead(ranges, form, plan.threads) : undefined;
  try {
    if (writer.head !== '') yield text(writer.head);
    for (const input of plan.inputs) {
      const statuses: LogStatus[] = [];
      if (ahead && rangesOf(input).length > 0) statuses.push(...(yield* ahead.dump(input)));
      else {
        for (const part of input.parts)
          statuses.push((yield* dumpPart(part, { writer, recover, memory })).status);
      }
      if (!isReadable(statuses)) yield { type: 'unreadable', file: input.log.file };
    }
    if (writer.tail !== '') yield text(writer.tail);
  } finally {
    await ahead?.stop();
    close();
  }
}

const rangesOf = ({ parts }: PlannedInput): readonly LogPart[] => (parts.length > 1 ? parts : []);

function isReadable(parts: readonly LogStatus[]): boolean {
  if (parts[0]?.format === 'unknown') return false;
  return parts.some(({ records }) => records > 0) || joinStates(parts.map(({ state }) => state)) === 'empty';
}

interface DumpAhead {
  /** Gives what comes out of the next log in ranges. */
  dump(input: PlannedInput): AsyncGenerator<PartItem, readonly LogStatus[]>;
  stop(): Promise<void>;
}

type Asked = () => Promise<DumpRead>;

/** Lets threads write ranges before they are asked for, and be one ahead each: so much output waits at most. */
async function startAhead(ranges: readonly LogPart[], form: DumpForm, threads: number): Promise<DumpAhead> {
  const { startWorkers } = await import('./read-workers.ts');
  const workers = startWorkers(Math.min(threads, ranges.length));
  const ask = (part: LogPart): Asked => workers.ask({ kind: 'dump', part, form });
  const asked = new Map<LogPart, Asked>();
  let next = 0;
  const askAhead = (): void => {
    for (; next < ranges.length && asked.size < 2 * threads; next += 1) {
      const part = ranges[next];
      if (part) asked.set(part, ask(part));
    }
  };
  askAhead();
  return {
    async *dump({ parts }) {
      const statuses: LogStatus[] = [];
      for (const part of parts) {
        let read = await (asked.get(part) ?? ask(part))();
        yield* read.items;
        statuses.push(read.status);
        while (part.range !== undefined && read.next !== undefined) {
          read = await ask({ ...part, range: { ...part.range, from: read.next } })();
          yield* read.items;
          statuses.push(read.status);
        }
        asked.delete(part);
        askAhead();
      }
      return statuses;
    },
    stop: async () => workers.stop(),
  };
}

function text(characters: string): DumpItem {
  return { type: 'output', bytes: new TextEncoder().encode(characters) };
}
