import { holdForDateOrder, type Dated } from '../csv/date-order.ts';
import { isoOf, readLocalTime, type DateOrder } from '../csv/local-time.ts';
import { readTime } from '../json/read-time.ts';
import { createEventTaker } from '../json/take-events.ts';
import type { LogReader, ParseItem, ReaderOptions } from '../log-reader.ts';
import { InputDecoder, type Decoded } from '../xml/decode-text.ts';
import { eventFinders } from './event-finders.ts';
import { LineSplitter } from './split-lines.ts';
import type { Line, WrittenEvent } from './written-event.ts';

interface Held extends Dated {
  readonly event: WrittenEvent;
}

/**
 * Creates a reader of events written out as text: `wevtutil qe /f:text`, what Event Viewer copies, in any language, and what
 * Get-WinEvent and Get-EventLog show, as lists and tables. They may be mixed.
 */
export function createListingReader(options: ReaderOptions): LogReader {
  const decoder = new InputDecoder();
  const lines = new LineSplitter();
  const ways = eventFinders();
  const taker = createEventTaker(options, {
    unit: 'event',
    expected: 'Windows events as text',
    bad: 'bad-csv',
  });
  const hold = holdForDateOrder<Held>(taker, give);

  function* give({ event, offset, time }: Held, order: DateOrder): Iterable<ParseItem> {
    yield* taker.take(event.valueAt(time === undefined ? event.time : isoOf(time, order)), offset);
  }

  function* hand(event: WrittenEvent | undefined): Iterable<ParseItem> {
    if (event === undefined) return;
    const { offset, size } = event;
    const time = readTime(event.time) === undefined ? readLocalTime(event.time) : undefined;
    yield* hold.push({ event, offset, size, ...(time && { time }) });
  }

  function* readAll(all: Iterable<Line>): Iterable<ParseItem> {
    for (const line of all) for (const way of ways) yield* hand(way.push(line));
  }

  function* split(parts: Iterable<Decoded>): Iterable<ParseItem> {
    for (const part of parts) {
      if (part.type === 'text') yield* readAll(lines.push(part));
      else yield taker.damage(part.problem);
    }
  }

  return {
    *feed(bytes) {
      yield* split(decoder.push(bytes));
    },
    giveHeld: hold.release,
    *end() {
      yield* split(decoder.end());
      yield* readAll(lines.end());
      for (const way of ways) yield* hand(way.end());
      yield* hold.release();
      yield* taker.end();
    },
    status: () => taker.status('listing'),
  };
}
