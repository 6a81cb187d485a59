import type { ParseProblem, ParseProblemCode } from '../parse-problem.ts';
import { countBytes, type TextPiece } from '../xml/decode-text.ts';
import { Candidate } from './candidate.ts';
import { MAX_NESTING } from './json-value.ts';

/** The text of one JSON value; `offset` is the byte offset of its first character. */
export interface DocumentText {
  readonly type: 'document';
  readonly text: string;
  readonly offset: number;
  /** How many names stand in it, those that stand twice counted twice. */
  readonly names: number;
}

/** What stands before the rows of a table, made whole: the documents that are lists, up to the next, are its rows. */
interface TableText {
  readonly type: 'table';
  readonly text: string;
}

export type SplitItem =
  DocumentText | TableText | { readonly type: 'problem'; readonly problem: ParseProblem };

/** The longest value that is kept, in UTF-16 code units: four times the longest event, for collectors repeat what is in it. */
export const MAX_DOCUMENT = 4_194_304;

const LINE_FEED = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
/** Stands before each value of a JSON text sequence, RFC 7464. */
const RECORD_SEPARATOR = 0x1e;

/**
 * Cuts JSON that comes in pieces into the values that may be events: lines, values one after another, the elements of
 * lists, and those of the lists that wrap the answers of servers. It holds one value of MAX_DOCUMENT at most. What is cut
 * off or broken ends where the next line begins a value that could not stand there.
 */
export class DocumentSplitter {
  #items: SplitItem[] = [];
  #piece: TextPiece = { type: 'text', text: '', offset: 0, width: 'one' };
  #counted = { index: 0, offset: 0 };
  /** The lists and objects around the values; true: an object, of which only the lists that wrap values matter. */
  #around: boolean[] = [];
  /** How many of those are around the rows of a table, which are lists and values. */
  #rowsAt = -1;
  /** The name before a value of an object around, and the name that is being read. */
  #name = '';
  #value: Candidate | undefined;
  #held: string[] = [];
  #heldLength = 0;
  /** Where in the piece the text to hold begins, or -1 when none is to be held. */
  #from = -1;
  #isLineStart = true;
  #hasToldText = false;
  #lastOffset = 0;

  push(piece: TextPiece): readonly SplitItem[] {
    this.#items = [];
    this.#piece = piece;
    this.#counted = { index: 0, offset: piece.offset };
    const { text } = piece;
    let at = 0;
    while (at < text.length)
      at = this.#value === undefined ? this.#between(text, at) : this.#within(this.#value, text, at);
    this.#holdRest();
    this.#lastOffset = this.#offsetAt(text.length);
    return this.#items;
  }

  end(): readonly SplitItem[] {
    this.#items = [];
    const value = this.#value;
    if (value !== undefined && !value.isAside) {
      this.#drop(
        value,
        this.#heldLength,
        'truncated',
        'expected the end of the value, found the end of input',
      );
    } else if (this.#around.length > 0 || value !== undefined) {
      this.#report(
        'truncated',
        this.#lastOffset,
        'list',
        'expected the end of the list, found the end of input',
      );
    }
    return this.#items;
  }

  /** Reads one character outside of values. */
  #between(text: string, at: number): number {
    const code = text.charCodeAt(at);
    const isObject = this.#around.at(-1);
    switch (code) {
      case OPEN_OBJECT:
        this.#begin(at, 'object', isObject === true);
        return at + 1;
      case QUOTE:
        this.#begin(at, 'text', isObject === true);
        return at + 1;
      case OPEN_LIST:
        if (isObject === true || this.#around.length >= MAX_NESTING) this.#begin(at, 'list', true);
        else if (this.#around.length === this.#rowsAt) this.#beginRow(at);
        else this.#around.push(false);
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        if (this.#around.pop() === undefined) this.#tellText(at);
        if (this.#around.length < this.#rowsAt) this.#rowsAt = -1;
        break;
      case LINE_FEED:
        this.#isLineStart = true;
        return at + 1;
      default:
        if (isObject === undefined && !isBetween(code)) this.#tellText(at);
    }
    this.#isLineStart = false;
    return at + 1;
  }

  #begin(at: number, kind: 'object' | 'list' | 'text', isAside: boolean): void {
    this.#value = new Candidate(this.#offsetAt(at), kind, isAside, this.#name);
    this.#from = at;
    this.#isLineStart = false;
  }

  /** Reads on in a value, up to its end or the end of the piece. */
  #within(value: Candidate, text: string, from: number): number {
    let at = from;
    while (at < text.length) {
      if (value.isInText) {
        at = this.#readText(value, text, at);
        if (this.#value === undefined) return at;
        continue;
      }
      const code = text.charCodeAt(at);
      if (code === OPEN_OBJECT || code === OPEN_LIST) {
        if (this.#isLineStart && !value.takesValue()) return this.#restart(value, at);
        if (code === OPEN_OBJECT && this.#around.length < MAX_NESTING && value.isWrapper()) {
          return this.#unwrap(value, at);
        }
        if (code === OPEN_LIST && this.#isWholeTable(value, at)) return this.#unwrapTable(value, at);
        value.open(code === OPEN_OBJECT);
        if (value.depth > MAX_NESTING && !value.isDropped) {
          this.#drop(
            value,
            this.#lengthAt(at),
            'bad-json',
            `expected at most ${MAX_NESTING} levels, found more`,
          );
        }
      } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
        value.close();
        if (value.depth === 0) {
          this.#finish(value, at + 1);
          return at + 1;
        }
      } else if (code === QUOTE) {
        value.beginText();
      } else if (code === COLON) {
        value.nameValue();
      } else if (code > 0x20) {
        value.last = code === COMMA ? 'comma' : 'value';
      }
      this.#isLineStart = code === LINE_FEED;
      at++;
    }
    return at;
  }

  #readText(value: Candidate, text: string, from: number): number {
    let at = from;
    if (value.isEscaped) {
      value.isEscaped = false;
      at++;
    }
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        value.endText(text.slice(from, at));
        if (value.depth === 0) this.#finish(value, at + 1);
        return at + 1;
      }
      if (code === BACKSLASH) {
        if (++at >= text.length) value.isEscaped = true;
      } else if (code === LINE_FEED) {
        this.#drop(
          value,
          this.#lengthAt(at),
          'bad-json',
          'expected the end of the text, found the end of the line',
        );
        this.#value = undefined;
        this.#release();
        return at;
      }
    }
    value.addText(text.slice(from, at));
    return at;
  }

  /** The value turns out to be what wraps a list of values; the first of them begins here. */
  #unwrap(value: Candidate, at: number): number {
    if (this.#lengthAt(at) > MAX_DOCUMENT) this.#tellTooLarge(value);
    this.#around.push(...value.levels());
    this.#release();
    this.#begin(at, 'object', false);
    return at + 1;
  }

  /** A table whose beginning is there to be read, for without it nobody knows what stands in a row. */
  #isWholeTable(value: Candidate, at: number): boolean {
    const isHeld = !value.isAside && !value.isDropped && this.#lengthAt(at) <= MAX_DOCUMENT;
    return isHeld && this.#around.length < MAX_NESTING && value.isTable();
  }

  /** The value turns out to be a table; the first of its rows begins here. */
  #unwrapTable(value: Candidate, at: number): number {
    const levels = value.levels();
    const ends = levels.map((isObject) => (isObject ? '}' : ']')).toReversed();
    const text = this.#held.join('') + this.#piece.text.slice(this.#from, at) + ends.join('');
    this.#items.push({ type: 'table', text });
    this.#around.push(...levels);
    this.#rowsAt = this.#around.length;
    this.#release();
    this.#beginRow(at);
    return at + 1;
  }

  #beginRow(at: number): void {
    this.#name = '';
    this.#begin(at, 'list', false);
  }

  /** The value was cut off: the line begins another one. */
  #restart(value: Candidate, at: number): number {
    this.#drop(
      value,
      this.#lengthAt(at),
      'bad-json',
      'expected the end of the value, found the start of another',
    );
    this.#value = undefined;
    this.#release();
    return at;
  }

  #finish(value: Candidate, end: number): void {
    const { isDropped, offset, names } = value;
    if (this.#lengthAt(end) > MAX_DOCUMENT) {
      this.#tellTooLarge(value);
    } else if (value.isAside) {
      this.#name = value.kind === 'text' ? value.word : '';
    } else if (!isDropped) {
      const text = this.#held.join('') + this.#piece.text.slice(this.#from, end);
      this.#items.push({ type: 'document', text, offset, names });
    }
    this.#value = undefined;
    this.#release();
  }

  /** Holds the end of the piece, or drops the value when it has grown too large. */
  #holdRest(): void {
    const value = this.#value;
    if (value === undefined) return;
    const rest = this.#piece.text.slice(this.#from);
    this.#heldLength += rest.length;
    if (this.#heldLength > MAX_DOCUMENT) this.#tellTooLarge(value);
    if (value.isDropped || value.isAside) this.#held = [];
    else this.#held.push(rest);
    this.#from = 0;
  }

  #drop(value: Candidate, length: number, code: ParseProblemCode, detail: string): void {
    if (length > MAX_DOCUMENT) this.#tellTooLarge(value);
    else if (!value.isDropped && !value.isAside) this.#report(code, value.offset, 'value', detail);
    value.isDropped = true;
  }

  #tellTooLarge(value: Candidate): void {
    if (!value.isDropped && !value.isAside) {
      const detail = `expected a value of at most ${MAX_DOCUMENT} characters, found a longer one`;
      this.#report('too-large', value.offset, 'value', detail);
    }
    value.isDropped = true;
  }

  /** Tags and times that stand before each value are told once. */
  #tellText(at: number): void {
    if (this.#hasToldText) return;
    this.#hasToldText = true;
    this.#report('other-text', this.#offsetAt(at), 'value', 'expected a JSON value, found other text');
  }

  #release(): void {
    this.#held = [];
    this.#heldLength = 0;
    this.#from = -1;
  }

  #lengthAt(index: number): number {
    return this.#heldLength + index - this.#from;
  }

  #offsetAt(index: number): number {
    const { text, width } = this.#piece;
    const { index: counted, offset } = this.#counted;
    if (index > counted) this.#counted = { index, offset: offset + countBytes(text, counted, index, width) };
    return this.#counted.offset;
  }

  #report(code: ParseProblemCode, offset: number, reading: string, detail: string): void {
    this.#items.push({ type: 'problem', problem: { code, offset, reading, detail } });
  }
}

const isBetween = (code: number): boolean => code <= 0x20 || code === COMMA || code === RECORD_SEPARATOR;
