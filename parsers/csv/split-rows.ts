import { DELIMITERS } from './cells.ts';
import type { ParseProblem } from '../parse-problem.ts';
import { countBytes, type TextPiece } from '../xml/decode-text.ts';

/** The text of one row without its line end; `offset` is the byte offset of its first character. */
export interface RowText {
  readonly type: 'row';
  readonly text: string;
  readonly offset: number;
}

export type RowItem = RowText | { readonly type: 'problem'; readonly problem: ParseProblem };

/** The longest row that is kept, in UTF-16 code units: some carry the event as XML and its message besides. */
export const MAX_ROW = 2_097_152;

const LINE_END = /["\r\n]/g;
/** Which of the delimiters it is the splitter does not know. */
const BEFORE_CELL: ReadonlySet<string> = new Set([...DELIMITERS, '\r', '\n']);

/**
 * Cuts CSV that comes in pieces into rows. A line ends a row where no quoted cell is open; a quote opens one at the beginning of
 * a cell alone, so that no text within a cell can begin a row of its own, and an inch in one takes no others. It holds one row of
 * MAX_ROW at most.
 */
export class RowSplitter {
  #held: string[] = [];
  #heldLength = 0;
  #offset = 0;
  #isQuoted = false;
  #isDropped = false;
  /** What stood before the text to come: a cell begins with a line. */
  #before = '\n';
  /** Where a quoted cell was closed, counted from the beginning of the text to come: a quote right behind opens it again. */
  #closedAt = -2;

  push({ text, offset, width }: TextPiece): readonly RowItem[] {
    const items: RowItem[] = [];
    let counted = { index: 0, offset };
    let from = 0;
    if (this.#heldLength === 0 && !this.#isDropped) this.#offset = offset;
    for (const { 0: mark, index } of text.matchAll(LINE_END)) {
      if (mark === '"') this.#quote(text, index);
      else if (!this.#isQuoted) {
        this.#hold(text.slice(from, index), items);
        this.#end(items);
        from = index + 1;
        counted = { index: from, offset: counted.offset + countBytes(text, counted.index, from, width) };
        this.#offset = counted.offset;
      }
    }
    this.#hold(text.slice(from), items);
    this.#before = text.at(-1) ?? this.#before;
    this.#closedAt -= text.length;
    return items;
  }

  #quote(text: string, index: number): void {
    if (this.#isQuoted) {
      this.#isQuoted = false;
      this.#closedAt = index;
      return;
    }
    const before = index === 0 ? this.#before : (text[index - 1] ?? '');
    this.#isQuoted = this.#closedAt === index - 1 || BEFORE_CELL.has(before);
  }

  end(): readonly RowItem[] {
    const items: RowItem[] = [];
    if (this.#isQuoted && !this.#isDropped) {
      const detail = 'expected the quote that ends the cell, found the end of input';
      items.push(problem('truncated', this.#offset, detail));
      this.#isDropped = true;
    }
    this.#end(items);
    return items;
  }

  /** Keeps a part of a row, or drops the row when it has grown too long. */
  #hold(part: string, items: RowItem[]): void {
    if (this.#isDropped || part === '') return;
    this.#heldLength += part.length;
    if (this.#heldLength <= MAX_ROW) {
      this.#held.push(part);
      return;
    }
    items.push(
      problem(
        'too-large',
        this.#offset,
        `expected a row of at most ${MAX_ROW} characters, found a longer one`,
      ),
    );
    this.#isDropped = true;
    this.#held = [];
  }

  #end(items: RowItem[]): void {
    const text = this.#held.join('');
    if (!this.#isDropped && text.trim() !== '') items.push({ type: 'row', text, offset: this.#offset });
    this.#held = [];
    this.#heldLength = 0;
    this.#isDropped = false;
    this.#isQuoted = false;
  }
}

const problem = (code: 'truncated' | 'too-large', offset: number, detail: string): RowItem => ({
  type: 'problem',
  problem: { code, offset, reading: 'row', detail },
});
