import { InputDecoder } from '../../parsers/xml/decode-text.ts';
import { EventSplitter } from '../../parsers/xml/split-events.ts';

/** Cuts the events out of what a program printed, in UTF-16 or UTF-8; what is no event is passed over. */
export function xmlEvents(output: Uint8Array): readonly string[] {
  const decoder = new InputDecoder();
  const splitter = new EventSplitter();
  const pieces = [...decoder.push(output), ...decoder.end()];
  const items = pieces.flatMap((piece) => (piece.type === 'text' ? splitter.push(piece) : []));
  return items.flatMap((item) => (item.type === 'event' ? [item.text] : []));
}
