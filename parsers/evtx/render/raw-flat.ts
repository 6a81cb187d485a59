import { TOKEN } from '../binxml.ts';
import { JSON_TEXT } from './escape.ts';
import { type Literals, writeLiteral } from './literals.ts';
import { type Output, writeAscii } from './output.ts';
import type { RawName } from './raw-names.ts';
import { MAX_RAW_DEPTH, type RawReader } from './raw-reader.ts';

/** The spelling of a name that is empty: `,"":`. */
const UNNAMED_SIZE = 4;

/** Writes the fields of a value without a template: the elements in it that have none in them. */
export class RawFields {
  readonly #names: RawName[] = [];
  /** Where the text of each field begins; -1 for an empty element. */
  readonly #texts: number[] = [];
  /** The next field of the same name, or -1. */
  readonly #next: number[] = [];
  /** The first field of each name. */
  readonly #firsts: number[] = [];

  /** Writes them between brackets, all of one name where its first is; false at something for the slow way. */
  write(out: Output, literals: Literals, raw: RawReader, limit: number): boolean {
    this.#names.length = 0;
    this.#texts.length = 0;
    if (!this.#collect(raw, 0)) return false;
    this.#group();
    const begin = out.length;
    for (const first of this.#firsts) {
      const { at, size } = this.#names[first]!;
      writeLiteral(out, literals.words, at, size);
      if (!this.#writeValues(out, raw, first, limit)) return false;
    }
    // Each name brought a comma.
    if (out.length === begin) writeAscii(out, '{');
    else out.view.setUint8(begin, 0x7b);
    writeAscii(out, '}');
    return true;
  }

  /** Reads elements up to an end tag or the end of the value; false at something for the slow way. */
  #collect(raw: RawReader, depth: number): boolean {
    for (;;) {
      raw.skipText();
      const token = raw.token();
      if (token === TOKEN.endElement || token === TOKEN.endOfFragment) return !raw.failed;
      if (token !== TOKEN.openStartElement || depth === MAX_RAW_DEPTH) return false;
      const name = raw.startElement();
      if (name === undefined || name.size === UNNAMED_SIZE) return false;
      while (raw.attribute() !== undefined) raw.skipText();
      const isEmpty = raw.closeStart();
      const fields = this.#names.length;
      // The outermost element is no field, but the name of the event's kind.
      if (depth > 0) this.#add(name, isEmpty ? -1 : raw.at);
      if (isEmpty) continue;
      raw.skipText();
      if (depth > 0 && raw.token() === TOKEN.openStartElement) this.#drop(fields);
      if (!this.#collect(raw, depth + 1) || !raw.endElement()) return false;
    }
  }

  #add(name: RawName, text: number): void {
    this.#names.push(name);
    this.#texts.push(text);
  }

  #drop(fields: number): void {
    this.#names.length = fields;
    this.#texts.length = fields;
  }

  #group(): void {
    const next = this.#next;
    const firsts = this.#firsts;
    next.length = 0;
    firsts.length = 0;
    for (const [field, name] of this.#names.entries()) {
      next.push(-1);
      if (name.mark < 0) firsts.push(field);
      else next[name.mark] = field;
      name.mark = field;
    }
    for (const first of firsts) this.#names[first]!.mark = -1;
  }

  #writeValues(out: Output, raw: RawReader, first: number, limit: number): boolean {
    const isList = this.#next[first] !== -1;
    if (isList) writeAscii(out, '[');
    for (let field = first; field >= 0; field = this.#next[field]!) {
      writeAscii(out, field === first ? '"' : ',"');
      raw.at = this.#texts[field]!;
      if (raw.at >= 0) raw.writeText(out, JSON_TEXT);
      writeAscii(out, '"');
      if (out.length > limit) return false;
    }
    if (isList) writeAscii(out, ']');
    return true;
  }
}
