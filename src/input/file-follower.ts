import { readSync, type BigIntStats } from 'node:fs';
import type { LivePlace } from '../../parsers/evtx/live-log.ts';
import type { LogReader } from '../../parsers/log-reader.ts';
import type { KeptFiles } from './kept-files.ts';
import type { LiveSink, ReadBudget } from './live-source.ts';

/** A file, and how far it was read. */
export interface FilePlace {
  readonly id: string;
  /** Of a binary log the id of its last record that was given, of text a number of bytes. */
  readonly at: number;
  readonly held?: NonNullable<LivePlace['held']>;
}

/** Follows the bytes of a file, a log of one form. It may keep the descriptor, to read on when the file has another name. */
export interface FileFollower {
  readonly format: string;
  heldTime(): number | undefined;
  look(descriptor: number, stat: BigIntStats, budget: ReadBudget): 'kept' | 'done';
  /** Reads what was written since to what it kept; says whether there was anything. */
  readOn(budget: ReadBudget): boolean;
  /** How far it came with what was there before; undefined: to its end. */
  readTo(): number | undefined;
  /** Nothing more is waited for; says whether another look would give what had not come in full. */
  waitNoMore?(): boolean;
  /** Where it stands; undefined: it did not look yet. */
  place(): FilePlace | undefined;
  end(): void;
}

/** What a follower works with. */
export interface FollowerTools {
  readonly sink: LiveSink;
  readonly kept: KeptFiles;
  /** Where another one stood. */
  readonly before: FilePlace | undefined;
}

/** Tells a file from another one of the same name. */
export const identityOf = ({ dev, ino }: BigIntStats): string => `${dev}:${ino}`;

/** Files are read in pieces of this size. */
const PIECE = 256 * 1024;

/** How far a reader came with a file. */
export interface Reading {
  readonly reader: LogReader;
  at: number;
}

export type Items = ReturnType<LogReader['feed']>;

/** Reads on from where it was, as far as one look may; says whether it came to the end. */
export function readOn(
  reading: Reading,
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

/** Reads so many bytes, or fewer where the file ends before. */
export function readAt(descriptor: number, offset: number, length: number): Uint8Array {
  const buffer = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const size = readSync(descriptor, buffer, filled, length - filled, offset + filled);
    if (size === 0) break;
    filled += size;
  }
  return filled === length ? buffer : buffer.subarray(0, filled);
}
