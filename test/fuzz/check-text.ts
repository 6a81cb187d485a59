import { createClixmlReader } from '../../parsers/clixml/clixml-reader.ts';
import { createLogReader } from '../../parsers/create-log-reader.ts';
import { createCsvReader } from '../../parsers/csv/csv-reader.ts';
import { createJsonReader } from '../../parsers/json/json-reader.ts';
import type { LogReader, ReaderOptions } from '../../parsers/log-reader.ts';
import { createXmlReader } from '../../parsers/xml/xml-reader.ts';
import { readLog } from '../parsers/read-log.ts';
import { plainResult } from '../parsers/xml/read-xml.ts';
import { resetWork, work } from './work-meter.ts';

/** Characters looked at for a byte, in both readings together; a log that is right needs some 10. */
const READS_PER_BYTE = 200;
/** Characters given out for a byte: nothing in a text as we take it grows when it is read. */
const CHARACTERS_PER_BYTE = 8;
const MILLISECONDS = 10_000;
/** What little the shortest inputs cost is no matter of bytes. */
const MINIMUM = 64;

/** Says what is wrong with how a reader takes a document, undefined when nothing is. */
type Check = (bytes: Uint8Array) => string | undefined;
type CreateReader = (options: ReaderOptions) => LogReader;

export const checkXml: Check = (bytes) => check(createXmlReader, bytes);
export const checkJson: Check = (bytes) => check(createJsonReader, bytes);
export const checkTable: Check = (bytes) => check(createCsvReader, bytes);
export const checkClixml: Check = (bytes) => check(createClixmlReader, bytes);
export const checkAny: Check = (bytes) => check(createLogReader, bytes);

function check(create: CreateReader, bytes: Uint8Array): string | undefined {
  resetWork();
  const read = (cuts?: readonly number[]): ReturnType<typeof readLog> =>
    readLog(bytes, cuts, undefined, create);
  // Not the clock on the wall: who else is on the machine is no matter of the input.
  const started = process.cpuUsage();
  let whole: string;
  let pieces: string;
  try {
    const result = read();
    for (const { offset, reading, detail } of result.problems) {
      if (!(offset >= 0 && offset <= bytes.length)) return `puts a problem at ${offset} of ${bytes.length}`;
      if (reading === '' || !detail.startsWith('expected ')) return `tells no detail: ${detail}`;
    }
    whole = JSON.stringify(plainResult(result));
    pieces = JSON.stringify(plainResult(read(cutsOf(bytes))));
  } catch (error) {
    return `throws ${error instanceof Error ? (error.stack ?? '').split('\n').slice(0, 3).join(' ') : String(error)}`;
  }
  const size = Math.max(MINIMUM, bytes.length);
  if (process.cpuUsage(started).user / 1000 > MILLISECONDS) return `takes more than ${MILLISECONDS} ms`;
  if (work.reads / size > READS_PER_BYTE) return `works ${Math.round(work.reads / size)} times for a byte`;
  if (whole.length / size > CHARACTERS_PER_BYTE + 1000) return `gives ${whole.length} characters`;
  if (whole !== pieces) return 'gives other items when it comes in pieces';
  return undefined;
}

function cutsOf(bytes: Uint8Array): readonly number[] {
  const third = Math.floor(bytes.length / 3);
  return [third, third + 1, Math.min(bytes.length, third * 2 + 1)];
}
