import type { ReaderOptions } from '../log-reader.ts';
import type { RawEvent } from '../raw-event.ts';
import { CHUNK_HEADER, CHUNK_SIZE } from './chunk.ts';
import { newestHeads, viewOf, type ChunkHead, type LogBytes } from './chunk-heads.ts';
import { crc32 as plainCrc32 } from './crc32.ts';
import { createEvtxReader } from './evtx-reader.ts';
import { FILE_HEADER_BLOCK } from './file-header.ts';
import { filetimeMicroseconds } from './filetime.ts';
import { createReaderMemory } from './reader-memory.ts';
import { wholeRecords, type WholeRecords } from './whole-records.ts';

/** What a look into a growing log gives. An event's fields are valid until the next item is asked for. */
export type LiveItem =
  | { readonly type: 'event'; readonly event: RawEvent }
  /** Records that were never seen; ids as the log counts them, both ends included. */
  | {
      readonly type: 'gap';
      readonly reason: 'overwritten' | 'cleared' | 'unreadable';
      readonly from: number;
      readonly to: number;
    }
  /** The log was cleared, and every record before that had been seen. */
  | { readonly type: 'cleared' }
  /** It is another log now, whose ids count anew; all of it is given. */
  | { readonly type: 'recreated' };

export type LiveLogOptions = Pick<ReaderOptions, 'want' | 'wantedIds' | 'observe' | 'platform'>;

/** A binary event log that is read while Windows writes it. */
export interface LiveLog {
  /** Gives what came since the last look, each record once, in the order of their ids. */
  poll(log: LogBytes): Iterable<LiveItem>;
  /** When the first record that is there and was not given was written, in microseconds; undefined: none is known of. */
  readonly heldTime: number | undefined;
  /** Where it stands, for another one to go on after it. */
  readonly place: LivePlace;
}

/** How far a log was read. */
export interface LivePlace {
  /** The id of the last record that was given, by the records' own headers; 0: none was. */
  readonly last: number;
  /** A later one that was seen once, and its checksum then. */
  readonly held?: { readonly id: number; readonly sum: number };
}

/** So many looks a record that is not whole is waited for; then it is damaged, not on its way. */
const PATIENCE = 20;
/** A chunk that was read, and its records. */
interface ReadChunk {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly whole: WholeRecords;
}

/**
 * Makes a follower of one log. Neither the log's header nor its size tells when it grows: the first records of its chunks
 * are looked at, and the newest chunk as a whole. While no checksum vouches for the newest record, it waits for one look.
 *
 * @param place Where another one stood. Default: at the beginning.
 */
export function createLiveLog(options: LiveLogOptions, place: LivePlace = { last: 0 }): LiveLog {
  const crc32 = options.platform?.crc32 ?? plainCrc32;
  const memory = createReaderMemory();
  let { last, held } = place;
  let newest: ChunkHead | undefined;
  let heldTime: number | undefined;
  let waits = 0;

  const restart = (): void => {
    last = 0;
    newest = undefined;
    held = undefined;
    waits = 0;
  };
  const readChunk = (log: LogBytes, { index }: ChunkHead): ReadChunk | undefined => {
    const start = FILE_HEADER_BLOCK + index * CHUNK_SIZE;
    const bytes = log.read(start, CHUNK_SIZE);
    const whole = wholeRecords({ bytes, view: viewOf(bytes), crc32 });
    // Only the very next record of the log says that its chunk is in use before the header does.
    return !whole || (whole.isDenied && whole.first !== last + 1) ? undefined : { bytes, start, whole };
  };
  /** Where the records end that may be given; the newest is given when it was seen twice. */
  const ripe = ({ bytes, whole }: ReadChunk): Pick<WholeRecords, 'last' | 'end'> => {
    if (whole.isSettled || whole.last <= last) return whole;
    const sum = crc32(bytes.subarray(whole.lastStart, whole.end));
    if (held?.id === whole.last && held.sum === sum) return whole;
    held = { id: whole.last, sum };
    heldTime = writtenTime(viewOf(bytes), whole.lastStart);
    return { last: whole.last - 1, end: whole.lastStart };
  };
  const give = function* (chunk: ReadChunk, upTo: Pick<WholeRecords, 'last' | 'end'>): Generator<LiveItem> {
    if (upTo.last <= last) return;
    const given = last;
    last = upTo.last;
    waits = 0;
    const bytes = chunk.bytes.slice();
    viewOf(bytes).setUint32(48, upTo.end, true);
    const from = { offset: chunk.start, header: HEADER_WITHOUT_CHECKSUMS };
    const reader = createEvtxReader({ ...options, memory, from, take: (walk) => walk.id <= given });
    for (const item of reader.feed(bytes)) if (item.type === 'event') yield item;
  };
  const gapBefore = ({ bytes, whole, start }: ReadChunk, isHole: boolean): LiveItem | undefined => {
    const isFirst = start === FILE_HEADER_BLOCK && viewOf(bytes).getUint32(8, true) === 1;
    if (last === 0) return undefined;
    if (whole.first <= last + 1) return isFirst && whole.first === last + 1 ? { type: 'cleared' } : undefined;
    const reason = isFirst ? 'cleared' : isHole ? 'unreadable' : 'overwritten';
    return { type: 'gap', reason, from: last + 1, to: whole.first - 1 };
  };
  /** What is not whole yet may be on its way. */
  const mustWait = (chunk: ReadChunk): boolean => {
    if (waits++ >= PATIENCE) return false;
    heldTime = firstTime(chunk);
    return true;
  };
  /** Gives what the chunks hold beyond what was given; the newest was read. */
  const giveNew = function* (
    log: LogBytes,
    heads: readonly ChunkHead[],
    newestChunk: ReadChunk | undefined,
  ): Generator<LiveItem> {
    let isHole = false;
    for (const [age, head] of heads.entries()) {
      const next = heads[age + 1];
      if (next && next.first <= last + 1) continue;
      const chunk = next ? readChunk(log, head) : newestChunk;
      if (!chunk) continue;
      if (isHole && mustWait(chunk)) return;
      const gap = gapBefore(chunk, isHole);
      if (gap) yield gap;
      yield* give(chunk, next ? chunk.whole : ripe(chunk));
      isHole = next !== undefined && chunk.whole.last < next.first - 1;
    }
  };

  return {
    get heldTime() {
      return heldTime;
    },
    get place() {
      return { last, ...(held && held.id > last && { held }) };
    },
    *poll(log) {
      heldTime = undefined;
      const heads = newestHeads(log, newest);
      const latest = heads.at(-1);
      if (!latest) return;
      const chunk = readChunk(log, latest);
      if (chunk && chunk.whole.last < last) {
        // What was given cannot become less: it is another log, unless it is being written this very moment.
        if (!chunk.whole.isSettled && mustWait(chunk)) return;
        restart();
        yield { type: 'recreated' };
        yield* this.poll(log);
        return;
      }
      newest = latest;
      yield* giveNew(log, heads, chunk);
    },
  };
}

const firstTime = ({ bytes }: ReadChunk): number => writtenTime(viewOf(bytes), CHUNK_HEADER);

/** The FILETIME in a record's header. */
const writtenTime = (view: DataView, start: number): number =>
  filetimeMicroseconds(view.getUint32(start + 16, true), view.getUint32(start + 20, true));

/** What was checked already is not checked again: version 3.1, and the flag that says that no checksum means anything. */
const HEADER_WITHOUT_CHECKSUMS: Uint8Array = makeHeader();

function makeHeader(): Uint8Array {
  const bytes = new Uint8Array(FILE_HEADER_BLOCK);
  bytes.set([0x45, 0x6c, 0x66, 0x46, 0x69, 0x6c, 0x65]);
  const view = viewOf(bytes);
  view.setUint16(36, 1, true);
  view.setUint16(38, 3, true);
  view.setUint32(120, 0x4, true);
  return bytes;
}
