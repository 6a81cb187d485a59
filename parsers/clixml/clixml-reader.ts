import type { LogReader, ParseItem, ReaderOptions } from '../log-reader.ts';
import { createEventTaker } from '../json/take-events.ts';
import { InputDecoder, type Decoded } from '../xml/decode-text.ts';
import { readElement } from '../xml/read-event.ts';
import { EventSplitter, type EventText, type SplitItem } from '../xml/split-events.ts';
import { readObject } from './read-object.ts';

/** Creates a reader of what Export-Clixml makes of events: objects of Get-WinEvent, or texts that are the events as XML. */
export function createClixmlReader(options: ReaderOptions): LogReader {
  const decoder = new InputDecoder();
  const splitter = new EventSplitter({ elements: ['Obj', 'S'], wrapper: 'Objs' });
  const taker = createEventTaker(options, {
    unit: 'object',
    expected: 'Windows events as CLIXML',
    bad: 'bad-xml',
  });

  function* read({ text, offset }: EventText): Iterable<ParseItem> {
    const element = readElement(text);
    if (element === undefined) {
      const detail = 'expected well-formed markup, found something else';
      yield taker.damage({ code: 'bad-xml', offset, reading: 'object', detail });
      return;
    }
    yield* taker.take(readObject(element), offset);
  }

  function* readAll(items: Iterable<SplitItem>): Iterable<ParseItem> {
    for (const item of items) {
      if (item.type === 'event') yield* read(item);
      else yield item.problem.code === 'other-text' ? item : taker.damage(item.problem);
    }
  }

  function* split(parts: Iterable<Decoded>): Iterable<ParseItem> {
    for (const part of parts) {
      if (splitter.isRefused) return;
      if (part.type === 'text') yield* readAll(splitter.push(part));
      else yield taker.damage(part.problem);
    }
  }

  return {
    *feed(bytes) {
      if (!splitter.isRefused) yield* split(decoder.push(bytes));
    },
    *end() {
      yield* split(decoder.end());
      yield* readAll(splitter.end());
      yield* taker.end();
    },
    status: () => taker.status('clixml'),
  };
}
