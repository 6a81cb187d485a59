import { type Output, reserve } from './output.ts';

/**
 * Bytes that templates hold, encoded once and copied into the output again and again. Each begins at a multiple of
 * eight, so that it is copied in steps of eight bytes: the usual length is below 100, where `set` and
 * `copyWithin` take two to five times as long.
 * A double holds any eight bytes of UTF-8 unchanged: none of them makes a NaN, which a runtime might rewrite.
 */
export interface Literals {
  words: Float64Array;
  bytes: Uint8Array;
  used: number;
  readonly known: Map<string, number>;
}

/** Where every pool has a quotation mark. */
export const QUOTE = 0;

const ENCODER = new TextEncoder();

/** Makes an empty pool. */
export function createLiterals(): Literals {
  const words = new Float64Array(1 << 14);
  const literals: Literals = { words, bytes: new Uint8Array(words.buffer), used: 0, known: new Map() };
  addLiteral(literals, '"');
  return literals;
}

/** Empties a pool. */
export function resetLiterals(literals: Literals): void {
  literals.used = 0;
  literals.known.clear();
  addLiteral(literals, '"');
}

/** Puts a text into the pool, once, and returns the index of its first word and its size in bytes. */
export function addLiteral(literals: Literals, text: string): { readonly at: number; readonly size: number } {
  const encoded = ENCODER.encode(text);
  const size = encoded.length;
  const known = literals.known.get(text);
  if (known !== undefined) return { at: known, size };
  const at = literals.used;
  const end = at + Math.ceil(size / 8);
  if (end > literals.words.length) {
    const words = new Float64Array(Math.max(literals.words.length * 2, end));
    words.set(literals.words);
    literals.words = words;
    literals.bytes = new Uint8Array(words.buffer);
  }
  literals.bytes.set(encoded, at * 8);
  literals.used = end;
  literals.known.set(text, at);
  return { at, size };
}

/** Copies a literal to the output. */
export function writeLiteral(out: Output, words: Float64Array, at: number, size: number): void {
  reserve(out, size);
  const { view, length } = out;
  for (let done = 0, from = at; done < size; done += 8, from += 1) {
    view.setFloat64(length + done, words[from] ?? 0, true);
  }
  out.length = length + size;
}
