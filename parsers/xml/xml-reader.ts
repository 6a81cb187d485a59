import type { LogReader, ParseItem, ReaderOptions } from '../log-reader.ts';
import { InputDecoder, type Decoded } from './decode-text.ts';
import { readEvent } from './read-event.ts';
import { scanSystem } from './scan-system.ts';
import type { EventHead } from '../raw-event.ts';
import { createShare } from './share-strings.ts';
import { EventSplitter, type EventText, type SplitItem } from './split-events.ts';

/**
 * Creates a reader of exported event XML: from Event Viewer, wevtutil or Get-WinEvent, with or without a root
 * element, UTF-8 or UTF-16. The rendered message texts are never read: their language is the exporter's.
 */
export function createXmlReader(options: ReaderOptions): LogReader {
  const decoder = new InputDecoder();
  const splitter = new EventSplitter();
  const share = createShare();
  let bytesFed = 0;
  let records = 0;
  let isDamaged = false;

  function note(head: EventHead): void {
    records++;
    options.observe?.(share(head.computer), share(head.channel), head.recordId, head.time);
  }

  function read(text: EventText): ParseItem | undefined {
    const { want } = options;
    const head = want === undefined ? undefined : scanSystem(text.text);
    if (head !== undefined && want?.(share(head.provider), head.eventId) === false) {
      note(head);
      return undefined;
    }
    const item = readEvent(text, share);
    if (item.type === 'problem') return item;
    const { event } = item;
    note(event);
    const isWanted = head !== undefined || want === undefined || want(event.provider, event.eventId);
    return isWanted ? item : undefined;
  }

  function* readAll(items: Iterable<SplitItem>): Iterable<ParseItem> {
    for (const split of items) {
      const item = split.type === 'event' ? read(split) : split;
      if (item?.type === 'problem' && item.problem.code !== 'other-text') isDamaged = true;
      if (item !== undefined) yield item;
    }
  }

  function* split(parts: Iterable<Decoded>): Iterable<ParseItem> {
    for (const part of parts) {
      if (splitter.isRefused) return;
      if (part.type === 'problem') isDamaged = true;
      if (part.type === 'text') yield* readAll(splitter.push(part));
      else yield part;
    }
  }

  return {
    *feed(bytes) {
      if (splitter.isRefused) return;
      bytesFed += bytes.length;
      yield* split(decoder.push(bytes));
    },
    *end() {
      if (bytesFed === 0) {
        yield emptyInput;
        return;
      }
      yield* split(decoder.end());
      yield* readAll(splitter.end());
    },
    status: () => ({
      format: 'xml',
      records,
      state: isDamaged ? 'damaged' : records === 0 ? 'empty' : 'clean',
    }),
  };
}

const emptyInput: ParseItem = {
  type: 'problem',
  problem: {
    code: 'empty-input',
    offset: 0,
    reading: 'document',
    detail: 'expected event elements, found no bytes',
  },
};
