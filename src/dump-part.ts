import { createEvtxReader } from '../parsers/evtx/evtx-reader.ts';
import type { ReaderMemory } from '../parsers/evtx/reader-memory.ts';
import {
  createDumpWriter,
  createLogReader,
  type DumpForm,
  type DumpWriter,
  type LogReader,
  type LogStatus,
  type ParseProblem,
  type ReaderOptions,
} from '../parsers/index.ts';
import { faultOf, type InputFault } from './input/find-logs.ts';
import type { LogPart } from './input/log-ranges.ts';
import { nodePlatform } from './input/platform.ts';
import { isLast, placeOf } from './input/read-log.ts';
import { readPieces } from './input/read-pieces.ts';
import { promisedChannel } from './normalize/channels.ts';

/** What comes out of a log, in order: bytes of the output, and what could not be read. */
export type PartItem =
  /** The bytes are borrowed until the next item is asked for. */
  | { readonly type: 'output'; readonly bytes: Uint8Array }
  | { readonly type: 'problem'; readonly file: string; readonly problem: ParseProblem }
  /** A path that gave nothing, or not all. */
  | { readonly type: 'fault'; readonly fault: InputFault };

interface PartOptions {
  readonly writer: DumpWriter;
  readonly recover: boolean;
  readonly memory: ReaderMemory;
  /** Is asked between pieces whether to stop there. */
  readonly isFull?: () => boolean;
}

export interface PartEnd {
  readonly status: LogStatus;
  /** Where it stopped because it was full. */
  readonly next?: number;
}

/** What a worker gives of a part; the buffers are those of the output, to be handed over. */
export interface DumpRead extends PartEnd {
  readonly items: readonly PartItem[];
  readonly buffers: ArrayBuffer[];
}

/** Output is given in pieces of at least so many bytes: each costs its reader a call. */
const PIECE = 128 * 1024;
/** A range that gives more output than this is given in several answers: only a forged log has such ranges. */
const MAX_COLLECTED = 12 * 1024 * 1024;
/** About what a problem takes in a message. */
const PROBLEM = 256;

/** Writes every record of a log or a range of one. */
export async function* dumpPart(
  part: LogPart,
  { writer: { out, take, event }, recover, memory, isFull }: PartOptions,
): AsyncGenerator<PartItem, PartEnd> {
  const { file, range } = part;
  const output = (): PartItem => {
    const bytes = out.bytes.subarray(0, out.length);
    out.length = 0;
    return { type: 'output', bytes };
  };
  // Whether remains are a copy of a live record is known only when all of those were given as events.
  const how = recover ? { recover } : { take };
  const reader = readerFor(part, { platform: nodePlatform, memory, ...promisedChannel(file), ...how });
  const from = range?.from ?? 0;
  let at = from;
  let isUnread = false;
  try {
    for await (const piece of readPieces(part)) {
      for (const item of reader.feed(piece)) {
        if (item.type === 'event') event(item.event);
        else yield { type: 'problem', file, problem: item.problem };
        if (out.length >= PIECE) yield output();
      }
      if (out.length >= PIECE) yield output();
      at += piece.length;
      if (isFull?.() === true) {
        if (out.length > 0) yield output();
        return { status: reader.status(), next: at };
      }
    }
  } catch (error) {
    yield { type: 'fault', fault: faultOf(file, error) };
    // What may not be read is not empty.
    isUnread = at === from;
  }
  for (const item of isLast(range) && !isUnread ? reader.end() : []) {
    if (item.type === 'event') event(item.event);
    else yield { type: 'problem', file, problem: item.problem };
  }
  if (out.length > 0) yield output();
  return { status: reader.status() };
}

/** A range is cut from a binary log, whatever its first bytes look like. */
const readerFor = ({ file, range }: LogPart, options: ReaderOptions): LogReader =>
  range === undefined ? createLogReader(options) : createEvtxReader({ ...options, ...placeOf(file, range) });

const writers = new Map<DumpForm, DumpWriter>();

/** Writes the records of a part to be handed to another thread: all of them, or as many as may wait there. */
export async function collectPart(part: LogPart, form: DumpForm, memory: ReaderMemory): Promise<DumpRead> {
  const items: PartItem[] = [];
  const buffers: ArrayBuffer[] = [];
  let size = 0;
  const writer = writers.get(form) ?? createDumpWriter(form);
  writers.set(form, writer);
  const isFull = (): boolean => size + writer.out.length >= MAX_COLLECTED;
  const written = dumpPart(part, { writer, recover: false, memory, isFull });
  for (;;) {
    const { done, value } = await written.next();
    if (done === true) return { ...value, items, buffers };
    if (value.type === 'output') {
      const bytes = value.bytes.slice();
      items.push({ type: 'output', bytes });
      buffers.push(bytes.buffer);
    } else items.push(value);
    size += value.type === 'output' ? value.bytes.length : PROBLEM;
  }
}
