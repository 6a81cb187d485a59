import type { ParseProblem } from '../parse-problem.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** How many bytes a UTF-16 code unit of a piece took: one each, two each, or as its value says. */
export type UnitWidth = 'one' | 'two' | 'utf-8' | 'bad-utf-8';

/** A stretch of decoded text; `offset` is the byte offset of its first character. */
export interface TextPiece {
  readonly type: 'text';
  readonly text: string;
  readonly offset: number;
  readonly width: UnitWidth;
}

export type Decoded = TextPiece | { readonly type: 'problem'; readonly problem: ParseProblem };

const WINDOW = 65_536;
const REPLACEMENT = 0xfffd;

/** Tells the encoding from the first three bytes: a byte order mark, or a NUL beside an ASCII character. */
export function detectEncoding(head: Uint8Array): { readonly encoding: TextEncoding; readonly bom: number } {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', bom: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', bom: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', bom: 2 };
  if (a === 0 && b !== 0 && b !== undefined) return { encoding: 'utf-16be', bom: 0 };
  if (b === 0 && a !== 0) return { encoding: 'utf-16le', bom: 0 };
  return { encoding: 'utf-8', bom: 0 };
}

/**
 * Counts the bytes that the code units from `from` to `to` took in the input. Exact up to the first bad
 * sequence; after it every U+FFFD counts as one byte, which is exact for text in a single-byte code page.
 */
export function countBytes(text: string, from: number, to: number, width: UnitWidth): number {
  if (width === 'one') return to - from;
  if (width === 'two') return 2 * (to - from);
  let bytes = 0;
  for (let i = from; i < to; i++) bytes += unitBytes(text.charCodeAt(i), width);
  return bytes;
}

function unitBytes(unit: number, width: UnitWidth): number {
  if (unit < 0x80) return 1;
  if (unit === REPLACEMENT && width === 'bad-utf-8') return 1;
  // Four bytes become a surrogate pair: two for each half.
  return unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
}

/**
 * Turns bytes, in whatever pieces they come, into text. An encoding named in an XML declaration plays no part:
 * exports re-saved by an editor keep the old declaration.
 */
export class InputDecoder {
  #encoding: TextEncoding | undefined;
  #decoder: InstanceType<typeof TextDecoder> | undefined;
  #rest: Uint8Array = new Uint8Array(0);
  #bytesRead = 0;
  #offset = 0;
  #isBad = false;

  /** Decodes what is complete; the text pieces are short, so that a part kept of one holds no big string alive. */
  *push(bytes: Uint8Array): Iterable<Decoded> {
    for (let at = 0; at < bytes.length; at += WINDOW) {
      const window = bytes.subarray(at, at + WINDOW);
      const joined = this.#rest.length === 0 ? window : concat(this.#rest, window);
      if (this.#encoding === undefined && joined.length < 3) {
        this.#rest = joined.slice();
        continue;
      }
      const body = this.#skipMark(joined);
      const whole = body.length - unfinishedBytes(body, this.#encoding ?? 'utf-8');
      this.#rest = body.slice(whole);
      yield* this.#decode(body.subarray(0, whole));
    }
  }

  /** Decodes what was held back. */
  *end(): Iterable<Decoded> {
    const body = this.#skipMark(this.#rest);
    this.#rest = new Uint8Array(0);
    yield* this.#decode(body);
  }

  #skipMark(bytes: Uint8Array): Uint8Array {
    if (this.#encoding !== undefined) return bytes;
    const { encoding, bom } = detectEncoding(bytes);
    this.#encoding = encoding;
    this.#decoder = new TextDecoder(encoding, { ignoreBOM: true });
    this.#bytesRead = bom;
    this.#offset = bom;
    return bytes.subarray(bom);
  }

  *#decode(bytes: Uint8Array): Iterable<Decoded> {
    const encoding = this.#encoding;
    if (bytes.length === 0 || encoding === undefined || this.#decoder === undefined) return;
    const text = this.#decoder.decode(bytes);
    const bad = this.#isBad ? undefined : findBad(text, bytes, encoding);
    if (bad === undefined) {
      yield this.#piece(text, bytes.length);
    } else {
      if (bad.index > 0) yield this.#piece(text.slice(0, bad.index), bad.byte);
      this.#isBad = true;
      yield { type: 'problem', problem: badEncoding(encoding, this.#bytesRead + bad.byte) };
      yield this.#piece(text.slice(bad.index), bytes.length - bad.byte);
    }
    this.#bytesRead += bytes.length;
  }

  #piece(text: string, bytes: number): TextPiece {
    const width = this.#width(text, bytes);
    const offset = this.#offset;
    this.#offset += countBytes(text, 0, text.length, width);
    return { type: 'text', text, offset, width };
  }

  #width(text: string, bytes: number): UnitWidth {
    // Half a character at the end is one byte, as what is bad in UTF-8.
    if (this.#encoding !== 'utf-8') return bytes < 2 * text.length ? 'bad-utf-8' : 'two';
    if (text.length === bytes) return 'one';
    return this.#isBad ? 'bad-utf-8' : 'utf-8';
  }
}

function badEncoding(encoding: TextEncoding, offset: number): ParseProblem {
  return { code: 'bad-encoding', offset, reading: 'text', detail: `expected ${encoding}, found other bytes` };
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** How many bytes at the end begin a character that is not complete. */
function unfinishedBytes(bytes: Uint8Array, encoding: TextEncoding): number {
  const length = bytes.length;
  if (encoding === 'utf-8') {
    for (let back = 1; back <= Math.min(3, length); back++) {
      const byte = bytes[length - back] ?? 0;
      if (byte < 0x80) return 0;
      if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
    }
    return 0;
  }
  const odd = length % 2;
  const high = bytes[encoding === 'utf-16le' ? length - odd - 1 : length - odd - 2] ?? 0;
  // A high surrogate waits for its other half.
  return high >= 0xd8 && high <= 0xdb ? odd + 2 : odd;
}

/** Finds the first U+FFFD that the decoder put in, which is not one that the input holds. */
function findBad(
  text: string,
  bytes: Uint8Array,
  encoding: TextEncoding,
): { readonly index: number; readonly byte: number } | undefined {
  if (!text.includes('\ufffd')) return undefined;
  let byte = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === REPLACEMENT && !isReplacementAt(bytes, byte, encoding)) return { index, byte };
    byte += encoding === 'utf-8' ? unitBytes(unit, 'utf-8') : 2;
  }
  return undefined;
}

function isReplacementAt(bytes: Uint8Array, at: number, encoding: TextEncoding): boolean {
  const [a, b, c] = [bytes[at], bytes[at + 1], bytes[at + 2]];
  if (encoding === 'utf-8') return a === 0xef && b === 0xbf && c === 0xbd;
  return encoding === 'utf-16le' ? a === 0xfd && b === 0xff : a === 0xff && b === 0xfd;
}
