import { setImmediate } from 'node:timers/promises';
import { createEvtxReader } from '../../parsers/evtx/evtx-reader.ts';
import type { LogReader, LogStatus, ParseItem, ReaderOptions } from '../../parsers/log-reader.ts';
import { sniffFormat } from '../../parsers/sniff.ts';
import { faultOf, type InputFault } from './find-logs.ts';
import type { LogPart, LogRange } from './log-ranges.ts';
import { filePieces, readHeader, streamOf } from './read-pieces.ts';

/** After so many pieces, 16 MB, signals and messages are let in. */
const BREATH = 256;

/** Gets what a log gives, piece by piece. */
export interface LogSink {
  /** The bytes of a piece; valid until the next one. */
  piece(bytes: Uint8Array): void;
  /** What the reader made of it. */
  take(items: Iterable<ParseItem>): void;
}

export interface LogEnd {
  readonly status: LogStatus;
  /** Why the log could not be read to its end. */
  readonly fault: InputFault | undefined;
}

/** Reads a log, or a range of one, to its end, or up to where the system would not read on. */
export async function readLog(part: LogPart, options: ReaderOptions, sink: LogSink): Promise<LogEnd> {
  const steps = readLogSteps(part, options, sink);
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}

/** The same a piece at a time, for who reads several logs side by side. */
export async function* readLogSteps(
  part: LogPart,
  options: ReaderOptions,
  sink: LogSink,
): AsyncGenerator<void, LogEnd, undefined> {
  const { file, range } = part;
  let reader: LogReader | undefined;
  let fault: InputFault | undefined;
  const step = (to: LogReader, piece: Uint8Array): void => {
    sink.piece(piece);
    sink.take(to.feed(piece));
  };
  try {
    const stream = streamOf(part);
    if (stream) {
      for await (const piece of stream) {
        step((reader ??= await readerFor(piece, options)), piece);
        yield;
      }
    } else {
      if (range !== undefined) reader = createEvtxReader({ ...options, ...placeOf(file, range) });
      let pieces = 0;
      for (const piece of filePieces(file, range)) {
        step((reader ??= await readerFor(piece, options)), piece);
        if (++pieces % BREATH === 0) await setImmediate();
        yield;
      }
    }
  } catch (error) {
    fault = faultOf(file, error);
  }
  const isUnread = reader === undefined && fault !== undefined;
  reader ??= await readerFor(new Uint8Array(0), options);
  // What may not be read is not empty.
  if (isLast(range) && !isUnread) sink.take(reader.end());
  return { status: reader.status(), fault };
}

/** Where a reader of the range begins. */
export function placeOf(file: string, { from }: LogRange): Pick<ReaderOptions, 'from'> {
  return from === 0 ? {} : { from: { offset: from, header: readHeader(file) } };
}

/** Whether the log ends with the range: only then something can be missing behind it. */
export const isLast = (range: LogRange | undefined): boolean => range === undefined || range.to === Infinity;

/** Makes the reader for a log that begins like this. What reads XML is loaded when it is needed: it takes 30 ms. */
async function readerFor(head: Uint8Array, options: ReaderOptions): Promise<LogReader> {
  if (sniffFormat(head) === 'evtx') return createEvtxReader(options);
  const { createLogReader } = await import('../../parsers/create-log-reader.ts');
  return createLogReader(options);
}
