import type { ParseItem, ReaderOptions } from '../../parsers/log-reader.ts';
import type { RawEvent } from '../../parsers/raw-event.ts';
import { isEvtxEvent } from '../../parsers/evtx/event.ts';
import { createEvtxReader } from '../../parsers/evtx/evtx-reader.ts';
import { CHUNK, FILE_HEADER } from './evtx-image.ts';
import { METERED, resetWork, work } from './work-meter.ts';

/**
 * Reads of numbers allowed for a byte of input, in all readings of one check together. The chunk's own limits allow
 * some 15 tokens and 150 nodes or characters a byte; real logs need 3 to 6 reads.
 */
const READS_PER_BYTE = 1000;
/** Characters given out for a byte of input, and for one event: the chunk's and the event's limits. */
const CHARACTERS_PER_BYTE = 200;
const CHARACTERS_PER_EVENT = 2_100_000;
/** Guards against work that is not counted; the limits above forbid all that is. */
const MILLISECONDS = 20_000;

/** What one reading of a log gave. */
interface Reading {
  readonly events: readonly string[];
  readonly wanted: readonly string[];
  readonly observed: readonly string[];
  readonly records: number;
  /** A limit was met: what is given from there on depends on what was asked for before. */
  readonly limited: boolean;
}

/** Says what is wrong with how the reader takes a log, undefined when nothing is. */
export function checkEvtx(bytes: Uint8Array): string | undefined {
  resetWork();
  const started = performance.now();
  try {
    const full = readLog([bytes], { recover: true }, true);
    const some = readLog(halves(bytes), { want: wantSome }, false);
    if (!full.limited && !some.limited) compare(full, some);
    compareChunks(bytes, full);
  } catch (error) {
    if (error instanceof Wrong) return error.message;
    return `throws ${error instanceof Error ? (error.stack ?? '').split('\n').slice(0, 3).join(' ') : String(error)}`;
  }
  const reads = Math.round((work.reads + work.decoded + work.summed) / Math.max(FILE_MINIMUM, bytes.length));
  if (reads > READS_PER_BYTE) return `works ${reads} times for a byte, more than ${READS_PER_BYTE}`;
  if (performance.now() - started > MILLISECONDS) return `takes more than ${MILLISECONDS} ms`;
  return undefined;
}

/** Shorter inputs are no logs; what little they cost is no matter of bytes. */
const FILE_MINIMUM = 4096;

class Wrong extends Error {}

function readLog(pieces: readonly Uint8Array[], options: ReaderOptions, walk: boolean): Reading {
  const observed: string[] = [];
  const reading = { events: [] as string[], wanted: [] as string[], observed, records: 0, limited: false };
  const observe = (...record: readonly unknown[]): void => void observed.push(record.join(' '));
  const reader = createEvtxReader({ ...options, platform: METERED, observe });
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  let characters = 0;
  let missed: string | undefined;
  // An event tells its first problem only: a limit may hide behind any.
  let problems = 0;
  const take = (items: Iterable<ParseItem>): void => {
    for (const item of items) {
      if (item.type === 'problem') {
        problems += 1;
        const { offset, reading: what, detail, code } = item.problem;
        if (!(offset >= 0 && offset <= size)) throw new Wrong(`puts a problem at ${offset} of ${size}`);
        if (what === '' || !/^expected .*, found /.test(detail))
          throw new Wrong(`tells no detail: ${detail}`);
        reading.limited ||= code === 'too-large' || detail.includes('too much');
        continue;
      }
      const { event } = item;
      const spelled = spell(event);
      characters += spelled.length + (walk ? walkLength(event) : 0);
      if (spelled.length > CHARACTERS_PER_EVENT * 1.2)
        throw new Wrong(`gives ${spelled.length} characters for one event`);
      const first = event.fields()[0];
      if (first !== undefined && event.get(first.name) !== first.value) missed = first.name;
      if (event.recovered === true) continue;
      reading.events.push(spelled);
      if (wantSome(event.provider, event.eventId)) reading.wanted.push(spelled);
    }
  };
  for (const piece of pieces) take(reader.feed(piece));
  take(reader.end());
  if (characters > CHARACTERS_PER_BYTE * Math.max(FILE_MINIMUM, size))
    throw new Wrong(`gives ${characters} characters`);
  if (missed !== undefined && problems === 0) throw new Wrong(`gets no field ${missed}`);
  reading.records = reader.status().records;
  return reading;
}

/** The same events are due whatever else was asked for, and in whatever pieces the log came. */
function compare(full: Reading, some: Reading): void {
  if (full.records !== some.records)
    throw new Wrong(`counts ${full.records} records, and ${some.records} when selective`);
  if (full.observed.join('\n') !== some.observed.join('\n'))
    throw new Wrong('shows other records when selective');
  if (full.wanted.join('\n') !== some.events.join('\n')) throw new Wrong('gives other events when selective');
}

/** What is kept from chunk to chunk must not change what is read: each gives alone what it gives among others. */
function compareChunks(bytes: Uint8Array, full: Reading): void {
  if (bytes.length < FILE_HEADER + 2 * CHUNK) return;
  const alone: string[] = [];
  for (let at = FILE_HEADER; at < bytes.length; at += CHUNK) {
    const pieces = [bytes.subarray(0, FILE_HEADER), bytes.subarray(at, at + CHUNK)];
    const one = readLog(pieces, {}, true);
    if (one.limited || full.limited) return;
    alone.push(...one.events);
  }
  if (alone.join('\n') !== full.events.join('\n'))
    throw new Wrong('gives other events of a chunk among others');
}

function spell(event: RawEvent): string {
  const fields = event.fields();
  const parts = [event.provider, event.channel, event.computer, event.eventId, event.recordId, event.time];
  return `${parts.join(' ')} ${fields.map(({ name, value }) => `${name}=${value}`).join('|')}`;
}

/** Walks an event and says how many characters it came to; unbalanced elements are wrong. */
function walkLength(event: RawEvent): number {
  if (!isEvtxEvent(event)) return 0;
  let length = 0;
  let depth = 0;
  event.walk({
    open: (name, attributes) => {
      depth += 1;
      length += name.length;
      for (const attribute of attributes) length += attribute.name.length + attribute.value.length;
    },
    text: (text) => void (length += text.length),
    instruction: (target, data) => void (length += target.length + data.length),
    close: () => void (depth -= 1),
  });
  if (depth !== 0) throw new Wrong(`leaves ${depth} elements open`);
  return length;
}

function wantSome(provider: string, eventId: number): boolean {
  return (provider.length + eventId) % 2 === 0;
}

function halves(bytes: Uint8Array): readonly Uint8Array[] {
  const middle = (bytes.length * 7) >> 4;
  return [bytes.subarray(0, middle), bytes.subarray(middle)];
}
