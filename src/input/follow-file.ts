import { closeSync, fstatSync, openSync, readSync, type BigIntStats } from 'node:fs';
import { createEvtxReader } from '../../parsers/evtx/evtx-reader.ts';
import { createLiveLog, type LiveLog, type LivePlace, type LogBytes } from '../../parsers/evtx/live-log.ts';
import type { LogReader } from '../../parsers/log-reader.ts';
import { createLogReader } from '../../parsers/create-log-reader.ts';
import { SNIFF_LENGTH, sniffFormat } from '../../parsers/sniff.ts';
import { faultOf } from './find-logs.ts';
import { createKeptFiles, type KeptFiles } from './kept-files.ts';
import { giveText, type LiveSink, type LiveSource } from './live-source.ts';
import { nodePlatform } from './platform.ts';

/** Reads in pieces of this size. */
const PIECE = 256 * 1024;
/** So many looks a name that is gone is waited for: when a log is rotated, another one has it soon. */
const ABSENCE = 10;

/**
 * Makes a follower of a file of any form that grows, wraps, is cleared, replaced, cut or locked.
 *
 * @param cursor Where another one ended: so that what became of the file meanwhile is noticed.
 */
export function followFile(
  path: string,
  sink: LiveSink,
  cursor?: string,
  kept: KeptFiles = createKeptFiles(),
): LiveSource {
  let inner: Follower | undefined;
  let isFaulty = false;
  let absent = 0;
  let size = 0;

  const look = (): void => {
    const descriptor = openSync(path, 'r');
    let isKept = false;
    try {
      const stat = fstatSync(descriptor, { bigint: true });
      size = Number(stat.size);
      inner ??= followerOf(readAt(descriptor, 0, SNIFF_LENGTH), { sink, kept, before: readPlace(cursor) });
      isKept = inner?.look(descriptor, stat) === 'kept';
    } finally {
      if (!isKept) closeSync(descriptor);
    }
  };
  /** Somebody may still write to it under another name. */
  const miss = (): void => {
    if (inner?.readOn() === true) absent = 0;
    if (++absent !== ABSENCE) return;
    inner?.end();
    sink.note({ type: 'gone' });
  };
  return {
    name: path,
    get format() {
      return inner?.format ?? 'unknown';
    },
    get size() {
      return size;
    },
    get heldTime() {
      return inner?.heldTime();
    },
    get isGone() {
      return absent >= ABSENCE;
    },
    poll() {
      try {
        look();
        if (isFaulty) sink.note({ type: 'readable' });
        isFaulty = false;
        absent = 0;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error)) throw error;
        if (error.code === 'ENOENT') miss();
        else if (!isFaulty) sink.note({ type: 'unreadable', fault: faultOf(path, error) });
        isFaulty ||= error.code !== 'ENOENT';
      }
    },
    end: () => inner?.end(),
    cursor() {
      const place = inner?.place();
      if (!place) return cursor;
      const { id, at, held } = place;
      return [id, at, ...(held ? [held.id, held.sum] : [])].join(' ');
    },
  };
}

/** A file, and how far it was read. */
interface Place {
  readonly id: string;
  /** Of a binary log the id of its last record that was given, of text a number of bytes. */
  readonly at: number;
  readonly held?: NonNullable<LivePlace['held']>;
}

function readPlace(cursor = ''): Place | undefined {
  const [id = '', at, heldId, sum] = cursor.split(' ');
  const held = { id: Number(heldId), sum: Number(sum) };
  return at === undefined ? undefined : { id, at: Number(at), ...(sum !== undefined && { held }) };
}

/** One form of log. It may keep the descriptor, to read on when the file has another name. */
interface Follower {
  readonly format: string;
  heldTime(): number | undefined;
  look(descriptor: number, stat: BigIntStats): 'kept' | 'done';
  /** Reads what was written since to what it kept; says whether there was anything. */
  readOn(): boolean;
  /** Where it stands; undefined: it did not look yet. */
  place(): Place | undefined;
  end(): void;
}

interface Around {
  readonly sink: LiveSink;
  readonly kept: KeptFiles;
  /** Where another one stood. */
  readonly before: Place | undefined;
}

/** A file that is made and not yet written has no form; it is waited for. */
function followerOf(head: Uint8Array, around: Around): Follower | undefined {
  if (head.every((byte) => byte === 0)) return undefined;
  return sniffFormat(head) === 'evtx' ? followBinary(around) : followText(around);
}

/** What makes a file another one of the same name. */
const identity = ({ dev, ino }: BigIntStats): string => `${dev}:${ino}`;

function followBinary({ sink, before }: Around): Follower {
  const follow = (place: LivePlace): LiveLog =>
    createLiveLog({ ...sink.asked, platform: nodePlatform }, place);
  let known = before?.id;
  let live = before && follow({ last: before.at, ...(before.held && { held: before.held }) });
  return {
    format: 'evtx',
    heldTime: () => live?.heldTime,
    place() {
      if (known === undefined || !live) return undefined;
      const { last, ...held } = live.place;
      return { id: known, at: last, ...held };
    },
    look(descriptor, stat) {
      const id = identity(stat);
      if (known !== undefined && known !== id) sink.note({ type: 'recreated' });
      if (known !== id) live = follow({ last: readWhole(descriptor, sink) });
      known = id;
      for (const item of live?.poll(bytesOf(descriptor, Number(stat.size))) ?? []) {
        if (item.type === 'event') sink.event(item.event);
        else sink.note(item);
      }
      return 'done';
    },
    readOn: () => false,
    end: () => {},
  };
}

/**
 * Reads what is there as a log at rest is read, and gives the id of the last record but one: the newest may have been half
 * written, and is looked at again.
 */
function readWhole(descriptor: number, sink: LiveSink): number {
  let last = 0;
  const reader = createEvtxReader({
    ...sink.asked,
    platform: nodePlatform,
    take: (walk) => {
      last = Math.max(last, walk.id);
      return false;
    },
  });
  for (const items of readAll(descriptor, reader))
    for (const item of items) if (item.type === 'event') sink.event(item.event);
  return Math.max(0, last - 1);
}

function* readAll(
  descriptor: number,
  reader: LogReader,
  from = 0,
): Generator<ReturnType<LogReader['feed']>, number> {
  let at = from;
  for (let bytes = readAt(descriptor, at, PIECE); bytes.length > 0; bytes = readAt(descriptor, at, PIECE)) {
    at += bytes.length;
    yield reader.feed(bytes);
  }
  return at;
}

interface OpenText {
  readonly id: string;
  readonly reader: LogReader;
  at: number;
  /** undefined: too many others are open. */
  descriptor: number | undefined;
}

function followText({ sink, kept, before }: Around): Follower {
  let open: OpenText | undefined;
  let format = 'unknown';
  const take = (items: ReturnType<LogReader['feed']>): void => giveText(items, sink);
  let known = before;
  /** Says whether anything came. */
  const read = (text: OpenText, descriptor: number): boolean => {
    const from = text.at;
    for (;;) {
      const bytes = readAt(descriptor, text.at, PIECE);
      if (bytes.length === 0) break;
      text.at += bytes.length;
      take(text.reader.feed(bytes));
      format = text.reader.status().format;
    }
    known = { id: text.id, at: text.at };
    return text.at > from;
  };
  const keep = (text: OpenText, descriptor: number): void => {
    text.descriptor = descriptor;
    kept.keep(descriptor, () => void (text.descriptor = undefined));
  };
  const readOn = (): boolean => {
    if (open?.descriptor === undefined || !read(open, open.descriptor)) return false;
    keep(open, open.descriptor);
    return true;
  };
  const finish = (): void => {
    if (!open) return;
    readOn();
    take(open.reader.end());
    ({ format } = open.reader.status());
    if (open.descriptor !== undefined) kept.close(open.descriptor);
    open = undefined;
  };
  const begin = (id: string, descriptor: number): void => {
    const reader = createLogReader({ ...sink.asked, platform: nodePlatform });
    open = { id, reader, at: 0, descriptor: undefined };
    read(open, descriptor);
    keep(open, descriptor);
  };
  return {
    get format() {
      return format;
    },
    heldTime: () => undefined,
    place: () => known,
    readOn,
    look(descriptor, stat) {
      const id = identity(stat);
      // Judged by what it was when its size was asked for: it grows meanwhile.
      const isSame = known?.id === id && Number(stat.size) >= known.at;
      readOn();
      if (open && isSame) {
        if (open.descriptor !== undefined || !read(open, descriptor)) return 'done';
        keep(open, descriptor);
        return 'kept';
      }
      // Another file has the name now, or it was cut to be written anew.
      if (known && !isSame) sink.note({ type: 'recreated' });
      finish();
      begin(id, descriptor);
      return 'kept';
    },
    end: finish,
  };
}

const bytesOf = (descriptor: number, size: number): LogBytes => ({
  size,
  read: (offset, length) => readAt(descriptor, offset, length),
});

function readAt(descriptor: number, offset: number, length: number): Uint8Array {
  const buffer = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const size = readSync(descriptor, buffer, filled, length - filled, offset + filled);
    if (size === 0) break;
    filled += size;
  }
  return filled === length ? buffer : buffer.subarray(0, filled);
}
