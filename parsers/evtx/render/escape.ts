import { type Output, reserve } from './output.ts';

/** How text is written: into a JSON string, an XML text, or an XML attribute value between single quotes. */
export const JSON_TEXT = 0;
export const XML_TEXT = 1;
export const XML_ATTRIBUTE = 2;
export type Escape = typeof JSON_TEXT | typeof XML_TEXT | typeof XML_ATTRIBUTE;

/** The most bytes that one UTF-16 unit takes: `\u0000`, `&quot;`. */
const WIDEST = 6;

/** Bits that ASCII has not: in two UTF-16 units, in four bytes. */
const NOT_ASCII_UNITS = 0xff80ff80 | 0;
const NOT_ASCII_BYTES = 0x80808080 | 0;

/**
 * Writes UTF-16LE bytes as escaped UTF-8, four units at a time while they are ASCII. Of the last one to three those
 * before are read again and shifted out; the zeros that come in look like an escape and end the four.
 */
export function writeUtf16(out: Output, view: DataView, start: number, end: number, escape: Escape): void {
  reserve(out, ((end - start) >> 1) * WIDEST);
  const last = end - ((end - start) & 1);
  const target = out.view;
  let at = start;
  let to = out.length;
  while (at < last) {
    const again = at + 8 <= last ? 0 : at + 8 - last;
    if (at - again >= start) {
      const low = view.getInt32(at - again, true);
      const high = view.getInt32(at - again + 4, true);
      if (((low | high) & NOT_ASCII_UNITS) === 0) {
        const both = ((low | (low >>> 8)) & 0xffff) | ((high | (high >>> 8)) << 16);
        const four = both >>> (again * 4);
        target.setInt32(to, four, true);
        const marks = escapeMarks(four, escape);
        if (marks === 0) {
          at += 8;
          to += 4;
          continue;
        }
        const plain = firstMark(marks);
        at += plain * 2;
        to += plain;
        if (at === last) break;
        to = writeAsciiUnit(target, to, (four >>> (plain * 8)) & 0xff, escape);
        at += 2;
        continue;
      }
    }
    // The next four units one by one; then it is tried again.
    const stop = Math.min(last, at + 8);
    while (at < stop) {
      const unit = view.getUint16(at, true);
      at += 2;
      if (unit < 0x80) {
        to = writeAsciiUnit(target, to, unit, escape);
      } else if (unit < 0x800) {
        target.setUint16(to, 0x80c0 | (unit >> 6) | ((unit & 0x3f) << 8), true);
        to += 2;
      } else if (unit < 0xd800 || unit > 0xdfff) {
        to = writeThree(target, to, unit, escape);
      } else {
        const next = at < last ? view.getUint16(at, true) : 0;
        if (unit <= 0xdbff && (next & 0xfc00) === 0xdc00) {
          at += 2;
          to = writePair(target, to, unit, next);
        } else {
          to = writeLone(target, to, unit, escape);
        }
      }
    }
  }
  out.length = to;
}

/** Writes Latin-1 bytes as escaped UTF-8, in the same way. */
export function writeLatin1(out: Output, view: DataView, start: number, end: number, escape: Escape): void {
  reserve(out, (end - start) * WIDEST);
  const target = out.view;
  let at = start;
  let to = out.length;
  while (at < end) {
    const again = at + 4 <= end ? 0 : at + 4 - end;
    if (at - again >= start) {
      const read = view.getInt32(at - again, true);
      if ((read & NOT_ASCII_BYTES) === 0) {
        const four = read >>> (again * 8);
        target.setInt32(to, four, true);
        const marks = escapeMarks(four, escape);
        if (marks === 0) {
          at += 4;
          to += 4;
          continue;
        }
        const plain = firstMark(marks);
        at += plain;
        to += plain;
        if (at === end) break;
        to = writeAsciiUnit(target, to, (four >>> (plain * 8)) & 0xff, escape);
        at += 1;
        continue;
      }
    }
    const stop = Math.min(end, at + 4);
    for (; at < stop; at += 1) {
      const unit = view.getUint8(at);
      if (unit < 0x80) {
        to = writeAsciiUnit(target, to, unit, escape);
      } else {
        target.setUint16(to, 0x80c0 | (unit >> 6) | ((unit & 0x3f) << 8), true);
        to += 2;
      }
    }
  }
  out.length = to;
}

/**
 * Marks, by the highest bit of each, which of four ASCII characters need an escape, told by arithmetic on all at once
 * (Hacker's Delight, "find a zero byte"). Behind the first mark there may be false ones; the first one may be a tab
 * in XML.
 */
function escapeMarks(four: number, escape: Escape): number {
  const control = (four - 0x20202020) & ~four;
  let zero: number;
  if (escape === JSON_TEXT) {
    const quote = four ^ 0x22222222;
    const backslash = four ^ 0x5c5c5c5c;
    zero = ((quote - 0x01010101) & ~quote) | ((backslash - 0x01010101) & ~backslash);
  } else {
    // `<` and `>` differ in bit 1, `&` and `'` in bit 0: each pair is one test.
    const angle = (four | 0x02020202) ^ 0x3e3e3e3e;
    const ampersand = escape === XML_TEXT ? four ^ 0x26262626 : (four | 0x01010101) ^ 0x27272727;
    zero = ((angle - 0x01010101) & ~angle) | ((ampersand - 0x01010101) & ~ampersand);
  }
  return (control | zero) & NOT_ASCII_BYTES;
}

/** How many characters stand before the first mark. */
function firstMark(marks: number): number {
  return (31 - Math.clz32(marks & -marks)) >> 3;
}

/** Writes one ASCII character, escaped where it must be; returns the offset behind it. */
function writeAsciiUnit(target: DataView, to: number, unit: number, escape: Escape): number {
  const index = (escape << 7) | unit;
  target.setFloat64(to, SPELLED[index]!, true);
  return to + SPELLED_SIZES[index]!;
}

function writeThree(target: DataView, to: number, unit: number, escape: Escape): number {
  if (unit >= 0xfffe && escape !== JSON_TEXT) return writeNone(target, to);
  target.setUint8(to, 0xe0 | (unit >> 12));
  target.setUint8(to + 1, 0x80 | ((unit >> 6) & 0x3f));
  target.setUint8(to + 2, 0x80 | (unit & 0x3f));
  return to + 3;
}

function writePair(target: DataView, to: number, high: number, low: number): number {
  const code = 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff);
  target.setUint8(to, 0xf0 | (code >> 18));
  target.setUint8(to + 1, 0x80 | ((code >> 12) & 0x3f));
  target.setUint8(to + 2, 0x80 | ((code >> 6) & 0x3f));
  target.setUint8(to + 3, 0x80 | (code & 0x3f));
  return to + 4;
}

/** Half a surrogate pair: JSON can spell it, XML cannot. */
function writeLone(target: DataView, to: number, unit: number, escape: Escape): number {
  if (escape !== JSON_TEXT) return writeNone(target, to);
  const text = `\\u${unit.toString(16)}`;
  for (let i = 0; i < 6; i += 1) target.setUint8(to + i, text.charCodeAt(i));
  return to + 6;
}

/**
 * What Windows writes for a character that XML 1.0 cannot carry: controls, halves of surrogate pairs, U+FFFE and U+FFFF
 * (evtx 0.15.1, tests/test_windows_types.rs, held to what Windows printed).
 */
const NO_CHARACTER = '_';

function writeNone(target: DataView, to: number): number {
  target.setUint8(to, NO_CHARACTER.charCodeAt(0));
  return to + 1;
}

function escapes(of: (character: string, code: number) => string | undefined): readonly string[] {
  return Array.from({ length: 128 }, (_, code) => of(String.fromCharCode(code), code) ?? '');
}

const JSON_ESCAPES = escapes((character) => {
  const text = JSON.stringify(character).slice(1, -1);
  return text === character ? undefined : text;
});

/** A line break is a reference, so that a line is an event. */
const TEXT_ESCAPES = escapes((character, code) => {
  if (character === '\t') return undefined;
  if (character === '\n' || character === '\r') return `&#${code};`;
  if (code < 0x20) return NO_CHARACTER;
  return { '&': '&amp;', '<': '&lt;', '>': '&gt;' }[character];
});

const ATTRIBUTE_ESCAPES = escapes((character, code) => {
  if (character === "'") return '&apos;';
  return character === '\t' ? '&#9;' : TEXT_ESCAPES[code];
});

const ESCAPES = [JSON_ESCAPES, TEXT_ESCAPES, ATTRIBUTE_ESCAPES] as const;

/** Every ASCII character as each kind of text spells it: its bytes, as doubles like those of literals, and how many. */
const SPELLED = new Float64Array(ESCAPES.length * 128);
const SPELLED_SIZES = new Uint8Array(ESCAPES.length * 128);
for (const [index, escape] of ESCAPES.flat().entries()) {
  const text = escape === '' ? String.fromCharCode(index & 0x7f) : escape;
  const bytes = new Uint8Array(SPELLED.buffer, index * 8, 8);
  SPELLED_SIZES[index] = new TextEncoder().encodeInto(text, bytes).written;
}

/** Escapes a string for XML, the same way. */
export function xmlEscaped(text: string, escape: typeof XML_TEXT | typeof XML_ATTRIBUTE): string {
  const table = escape === XML_TEXT ? TEXT_ESCAPES : ATTRIBUTE_ESCAPES;
  let escaped = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) escaped += table[code] === '' ? character : (table[code] ?? '');
    else
      escaped +=
        (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff ? NO_CHARACTER : character;
  }
  return escaped;
}
