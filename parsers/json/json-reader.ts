import type { LogReader, LogStatus, ParseItem, ReaderOptions } from '../log-reader.ts';
import type { ParseProblemCode } from '../parse-problem.ts';
import { InputDecoder, type Decoded } from '../xml/decode-text.ts';
import { createShare } from '../xml/share-strings.ts';
import { findEvents, type Found } from './find-events.ts';
import { jsonEvent } from './json-event.ts';
import { countNames, isObject } from './json-value.ts';
import { DocumentSplitter, type DocumentText, type SplitItem } from './split-documents.ts';

/**
 * Creates a reader of events as JSON: lines, lists or values one after another, as collectors, servers and tools write them.
 * In whose form each value is, it finds out by itself; where the event stands in it as XML too, the XML counts.
 */
export function createJsonReader(options: ReaderOptions): LogReader {
  const decoder = new InputDecoder();
  const splitter = new DocumentSplitter();
  const share = createShare();
  const told = new Set<string>();
  const others = { count: 0, first: undefined as { offset: number; shape: string } | undefined };
  let bytesFed = 0;
  let documents = 0;
  let records = 0;
  let isDamaged = false;
  let digits = 0;
  let zoneless = false;

  /** Tells what holds for a whole input once. */
  function* once(code: ParseProblemCode, offset: number, detail: string): Iterable<ParseItem> {
    if (told.has(code)) return;
    told.add(code);
    yield problem(code, offset, 'value', detail);
  }

  function* take(found: Found, { offset }: DocumentText): Iterable<ParseItem> {
    if (found.type === 'lacking') {
      isDamaged = true;
      yield problem('bad-json', offset, found.dialect.name, `expected ${found.lacks}, found none`);
      return;
    }
    const head = found.type === 'xml' ? found.event : found.head;
    records++;
    options.observe?.(share(head.computer), share(head.channel), head.recordId, head.time);
    if (found.type === 'json') yield* noteForm(found, offset);
    else digits = 7;
    if (options.want?.(head.provider, head.eventId) === false) return;
    if (found.type === 'xml') {
      yield { type: 'event', event: found.event };
      return;
    }
    const payload = found.dialect.payload(found.document);
    if (payload.isLost) {
      const detail = `expected the values of the event's fields, found none: ${lostHint(found.dialect.name)}`;
      yield* once('lost-fields', offset, detail);
    }
    yield { type: 'event', event: jsonEvent(found.head, payload, share) };
  }

  /** Tells what the form keeps back of every event. */
  function* noteForm({ head, dialect }: FoundJson, offset: number): Iterable<ParseItem> {
    digits = Math.max(digits, head.readTime.digits);
    if (head.readTime.isZoneless && dialect.isUtc !== true) {
      zoneless = true;
      yield* once('unknown-zone', offset, 'expected times with a zone, found none: they are taken as UTC');
    }
    if (dialect.activityId === undefined) {
      const detail = `expected the ActivityID of each event, found the form of ${dialect.name}, which leaves it out`;
      yield* once('lost-activity', offset, detail);
    }
  }

  function* read(text: DocumentText): Iterable<ParseItem> {
    documents++;
    const value = whole(text.text);
    if (value === undefined) {
      isDamaged = true;
      yield problem('bad-json', text.offset, 'value', 'expected well-formed JSON, found something else');
      return;
    }
    let any = false;
    for (const found of findEvents(value, share)) {
      any = true;
      yield* take(found, text);
    }
    if (!any) {
      others.count++;
      others.first ??= { offset: text.offset, shape: shapeOf(value) };
    } else if (countNames(value) !== text.names) {
      yield* once(
        'repeated-name',
        text.offset,
        'expected each name once, found one again: the last one counts',
      );
    }
  }

  function* readAll(items: Iterable<SplitItem>): Iterable<ParseItem> {
    for (const item of items) {
      if (item.type === 'document') {
        yield* read(item);
      } else {
        if (item.problem.code !== 'other-text') isDamaged = true;
        yield item;
      }
    }
  }

  function* split(parts: Iterable<Decoded>): Iterable<ParseItem> {
    for (const part of parts) {
      if (part.type === 'text') {
        yield* readAll(splitter.push(part));
      } else {
        isDamaged = true;
        yield part;
      }
    }
  }

  function* tellOthers(): Iterable<ParseItem> {
    const { count, first } = others;
    if (records === 0 && !isDamaged) {
      const found = first === undefined ? 'no value' : first.shape;
      isDamaged = true;
      yield problem(
        'unknown-format',
        first?.offset ?? 0,
        'document',
        `expected Windows events as JSON, found ${found}`,
      );
    } else if (first !== undefined) {
      const detail = `expected Windows events, found ${count} of ${documents} values of another sort, the first ${first.shape}`;
      yield problem('other-json', first.offset, 'value', detail);
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
      yield* tellOthers();
    },
    status: (): LogStatus => ({
      format: 'json',
      records,
      state: isDamaged ? 'damaged' : records === 0 ? 'empty' : 'clean',
      ...(records > 0 && {
        times: { precision: precisionOf(digits), zone: zoneless ? 'unknown' : 'stated' },
      }),
    }),
  };
}

type FoundJson = Extract<Found, { type: 'json' }>;

const problem = (code: ParseProblemCode, offset: number, reading: string, detail: string): ParseItem => ({
  type: 'problem',
  problem: { code, offset, reading, detail },
});

const precisionOf = (digits: number): '100ns' | 'us' | 'ms' | 's' =>
  digits > 6 ? '100ns' : digits > 3 ? 'us' : digits > 0 ? 'ms' : 's';

const lostHint = (dialect: string): string =>
  dialect === 'Hayabusa'
    ? 'write them with a profile that has AllFieldInfo'
    : 'export again with ConvertTo-Json -Depth 4';

/** The splitter saw to it that it does not nest too deep. */
function whole(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const SHOWN_NAMES = 6;

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (!isObject(value)) return `a ${typeof value}`;
  const names = Object.keys(value).map((name) => name.slice(0, 40));
  const shown = names.length > SHOWN_NAMES ? [...names.slice(0, SHOWN_NAMES), '…'] : names;
  return shown.length === 0 ? 'an object without names' : `an object with the names ${shown.join(', ')}`;
}
