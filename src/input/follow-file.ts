import { closeSync, fstatSync, openSync, readSync, type BigIntStats } from 'node:fs';
import { createEvtxReader } from '../../parsers/evtx/evtx-reader.ts';
import { createLiveLog, type LiveLog, type LivePlace, type LogBytes } from '../../parsers/evtx/live-log.ts';
import type { LogReader } from '../../parsers/log-reader.ts';
import { createLogReader } from '../../parsers/create-log-reader.ts';
import { SNIFF_LENGTH, sniffFormat } from '../../parsers/sniff.ts';
import { faultOf } from './find-logs.ts';
import { createKeptFiles, type KeptFiles } from './kept-files.ts';
import { giveText, type LiveSink, type LiveSource, type ReadBudget } from './live-source.ts';
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
  let isUnread = false;

  const look = (budget: ReadBudget): void => {
    const descriptor = openSync(path, 'r');
    let isKept = false;
    try {
      const stat = fstatSync(descriptor, { bigint: true });
      size = Number(stat.size);
      isUnread = !inner && budget.left <= 0;
      if (isUnread) return;
      inner ??= followerOf(readAt(descriptor, 0, SNIFF_LENGTH), { sink, kept, before: readPlace(cursor) });
      isKept = inner?.look(descriptor, stat, budget) === 'kept';
    } finally {
      if (!isKept) closeSync(descriptor);
    }
  };
  /** Somebody may still write to it under another name. */
  const miss = (budget: ReadBudget): void => {
    if (inner?.readOn(budget) === true || inner?.readTo() !== undefined) absent = 0;
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
    get unread() {
      // What cannot be read is not waited for.
      if (isFaulty) return 0;
      return Math.max(0, size - (isUnread ? 0 : (inner?.readTo() ?? size)));
    },
    poll(budget = { left: Infinity }) {
      try {
        look(budget);
        if (isFaulty) sink.note({ type: 'readable' });
        isFaulty = false;
        absent = 0;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error)) throw error;
        if (error.code === 'ENOENT') miss(budget);
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
  look(descriptor: number, stat: BigIntStats, budget: ReadBudget): 'kept' | 'done';
  /** Reads what was written since to what it kept; says whether there was anything. */
  readOn(budget: ReadBudget): boolean;
  /** How far it came with what was there before; undefined: to its end. */
  readTo(): number | undefined;
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
  let whole: WholeReading | undefined;
  /** Says whether what was there is read. */
  const goOn = (reading: WholeReading, budget: ReadBudget): boolean => {
    whole = reading.goOn(budget) ? undefined : reading;
    if (whole) return false;
    known = reading.id;
    live = follow({ last: reading.last() });
    return true;
  };
  const goOnLater = (reading: WholeReading, budget: ReadBudget): boolean => {
    const isRead = goOn(reading, budget);
    if (isRead) closeSync(reading.descriptor);
    return isRead;
  };
  return {
    format: 'evtx',
    heldTime: () => live?.heldTime,
    place() {
      if (known === undefined || !live) return undefined;
      const { last, ...held } = live.place;
      return { id: known, at: last, ...held };
    },
    look(descriptor, stat, budget) {
      const id = identity(stat);
      if (whole && !goOnLater(whole, budget)) return 'done';
      if (known !== undefined && known !== id) sink.note({ type: 'recreated' });
      if (known !== id && !goOn(readWhole(id, descriptor, sink), budget)) return 'kept';
      for (const item of live?.poll(bytesOf(descriptor, Number(stat.size))) ?? []) {
        if (item.type === 'event') sink.event(item.event);
        else sink.note(item);
      }
      return 'done';
    },
    readOn(budget) {
      return whole !== undefined && goOnLater(whole, budget);
    },
    readTo: () => whole?.at(),
    end() {
      if (whole) closeSync(whole.descriptor);
    },
  };
}

/** Reads what is there as a log at rest is read, as far as one look may. */
interface WholeReading {
  readonly id: string;
  readonly descriptor: number;
  /** Says whether it came to the end. */
  goOn(budget: ReadBudget): boolean;
  at(): number;
  /** The id of the last record but one: the newest may have been half written, and is looked at again. */
  last(): number;
}

function readWhole(id: string, descriptor: number, sink: LiveSink): WholeReading {
  let last = 0;
  const reader = createEvtxReader({
    ...sink.asked,
    platform: nodePlatform,
    take: (walk) => {
      last = Math.max(last, walk.id);
      return false;
    },
  });
  const reading = { reader, at: 0 };
  const take = (items: Items): void => {
    for (const item of items) if (item.type === 'event') sink.event(item.event);
  };
  return {
    id,
    descriptor,
    goOn: (budget) => readOn(reading, { descriptor, budget, take }),
    at: () => reading.at,
    last: () => Math.max(0, last - 1),
  };
}

type Items = ReturnType<LogReader['feed']>;

/** Reads on from where it was; says whether it came to the end. */
function readOn(
  reading: { readonly reader: LogReader; at: number },
  of: { readonly descriptor: number; readonly budget: ReadBudget; readonly take: (items: Items) => void },
): boolean {
  while (of.budget.left > 0) {
    const bytes = readAt(of.descriptor, reading.at, PIECE);
    if (bytes.length === 0) return true;
    reading.at += bytes.length;
    of.budget.left -= bytes.length;
    of.take(reading.reader.feed(bytes));
  }
  return false;
}

interface OpenText {
  readonly id: string;
  readonly reader: LogReader;
  at: number;
  /** All that was there when it was last looked at. */
  isRead: boolean;
  /** undefined: too many others are open. */
  descriptor: number | undefined;
}

function followText({ sink, kept, before }: Around): Follower {
  let open: OpenText | undefined;
  let format = 'unknown';
  const take = (items: Items): void => giveText(items, sink);
  let known = before;
  /** Says whether anything came. */
  const read = (text: OpenText, descriptor: number, budget: ReadBudget): boolean => {
    const from = text.at;
    text.isRead = readOn(text, { descriptor, budget, take });
    if (text.isRead) take(text.reader.giveHeld?.() ?? []);
    ({ format } = text.reader.status());
    known = { id: text.id, at: text.at };
    return text.at > from;
  };
  const keep = (text: OpenText, descriptor: number): void => {
    text.descriptor = descriptor;
    kept.keep(descriptor, () => void (text.descriptor = undefined));
  };
  const readKept = (budget: ReadBudget): boolean => {
    if (open?.descriptor === undefined || !read(open, open.descriptor, budget)) return false;
    keep(open, open.descriptor);
    return true;
  };
  const finish = (): void => {
    if (!open) return;
    readKept({ left: Infinity });
    take(open.reader.end());
    ({ format } = open.reader.status());
    if (open.descriptor !== undefined) kept.close(open.descriptor);
    open = undefined;
  };
  const begin = (id: string, descriptor: number, budget: ReadBudget): void => {
    const reader = createLogReader({ ...sink.asked, platform: nodePlatform });
    open = { id, reader, at: 0, isRead: false, descriptor: undefined };
    read(open, descriptor, budget);
    keep(open, descriptor);
  };
  return {
    get format() {
      return format;
    },
    heldTime: () => undefined,
    place: () => known,
    readOn: readKept,
    readTo: () => (open?.isRead === false ? open.at : undefined),
    look(descriptor, stat, budget) {
      const id = identity(stat);
      // Judged by what it was when its size was asked for: it grows meanwhile.
      const isSame = known?.id === id && Number(stat.size) >= known.at;
      readKept(budget);
      if (open && isSame) {
        if (open.descriptor !== undefined || !read(open, descriptor, budget)) return 'done';
        keep(open, descriptor);
        return 'kept';
      }
      // Another file has the name now, or it was cut to be written anew.
      if (known && !isSame) sink.note({ type: 'recreated' });
      finish();
      begin(id, descriptor, budget);
      return 'kept';
    },
    end() {
      // Where what was there is not read yet, its end is not waited for.
      if (open?.isRead === true) finish();
      else if (open?.descriptor !== undefined) kept.close(open.descriptor);
    },
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
