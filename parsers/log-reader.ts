import type { IntegrityTally } from './evtx/integrity.ts';
import type { ReaderMemory } from './evtx/reader-memory.ts';
import type { RecordWalk } from './evtx/record.ts';
import type { ParseProblem } from './parse-problem.ts';
import type { RawEvent } from './raw-event.ts';

export type ParseItem =
  | { readonly type: 'event'; readonly event: RawEvent }
  | { readonly type: 'problem'; readonly problem: ParseProblem };

/** Decides, before any payload is decoded, whether an event is worth decoding. */
export type Want = (provider: string, eventId: number) => boolean;

/**
 * What the runtime does faster than plain JavaScript; every member has a fallback in the parsers, so that they
 * run in a browser with none of these.
 */
export interface Platform {
  /** CRC-32 (IEEE) of the bytes, continuing from `seed`. */
  readonly crc32?: (bytes: Uint8Array, seed?: number) => number;
  /** UTF-16LE bytes from `start` to `end` as a string. */
  readonly utf16?: (bytes: Uint8Array, start: number, end: number) => string;
}

/**
 * Sees every readable record of a log, wanted or not, in file order: coverage is computed from it.
 * `recordId` is System/EventRecordID, `time` whole microseconds since 1970 UTC. The strings are shared between
 * calls where they repeat, so that comparing them is cheap.
 */
export type RecordObserver = (computer: string, channel: string, recordId: number, time: number) => void;

export interface ReaderOptions {
  /** Default: every event is wanted. */
  readonly want?: Want;
  /** All event ids that `want` says yes to for some provider: others need not be asked about. */
  readonly wantedIds?: ReadonlySet<number>;
  readonly observe?: RecordObserver;
  readonly platform?: Platform;
  /** The channel that the log's name promises, for a form that does not say it. */
  readonly channel?: string;
  /** The channel that an event stands in, for a form that does not say it and a log whose name promises none. */
  readonly channelOf?: (provider: string, eventId: number) => string | undefined;
  /** Sees the records of a binary log first; one that it takes is not given as an event. */
  readonly take?: (walk: RecordWalk) => boolean;
  /**
   * Also give the remains of records that are no part of the log any more, marked `recovered`, after all others.
   * The reader then keeps each 64 KiB that has remains, and the ids and times of all records. Default: false.
   */
  readonly recover?: boolean;
  /** Begin in the middle of a binary log: what is fed begins with the chunk at this offset. Default: at the beginning. */
  readonly from?: LogPlace;
  /** Where the marks of a binary log are counted, to be joined with those of its other parts. */
  readonly tally?: IntegrityTally;
  /** What the last reader learnt of templates and texts. Default: nothing yet. */
  readonly memory?: ReaderMemory;
}

/** A place within a binary log. */
export interface LogPlace {
  /** Where a chunk begins. */
  readonly offset: number;
  /** The first 4096 bytes of the log. What is wrong with them is told by who reads the beginning. */
  readonly header: Uint8Array;
}

/** What a reader can say of the log as a whole so far. */
export interface LogStatus {
  /** unknown: nothing that a reader knows; the problem says what it looks like. */
  readonly format: 'evtx' | 'xml' | 'json' | 'clixml' | 'csv' | 'listing' | 'unknown';
  /** Readable records, wanted or not. */
  readonly records: number;
  /** clean: all checks held; dirty: in use when copied, every record readable; damaged: something was lost. */
  readonly state: 'clean' | 'dirty' | 'damaged' | 'empty';
  /** How well the log tells times, where that is not as Windows does: finest digits seen, and whether the zone is known. */
  readonly times?: TimesTold;
  /** What the format lets a reader check; only the binary log has such marks. */
  readonly integrity?: LogIntegrity;
}

/** How exact the times of a log are. */
export interface TimesTold {
  readonly precision: '100ns' | 'us' | 'ms' | 's';
  /** unknown: they carry no zone and were taken as UTC. */
  readonly zone: 'stated' | 'unknown';
}

/** Facts on how whole a log is, counted over all of it. */
export interface LogIntegrity {
  /** Checksums that do not hold: of the file's and its chunks' headers, and of the chunks' records. */
  readonly failedChecksums: { readonly headers: number; readonly records: number };
  /** Record ids between the first and the last that no record has; the first 100 gaps one by one. */
  readonly gaps: {
    readonly count: number;
    readonly missing: number;
    readonly ranges: readonly (readonly [first: number, last: number])[];
  };
  /** The file begins with newer records than it goes on with: a full log overwrites its oldest part. */
  readonly wrapped: boolean;
  /** Places where a record was due and none was whole. */
  readonly torn: number;
  /** Remains that are no part of the log any more: bytes, and whole records among them. */
  readonly slack: { readonly bytes: number; readonly records: number };
}

/** A reader that is fed bytes, in whatever pieces they come, and gives back what it could read so far. */
export interface LogReader {
  /** Reads on. The bytes are borrowed until the returned items have been consumed. */
  feed(bytes: Uint8Array): Iterable<ParseItem>;
  /** Gives what waits for more to be told by, where nobody can wait for the end. Absent: nothing ever waits. */
  giveHeld?(): Iterable<ParseItem>;
  /** Says that no more bytes will come, and gives what was held back. */
  end(): Iterable<ParseItem>;
  status(): LogStatus;
}
