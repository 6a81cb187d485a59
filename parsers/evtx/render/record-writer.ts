import type { RecordWalk } from '../record.ts';
import { RECORD_HEADER } from '../record.ts';
import type { BinXmlNode, Chunk, Template } from '../structures.ts';
import { createFrames, type Frame, hasNext, openFrame } from './frame.ts';
import { createLiterals, type Literals, resetLiterals } from './literals.ts';
import { PlanTable } from './plan-table.ts';
import type { Output } from './output.ts';
import { RawNames } from './raw-names.ts';
import { RawReader } from './raw-reader.ts';

/** Nested instances written the fast way; real logs have two levels. */
const MAX_LEVELS = 8;

/** Words of literals kept for later chunks. Real logs stay far below; forged ones may not. */
const MAX_LITERALS = 1 << 20;

/** Bytes of one event written the fast way: forged values that are used many times over go the slow way. */
const MAX_EVENT = 4 << 20;

/** A form of output: what it makes of a template, and how that is then written with the values of a record. */
export interface Shape<Plan, Nested> {
  /** Compiles the template of a record; undefined where only the slow way can write it. */
  readonly compile: Compile<Plan>;
  /** Compiles a template that is used in a value. */
  readonly compileNested: Compile<Nested>;
  /** Spells a name in a value that has no template. */
  readonly spellName: (name: string) => string;
  /** Writes a record; false where it is one for the slow way, whatever was written by then. */
  readonly write: (
    writer: RecordWriter<Plan, Nested>,
    chunk: Chunk,
    plan: Plan,
    frame: Frame,
    recordId: number,
  ) => boolean;
}

type Compile<Plan> = (
  literals: Literals,
  nodes: readonly BinXmlNode[],
  chunk: Chunk,
  template: Template,
) => Plan | undefined;

/** Writes records straight from their bytes, by plans that are compiled once for each template. */
export class RecordWriter<Plan, Nested> {
  readonly out: Output;
  readonly literals: Literals = createLiterals();
  /** Reads values that have no template. */
  readonly raw: RawReader;
  readonly #shape: Shape<Plan, Nested>;
  readonly #frames = createFrames(MAX_LEVELS);
  readonly #plans: PlanTable<Plan>;
  readonly #nested: PlanTable<Nested>;
  readonly #names: RawNames;
  #chunk: Chunk | undefined;
  /** Where the output of the record at hand may end at most. */
  limit = 0;
  /** Records left to the slow way. */
  refused = 0;

  constructor(out: Output, shape: Shape<Plan, Nested>) {
    this.out = out;
    this.#shape = shape;
    const { literals } = this;
    this.#names = new RawNames(literals, shape.spellName);
    this.raw = new RawReader(this.#names);
    this.#plans = new PlanTable((chunk, template, nodes) => shape.compile(literals, nodes, chunk, template));
    this.#nested = new PlanTable((chunk, template, nodes) =>
      shape.compileNested(literals, nodes, chunk, template),
    );
  }

  /** Writes the record, or nothing of it and says false. */
  write({ chunk, start, end, id }: RecordWalk): boolean {
    if (chunk !== this.#chunk) this.#enter(chunk);
    const { out } = this;
    const begin = out.length;
    this.limit = begin + Math.min(MAX_EVENT, chunk.renderingLeft);
    const from = start + RECORD_HEADER;
    const frame = this.#frames[0];
    if (frame !== undefined && openFrame(chunk, from, end - 4, frame, 0)) {
      const plan = this.#plans.get(chunk, frame.definition, from, end - 4);
      if (plan !== null && this.#shape.write(this, chunk, plan, frame, id) && out.length <= this.limit) {
        chunk.renderingLeft -= out.length - begin;
        return true;
      }
    }
    out.length = begin;
    this.refused += 1;
    return false;
  }

  /** The frame for what is nested in another; undefined where that would be too deep. */
  frameIn({ level }: Frame): Frame | undefined {
    return this.#frames[level + 1];
  }

  /** Opens the template instance in a value; null where it has none, or one for the slow way. */
  openNested(chunk: Chunk, at: number, end: number, outer: Frame, frame: Frame): Nested | null {
    if (!openFrame(chunk, at, end, frame, outer.base + outer.count)) return null;
    if (hasNext(chunk, frame, end)) return null;
    return this.#nested.get(chunk, frame.definition, at, end);
  }

  #enter(chunk: Chunk): void {
    this.#chunk = chunk;
    this.#plans.leave();
    this.#nested.leave();
    this.#names.leave();
    if (this.literals.used < MAX_LITERALS) return;
    resetLiterals(this.literals);
    this.#plans.forget();
    this.#nested.forget();
    this.#names.forget();
  }
}
