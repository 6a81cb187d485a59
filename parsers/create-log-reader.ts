import { createClixmlReader } from './clixml/clixml-reader.ts';
import { createCsvReader } from './csv/csv-reader.ts';
import { createEvtxReader } from './evtx/evtx-reader.ts';
import { createJsonReader } from './json/json-reader.ts';
import { createListingReader } from './listing/listing-reader.ts';
import type { LogReader, LogStatus, ParseItem, ReaderOptions } from './log-reader.ts';
import type { ParseProblem } from './parse-problem.ts';
import { SNIFF_LENGTH, sniffFormat, sureFormat, type SniffedFormat } from './sniff.ts';
import { createXmlReader } from './xml/xml-reader.ts';

/** Creates a reader that finds out from the first bytes whether it is fed an event log, exported XML, JSON, CLIXML, CSV or text. */
export function createLogReader(options: ReaderOptions): LogReader {
  let head = new Uint8Array(0);
  let reader: LogReader | undefined;

  function* start(isWhole: boolean): Iterable<ParseItem> {
    if (head.length < SNIFF_LENGTH && !isWhole && sureFormat(head) === undefined) return;
    reader = createReader(sniffFormat(head), options);
    const bytes = head;
    head = new Uint8Array(0);
    yield* reader.feed(bytes);
  }

  return {
    *feed(bytes) {
      let rest = bytes;
      if (reader === undefined) {
        const taken = Math.min(bytes.length, SNIFF_LENGTH - head.length);
        head = append(head, bytes.subarray(0, taken));
        rest = bytes.subarray(taken);
        yield* start(false);
      }
      if (reader !== undefined && rest.length > 0) yield* reader.feed(rest);
    },
    *giveHeld() {
      yield* reader?.giveHeld?.() ?? [];
    },
    *end() {
      if (reader === undefined) yield* start(true);
      if (reader !== undefined) yield* reader.end();
    },
    status: () => reader?.status() ?? { format: 'unknown', records: 0, state: 'empty' },
  };
}

function append(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

const FOUND: Readonly<
  Record<Exclude<SniffedFormat, 'evtx' | 'xml' | 'json' | 'clixml' | 'csv' | 'listing'>, string>
> = {
  empty: 'no bytes: the file is empty, save the log again',
  zip: 'a zip archive: unpack it first',
  gzip: 'gzip data: unpack it first',
  '7z': 'a 7z archive: unpack it with 7z x, and name the folder',
  cab: 'a cabinet: unpack it with expand -F:* FILE.cab FOLDER on Windows or cabextract, and name the folder',
  rar: 'a rar archive: unpack it with 7z x, and name the folder',
  bzip2: 'bzip2 data: unpack it with 7z x or bunzip2, and name what comes out',
  xz: 'xz data: unpack it with 7z x or unxz, and name what comes out',
  zstd: 'zstd data: unpack it with zstd -d, and name what comes out',
  tar: 'a tar archive: unpack it first',
  evt: 'a log of Windows XP or 2003: make an .evtx of it on Windows with wevtutil epl OLD.evt NEW.evtx /lf:true',
  report: 'a report of rdpwhy: name the logs it was made of, or compare reports with rdpwhy diff',
  text: 'plain text, of which nothing is read: save the log as .evtx or as XML',
  unknown: 'other binary data',
};

function createReader(format: SniffedFormat, options: ReaderOptions): LogReader {
  if (format === 'evtx') return createEvtxReader(options);
  if (format === 'xml') return createXmlReader(options);
  if (format === 'json') return createJsonReader(options);
  if (format === 'clixml') return createClixmlReader(options);
  if (format === 'csv') return createCsvReader(options);
  if (format === 'listing') return createListingReader(options);
  return refuse({
    code: format === 'empty' ? 'empty-input' : 'unknown-format',
    offset: 0,
    reading: 'first bytes',
    detail: `expected an event log, found ${FOUND[format]}`,
  });
}

/** A reader of what cannot be read, which it says at once. */
function refuse(problem: ParseProblem): LogReader {
  const state = problem.code === 'empty-input' ? 'empty' : 'damaged';
  const status: LogStatus = { format: 'unknown', records: 0, state };
  let untold: readonly ParseItem[] = [{ type: 'problem', problem }];
  function* tell(): Iterable<ParseItem> {
    const items = untold;
    untold = [];
    yield* items;
  }
  return { feed: tell, end: tell, status: () => status };
}
