import { ENTITIES, MORE, TOKEN } from '../binxml.ts';
import type { Chunk } from '../structures.ts';
import { type Escape, JSON_TEXT, writeUtf16 } from './escape.ts';
import type { Output } from './output.ts';
import { NAME_HEADER, type RawName, type RawNames } from './raw-names.ts';
import { writeEscaped } from './write-value.ts';

/** Elements inside each other; deeper ones go the slow way. */
export const MAX_RAW_DEPTH = 32;

/**
 * Reads BinXML that is a value without a template (CAPI2 logs all its data so) token by token, without making a
 * tree of it. Whatever is rare or wrong only sets `failed`: the slow way, which comes then, tells what it is.
 * [MS-EVEN6] 2.2.12.
 */
export class RawReader {
  readonly #names: RawNames;
  #chunk: Chunk | undefined;
  #end = 0;
  /** Chunk offset of the token to be read next. */
  at = 0;
  /** Whether something was met that only the slow way can write. */
  failed = false;
  /** Start tags read, of all records. */
  tags = 0;

  constructor(names: RawNames) {
    this.#names = names;
  }

  /** Begins with the value between two chunk offsets. */
  open(chunk: Chunk, at: number, end: number): void {
    this.#chunk = chunk;
    this.#end = end;
    this.at = at;
    this.failed = false;
    // A value may be used many times over and give no output.
    chunk.renderingLeft -= end - at;
    if (this.token() === TOKEN.fragmentHeader) this.at += 4;
  }

  /** The next token, without its flag; it is not stepped over. */
  token(): number {
    if (this.#chunk === undefined || this.at >= this.#end) return TOKEN.endOfFragment;
    return this.#chunk.view.getUint8(this.at) & ~MORE;
  }

  /** Steps over an end tag; false where there is none. */
  endElement(): boolean {
    if (this.token() !== TOKEN.endElement) return false;
    this.at += 1;
    return true;
  }

  /** Reads the begin of a start tag, up to its attributes. */
  startElement(): RawName | undefined {
    const chunk = this.#chunk;
    // Token, data size, name offset.
    if (chunk === undefined || this.#end - this.at < 9) return this.#fail();
    const hasAttributes = (chunk.view.getUint8(this.at) & MORE) !== 0;
    this.at += 5;
    this.tags += 1;
    const name = this.#name(chunk);
    if (hasAttributes) this.at += 4;
    return name;
  }

  /** Reads the next attribute's name; undefined where no attribute follows. */
  attribute(): RawName | undefined {
    if (this.#chunk === undefined || this.token() !== TOKEN.attribute) return undefined;
    this.at += 1;
    return this.#name(this.#chunk);
  }

  /** Reads the end of a start tag and says whether it is that of an empty element. */
  closeStart(): boolean {
    const token = this.token();
    if (token !== TOKEN.closeStartElement && token !== TOKEN.closeEmptyElement) this.failed = true;
    this.at += 1;
    return token === TOKEN.closeEmptyElement;
  }

  /** Writes the text that follows, if any: all parts of it up to the next tag. */
  writeText(out: Output, escape: Escape): void {
    this.#readText(out, escape);
  }

  /** Steps over the text that follows, if any. */
  skipText(): void {
    this.#readText(undefined, JSON_TEXT);
  }

  #readText(out: Output | undefined, escape: Escape): void {
    const chunk = this.#chunk;
    if (chunk === undefined) return;
    while (!this.failed) {
      const token = this.token();
      if (token === TOKEN.valueText) {
        const start = this.at + 4;
        this.#stepOverText(chunk);
        if (out !== undefined && !this.failed) writeUtf16(out, chunk.view, start, this.at, escape);
      } else if (token === TOKEN.entityRef) {
        const text = this.#entity(chunk);
        if (out !== undefined && text !== undefined) writeEscaped(out, text, escape);
      } else {
        return;
      }
    }
  }

  #stepOverText({ view }: Chunk): void {
    const { at } = this;
    const start = at + 4;
    const end = start > this.#end ? start : start + view.getUint16(at + 2, true) * 2;
    // The other half of a surrogate pair could be in the next part.
    const isWhole =
      end <= this.#end &&
      view.getUint8(at + 1) === 1 &&
      (end === start || (view.getUint16(end - 2, true) & 0xfc00) !== 0xd800);
    if (isWhole) this.at = end;
    else this.failed = true;
  }

  #entity(chunk: Chunk): string | undefined {
    this.at += 1;
    if (this.at + 4 > this.#end) return this.#fail();
    const offset = chunk.view.getUint32(this.at, true);
    if (this.#name(chunk) === undefined) return undefined;
    const start = offset + NAME_HEADER;
    const size = chunk.view.getUint16(offset + 6, true) * 2;
    return ENTITIES.get(chunk.host.utf16(chunk.bytes, start, start + size)) ?? this.#fail();
  }

  #name(chunk: Chunk): RawName | undefined {
    const here = this.at + 4;
    if (here > this.#end) return this.#fail();
    const offset = chunk.view.getUint32(this.at, true);
    const name = this.#names.get(chunk, offset);
    if (name === undefined) return this.#fail();
    this.at = here;
    // A name that stands right here is stepped over.
    if (offset === here) this.at += NAME_HEADER + chunk.view.getUint16(offset + 6, true) * 2 + 2;
    if (this.at > this.#end) return this.#fail();
    return name;
  }

  #fail(): undefined {
    this.failed = true;
  }
}
