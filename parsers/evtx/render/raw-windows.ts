import { TOKEN } from '../binxml.ts';
import { JSON_TEXT } from './escape.ts';
import { type Literals, writeLiteral } from './literals.ts';
import { type Output, writeAscii } from './output.ts';
import type { RawName } from './raw-names.ts';
import { MAX_RAW_DEPTH, type RawReader } from './raw-reader.ts';

/** Different names among the members of an object; more go the slow way, so that a look for one stays short. */
const MAX_NAMES = 32;

/** Writes a value without a template as nested JSON. */
export class RawMembers {
  /** The names of the members so far, those of inner objects behind those around them, and how often each stood. */
  readonly #names: RawName[] = [];
  readonly #counts: number[] = [];

  /** Writes the members of the value, each with a comma before it; false at something for the slow way. */
  write(out: Output, literals: Literals, raw: RawReader, limit: number): boolean {
    this.#forget(0);
    return this.#writeMembers(out, literals, raw, limit, 0);
  }

  /** Writes elements up to an end tag or the end of the value. */
  #writeMembers(out: Output, literals: Literals, raw: RawReader, limit: number, depth: number): boolean {
    const names = this.#names.length;
    for (;;) {
      const token = raw.token();
      if (token === TOKEN.endElement || token === TOKEN.endOfFragment) break;
      // Text beside elements is rare.
      if (token !== TOKEN.openStartElement || depth === MAX_RAW_DEPTH || out.length > limit) return false;
      const name = raw.startElement();
      // What `Data` becomes depends on the element around it.
      if (name === undefined || name.text === 'Data') return false;
      const count = this.#count(name, names);
      if (count < 0) return false;
      writeAscii(out, ',');
      writeLiteral(out, literals.words, name.at, name.size);
      writeAscii(out, count === 0 ? '":' : `_${count}":`);
      if (!this.#writeContent(out, literals, raw, limit, depth)) return false;
    }
    this.#forget(names);
    return true;
  }

  #writeContent(out: Output, literals: Literals, raw: RawReader, limit: number, depth: number): boolean {
    const hasAttributes = writeAttributes(out, literals, raw);
    if (raw.closeStart()) {
      writeAscii(out, hasAttributes ? '}' : 'null');
      return !raw.failed;
    }
    const token = raw.token();
    if (token === TOKEN.openStartElement) {
      const begin = out.length;
      if (!this.#writeMembers(out, literals, raw, limit, depth + 1)) return false;
      if (!hasAttributes) out.view.setUint8(begin, 0x7b);
      writeAscii(out, '}');
    } else if (hasAttributes) {
      writeTextMember(out, raw);
      writeAscii(out, '}');
    } else if (token === TOKEN.valueText || token === TOKEN.entityRef) {
      writeAscii(out, '"');
      raw.writeText(out, JSON_TEXT);
      writeAscii(out, '"');
    } else {
      writeAscii(out, 'null');
    }
    return raw.endElement() && !raw.failed;
  }

  /** Takes note of a member and says how many of its name stood before; -1 where there are too many names. */
  #count(name: RawName, from: number): number {
    const at = this.#names.indexOf(name, from);
    if (at >= 0) return this.#counts[at]!++;
    if (this.#names.length - from === MAX_NAMES) return -1;
    this.#names.push(name);
    this.#counts.push(1);
    return 0;
  }

  #forget(from: number): void {
    this.#names.length = from;
    this.#counts.length = from;
  }
}

/** Writes the begin of an object with the attributes, where there are any. */
function writeAttributes(out: Output, literals: Literals, raw: RawReader): boolean {
  let name = raw.attribute();
  if (name === undefined) return false;
  writeAscii(out, '{"#attributes":');
  const begin = out.length;
  for (; name !== undefined; name = raw.attribute()) {
    writeAscii(out, ',');
    writeLiteral(out, literals.words, name.at, name.size);
    writeAscii(out, '":"');
    raw.writeText(out, JSON_TEXT);
    writeAscii(out, '"');
  }
  out.view.setUint8(begin, 0x7b);
  writeAscii(out, '}');
  return true;
}

/** Writes the text beside attributes, unless it is empty. */
function writeTextMember(out: Output, raw: RawReader): void {
  const start = out.length;
  writeAscii(out, ',"#text":"');
  const begin = out.length;
  raw.writeText(out, JSON_TEXT);
  if (out.length === begin) out.length = start;
  else writeAscii(out, '"');
}
