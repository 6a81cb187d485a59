import { holdForDateOrder, type Dated } from '../csv/date-order.ts';
import { isoOf, readLocalTime, type DateOrder } from '../csv/local-time.ts';
import { readTime } from '../json/read-time.ts';
import { createEventTaker } from '../json/take-events.ts';
import type { LogReader, ParseItem, ReaderOptions } from '../log-reader.ts';
import { InputDecoder, type Decoded } from '../xml/decode-text.ts';
import { listedEvents, type Line, type ListedEvent } from './listed-events.ts';
import { LineSplitter } from './split-lines.ts';

interface Listed extends Dated {
  readonly event: ListedEvent;
}

/**
 * Creates a reader of events listed as text: `wevtutil qe /f:text`, and what Event Viewer copies, in any language. Where the
 * event stands beside its text as XML, that is read.
 */
export function createListingReader(options: ReaderOptions): LogReader {
  const decoder = new InputDecoder();
  const lines = new LineSplitter();
  const events = listedEvents();
  const taker = createEventTaker(options, {
    unit: 'event',
    expected: 'Windows events as text',
    bad: 'bad-csv',
  });
  const hold = holdForDateOrder<Listed>(taker, give);

  function* give({ event, offset, time }: Listed, order: DateOrder): Iterable<ParseItem> {
    yield* taker.take(event.xml === '' ? documentOf(event, time && isoOf(time, order)) : event.xml, offset);
  }

  function* hand(event: ListedEvent | undefined): Iterable<ParseItem> {
    if (event === undefined) return;
    const { offset, message, xml } = event;
    const time = readTime(event.time) === undefined ? readLocalTime(event.time) : undefined;
    yield* hold.push({ event, offset, size: message.length + xml.length, ...(time && { time }) });
  }

  function* readAll(all: Iterable<Line>): Iterable<ParseItem> {
    for (const line of all) yield* hand(events.push(line));
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
      yield* hand(events.end());
      yield* hold.release();
      yield* taker.end();
    },
    status: () => taker.status('listing'),
  };
}

/** An event as a value with names. */
const documentOf = (event: ListedEvent, iso: string | undefined): unknown => ({
  ListingTime: iso ?? event.time,
  ListingSource: event.source,
  ListingId: event.id,
  ListingComputer: event.computer,
  ListingChannel: event.channel,
  ListingMessage: event.message,
});
