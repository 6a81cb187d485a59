import { type Output, reserve } from './output.ts';

/**
 * Bytes that templates hold, encoded once and copied into the output again and again. Each begins at a multiple of
 * eight, so that it is copied as doubles: the usual length is below 100, where `set` and `copyWithin` take two to
 * five times as long. Four doubles at once: most literals end in the first four, and the processor foresees that.
 * A double holds any eight bytes of UTF-8 unchanged: none of them makes a NaN, which a runtime might rewrite.
 */
export interface Literals {
  words: Float64Array;
  bytes: Uint8Array;
  used: number;
  readonly known: Map<string, Literal>;
}

/** The index of a literal's first word, and its size in bytes. */
interface Literal {
  readonly at: number;
  readonly size: number;
}

/** Words copied in one step, beyond the end of the literal too. */
const AT_ONCE = 4;

/** Where every pool has a quotation mark, and what stands between attributes and the text beside them. */
export const QUOTE = 0;
export const TEXT = 1;
export const TEXT_TEXT = '},"#text":"';

const ENCODER = new TextEncoder();

/** Makes an empty pool. */
export function createLiterals(): Literals {
  const words = new Float64Array(1 << 14);
  const literals: Literals = { words, bytes: new Uint8Array(words.buffer), used: 0, known: new Map() };
  resetLiterals(literals);
  return literals;
}

/** Empties a pool. */
export function resetLiterals(literals: Literals): void {
  literals.used = 0;
  literals.known.clear();
  addLiteral(literals, '"');
  addLiteral(literals, TEXT_TEXT);
}

/** Puts a text into the pool, once. */
export function addLiteral(literals: Literals, text: string): Literal {
  const known = literals.known.get(text);
  if (known !== undefined) return known;
  const encoded = ENCODER.encode(text);
  const size = encoded.length;
  const at = literals.used;
  const end = at + Math.ceil(size / 8);
  if (end + AT_ONCE > literals.words.length) {
    const words = new Float64Array(Math.max(literals.words.length * 2, end + AT_ONCE));
    words.set(literals.words);
    literals.words = words;
    literals.bytes = new Uint8Array(words.buffer);
  }
  literals.bytes.set(encoded, at * 8);
  literals.used = end;
  const literal = { at, size };
  literals.known.set(text, literal);
  return literal;
}

/** Copies a literal to the output. */
export function writeLiteral(out: Output, words: Float64Array, at: number, size: number): void {
  reserve(out, size);
  const { view, length } = out;
  const end = length + size;
  for (let to = length, from = at; to < end; to += 8 * AT_ONCE, from += AT_ONCE) {
    view.setFloat64(to, words[from]!, true);
    view.setFloat64(to + 8, words[from + 1]!, true);
    view.setFloat64(to + 16, words[from + 2]!, true);
    view.setFloat64(to + 24, words[from + 3]!, true);
  }
  out.length = end;
}
