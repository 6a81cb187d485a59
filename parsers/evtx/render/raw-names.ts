import type { Chunk } from '../structures.ts';
import { addLiteral, type Literals } from './literals.ts';
import { OffsetTable } from './offset-table.ts';

/** libyal EVTX format, "Binary XML name": u32 hash chain, u16 hash, u16 length, text, u16 zero. */
export const NAME_HEADER = 8;
const MAX_NAME = 1024;

/** A name as the output spells it. */
export interface RawName {
  readonly text: string;
  /** Place and size of its literal. */
  readonly at: number;
  readonly size: number;
  /** The start tag that has it as an attribute, or the last field called so; -1 where there is none. */
  mark: number;
}

/** The names of elements and attributes, spelled once; names that are spelled the same are one. */
export class RawNames {
  readonly #literals: Literals;
  readonly #spell: (name: string) => string;
  readonly #here = new OffsetTable<RawName>();
  readonly #known = new Map<string, RawName>();

  constructor(literals: Literals, spell: (name: string) => string) {
    this.#literals = literals;
    this.#spell = spell;
  }

  /** The name at a chunk offset; undefined where none stands there, or one for the slow way. */
  get(chunk: Chunk, offset: number): RawName | undefined {
    return this.#here.get(offset) ?? this.#read(chunk, offset);
  }

  /** Leaves the chunk. */
  leave(): void {
    this.#here.clear();
  }

  /** Forgets everything. */
  forget(): void {
    this.leave();
    this.#known.clear();
  }

  #read(chunk: Chunk, offset: number): RawName | undefined {
    const start = offset + NAME_HEADER;
    if (start > chunk.length) return undefined;
    const length = chunk.view.getUint16(offset + 6, true);
    if (length > MAX_NAME || start + length * 2 + 2 > chunk.length) return undefined;
    chunk.parsingLeft -= length;
    if (chunk.parsingLeft < 0) return undefined;
    const text = chunk.host.utf16(chunk.bytes, start, start + length * 2);
    const spelled = this.#spell(text);
    let name = this.#known.get(spelled);
    if (name === undefined) {
      name = { text, ...addLiteral(this.#literals, spelled), mark: -1 };
      this.#known.set(spelled, name);
    }
    this.#here.set(offset, name);
    return name;
  }
}
