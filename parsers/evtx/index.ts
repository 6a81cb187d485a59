import type { ParseItem, ReaderOptions } from '../log-reader.ts';
import type { ParseProblem } from '../parse-problem.ts';
import type { RawEvent } from '../raw-event.ts';
import { isTreeEvent, type TreeEvent } from '../tree-event.ts';
import { createEvtxReader } from './evtx-reader.ts';
import { eventJson } from './render/event-json.ts';
import { eventXml } from './render/event-xml.ts';

export type { Platform, Want } from '../log-reader.ts';
export type { ParseProblem, ParseProblemCode } from '../parse-problem.ts';
export type { RawEvent, RawField } from '../raw-event.ts';

/**
 * A record of an event log. Its payload is decoded when it is asked for, from bytes that are borrowed: call `get`,
 * `fields`, `toJSON` and `toXml` before the next item is asked for.
 */
export interface EvtxRecord extends RawEvent {
  /** The record as `rdpwhy dump` prints it; `JSON.stringify(record)` uses it. */
  toJSON(): FlatRecord;
  /** The event as Windows exports it. */
  toXml(): string;
}

/** A record as plain data. */
export interface FlatRecord {
  readonly recordId: number;
  /** ISO 8601 UTC with all seven digits of the FILETIME. */
  readonly time: string;
  readonly provider: string;
  readonly channel: string;
  readonly eventId: number;
  readonly qualifiers?: number;
  readonly version: number;
  readonly level: number;
  readonly computer: string;
  readonly activityId?: string;
  readonly processId?: number;
  readonly threadId?: number;
  readonly userSid?: string;
  /** Values by name, a list where a name repeats; a list of all values where one has no name. */
  readonly fields: Readonly<Record<string, string | readonly string[]>> | readonly string[];
}

/** What comes out of a log, in file order: records, and what could not be read, with its place. */
export type EvtxItem =
  | { readonly type: 'record'; readonly record: EvtxRecord }
  | { readonly type: 'problem'; readonly problem: ParseProblem };

/** Which records are given (`want`), and what the runtime does faster than plain JavaScript (`platform`). */
export type EvtxOptions = Pick<ReaderOptions, 'want' | 'platform'>;

/**
 * Reads a binary Windows event log (.evtx), whole or in pieces of any size. Never throws on bad bytes: what cannot be
 * read is a problem among the items, and reading goes on behind it.
 */
export function* readEvtx(
  bytes: Uint8Array | Iterable<Uint8Array>,
  options: EvtxOptions = {},
): Generator<EvtxItem, void, undefined> {
  const reader = createEvtxReader(options);
  for (const piece of bytes instanceof Uint8Array ? [bytes] : bytes) yield* toItems(reader.feed(piece));
  yield* toItems(reader.end());
}

/** The same for bytes that arrive, such as a stream's. */
export async function* readEvtxStream(
  pieces: AsyncIterable<Uint8Array>,
  options: EvtxOptions = {},
): AsyncGenerator<EvtxItem, void, undefined> {
  const reader = createEvtxReader(options);
  for await (const piece of pieces) yield* toItems(reader.feed(piece));
  yield* toItems(reader.end());
}

function* toItems(items: Iterable<ParseItem>): Generator<EvtxItem, void, undefined> {
  for (const item of items) {
    if (item.type === 'problem') yield item;
    else if (isTreeEvent(item.event)) yield { type: 'record', record: toRecord(item.event) };
  }
}

function toRecord(event: TreeEvent): EvtxRecord {
  const { walk: _, systemTime: __, ...record } = event;
  return {
    ...record,
    toJSON: () => JSON.parse(eventJson(event)) as FlatRecord,
    toXml: () => eventXml(event),
  };
}
