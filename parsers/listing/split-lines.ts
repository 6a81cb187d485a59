import { countBytes, type TextPiece } from '../xml/decode-text.ts';
import type { Line } from './written-event.ts';

/** Longer lines are of no listing: what is behind is passed over. */
const MAX_LINE = 65_536;

/** Cuts text that comes in pieces into lines. It holds one line of MAX_LINE at most. */
export class LineSplitter {
  #held = '';
  #offset = 0;
  #endsWithCr = false;

  *push({ text, offset, width }: TextPiece): Iterable<Line> {
    let from = this.#endsWithCr && text.startsWith('\n') ? 1 : 0;
    let counted = { index: 0, offset };
    for (const { 0: end, index } of text.matchAll(/\r\n|\r|\n/g)) {
      if (index < from) continue;
      if (this.#held === '') this.#offset = counted.offset + countBytes(text, counted.index, from, width);
      counted = { index: from, offset: counted.offset + countBytes(text, counted.index, from, width) };
      this.#hold(text.slice(from, index));
      yield { text: this.#held, offset: this.#offset };
      this.#held = '';
      from = index + end.length;
    }
    if (this.#held === '') this.#offset = counted.offset + countBytes(text, counted.index, from, width);
    this.#hold(text.slice(from));
    if (text !== '') this.#endsWithCr = text.endsWith('\r');
  }

  *end(): Iterable<Line> {
    if (this.#held !== '') yield { text: this.#held, offset: this.#offset };
    this.#held = '';
  }

  #hold(text: string): void {
    if (this.#held.length < MAX_LINE) this.#held += text.slice(0, MAX_LINE - this.#held.length);
  }
}
