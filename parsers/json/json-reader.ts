import type { LogReader, ParseItem, ReaderOptions } from '../log-reader.ts';
import type { ParseProblemCode } from '../parse-problem.ts';
import { InputDecoder, type Decoded } from '../xml/decode-text.ts';
import { countNames } from './json-value.ts';
import { columnsOf, rowOf } from './rows.ts';
import { DocumentSplitter, type DocumentText, type SplitItem } from './split-documents.ts';
import { createEventTaker } from './take-events.ts';

/**
 * Creates a reader of events as JSON: lines, lists or values one after another, as collectors, servers and tools write them.
 * In whose form each value is, it finds out by itself; where the event stands in it as XML too, the XML counts.
 */
export function createJsonReader(options: ReaderOptions): LogReader {
  const decoder = new InputDecoder();
  const splitter = new DocumentSplitter();
  const taker = createEventTaker(options, {
    unit: 'value',
    expected: 'Windows events as JSON',
    bad: 'bad-json',
  });
  let columns: readonly string[] = [];
  let bytesFed = 0;

  function* read(text: DocumentText): Iterable<ParseItem> {
    const value = whole(text.text);
    if (value === undefined) {
      const detail = 'expected well-formed JSON, found something else';
      yield taker.damage({ code: 'bad-json', offset: text.offset, reading: 'value', detail });
      return;
    }
    const before = taker.records();
    yield* taker.take(Array.isArray(value) ? rowOf(columns, value) : value, text.offset);
    if (taker.records() > before && countNames(value) !== text.names) {
      const detail = 'expected each name once, found one again: the last one counts';
      yield* taker.once('repeated-name', text.offset, detail);
    }
  }

  function* readAll(items: Iterable<SplitItem>): Iterable<ParseItem> {
    for (const item of items) {
      if (item.type === 'document') yield* read(item);
      else if (item.type === 'table') columns = columnsOf(whole(item.text));
      else yield item.problem.code === 'other-text' ? item : taker.damage(item.problem);
    }
  }

  function* split(parts: Iterable<Decoded>): Iterable<ParseItem> {
    for (const part of parts) {
      if (part.type === 'text') yield* readAll(splitter.push(part));
      else yield taker.damage(part.problem);
    }
  }

  return {
    *feed(bytes) {
      bytesFed += bytes.length;
      yield* split(decoder.push(bytes));
    },
    *end() {
      if (bytesFed === 0) {
        yield problem('empty-input', 0, 'document', 'expected events as JSON, found no bytes');
        return;
      }
      yield* split(decoder.end());
      yield* readAll(splitter.end());
      yield* taker.end();
    },
    status: () => taker.status('json'),
  };
}

const problem = (code: ParseProblemCode, offset: number, reading: string, detail: string): ParseItem => ({
  type: 'problem',
  problem: { code, offset, reading, detail },
});

/** The splitter saw to it that it does not nest too deep. */
function whole(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
