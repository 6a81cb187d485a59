import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import type { LogStatus, ParseItem, Platform, ReaderOptions } from '../../../parsers/log-reader.ts';
import type { ParseProblem } from '../../../parsers/parse-problem.ts';
import type { RawEvent, RawField } from '../../../parsers/raw-event.ts';
import { createEvtxReader } from '../../../parsers/evtx/evtx-reader.ts';

const ROOT = fileURLToPath(new URL('../../../../shared/corpus/', import.meta.url));

/** Real logs are not part of the project; tests that need them are skipped where they are missing. */
export const HAS_CORPUS: boolean = existsSync(ROOT);
export const WITHOUT_CORPUS = 'skipped without ../shared/corpus';

/** Fast primitives, as the program itself passes them. */
export const PLATFORM: Platform = {
  crc32: (bytes, seed) => crc32(bytes, seed),
  utf16: (bytes, start, end) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf16le', start, end),
};

/** Lists the logs by their path below the corpus folder. */
export function corpusFiles(): readonly string[] {
  if (!HAS_CORPUS) return [];
  const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.evtx')).toSorted();
}

/** Returns where a log of the corpus lies. */
export function corpusPath(file: string): string {
  return ROOT + file;
}

export function readCorpus(file: string): Uint8Array {
  return readFileSync(ROOT + file);
}

/** An event copied out of the reader's buffers. */
type PlainEvent = Omit<RawEvent, 'get' | 'fields'> & { readonly data: readonly RawField[] };

export interface ReadResult {
  readonly events: readonly PlainEvent[];
  readonly problems: readonly ParseProblem[];
  /** Events and problems in the order they came. */
  readonly items: readonly (PlainEvent | ParseProblem)[];
  readonly status: LogStatus;
}

/** Reads a log fed in the given pieces to the end, all payloads included. */
export function readAll(
  pieces: Iterable<Uint8Array>,
  options: ReaderOptions = { platform: PLATFORM },
): ReadResult {
  const reader = createEvtxReader(options);
  const events: PlainEvent[] = [];
  const problems: ParseProblem[] = [];
  const items: (PlainEvent | ParseProblem)[] = [];
  const take = (given: Iterable<ParseItem>): void => {
    for (const item of given) {
      if (item.type === 'problem') {
        problems.push(item.problem);
        items.push(item.problem);
      } else {
        const event = plain(item.event);
        events.push(event);
        items.push(event);
      }
    }
  };
  for (const piece of pieces) take(reader.feed(piece));
  take(reader.end());
  return { events, problems, items, status: reader.status() };
}

function plain(event: RawEvent): PlainEvent {
  const entries = Object.entries(event).filter(([, value]) => typeof value !== 'function');
  return { ...(Object.fromEntries(entries) as Omit<RawEvent, 'get' | 'fields'>), data: event.fields() };
}
