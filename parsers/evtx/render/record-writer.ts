import { CHUNK_SIZE } from '../chunk.ts';
import type { RecordWalk } from '../record.ts';
import { RECORD_HEADER } from '../record.ts';
import type { Chunk, Template } from '../structures.ts';
import { createInstance, openFragmentAt } from '../template.ts';
import { createFrames, type Frame, openFrame } from './frame.ts';
import { createLiterals, type Literals } from './literals.ts';
import type { Output } from './output.ts';

/** Nested instances written the fast way; real logs have two levels. */
const MAX_LEVELS = 8;

/** Bytes of one event written the fast way: forged values that are used many times over go the slow way. */
const MAX_EVENT = 4 << 20;

/** A form of output: what it makes of a template, and how that is then written with the values of a record. */
export interface Shape<Plan, Nested> {
  /** Compiles the template of a record; undefined where only the slow way can write it. */
  readonly compile: (literals: Literals, chunk: Chunk, template: Template) => Plan | undefined;
  /** Compiles a template that is used in a value. */
  readonly compileNested: (literals: Literals, chunk: Chunk, template: Template) => Nested | undefined;
  /** Writes a record; false where it is one for the slow way, whatever was written by then. */
  readonly write: (
    writer: RecordWriter<Plan, Nested>,
    chunk: Chunk,
    plan: Plan,
    frame: Frame,
    recordId: number,
  ) => boolean;
}

/** Writes records straight from their bytes, by plans that are compiled once for each template. */
export class RecordWriter<Plan, Nested> {
  readonly out: Output;
  readonly literals: Literals = createLiterals();
  readonly #shape: Shape<Plan, Nested>;
  readonly #frames = createFrames(MAX_LEVELS);
  readonly #plans = new PlanTable<Plan>();
  readonly #nested = new PlanTable<Nested>();
  #chunk: Chunk | undefined;
  /** Where the output of the record at hand may end at most. */
  limit = 0;
  /** Records left to the slow way. */
  refused = 0;

  constructor(out: Output, shape: Shape<Plan, Nested>) {
    this.out = out;
    this.#shape = shape;
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
      let plan = this.#plans.get(frame.definition);
      if (plan === undefined) {
        plan = compileAt(chunk, from, end - 4, (template) =>
          this.#shape.compile(this.literals, chunk, template),
        );
        this.#plans.set(frame.definition, plan);
      }
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
    const known = this.#nested.get(frame.definition);
    if (known !== undefined) return known;
    const plan = compileAt(chunk, at, end, (template) =>
      this.#shape.compileNested(this.literals, chunk, template),
    );
    this.#nested.set(frame.definition, plan);
    return plan;
  }

  #enter(chunk: Chunk): void {
    this.#chunk = chunk;
    this.#plans.clear();
    this.#nested.clear();
  }
}

function compileAt<Plan>(
  chunk: Chunk,
  at: number,
  end: number,
  compile: (template: Template) => Plan | undefined,
): Plan | null {
  const template = openFragmentAt(chunk, at, end, createInstance());
  return template === undefined ? null : (compile(template) ?? null);
}

/** The plans of a chunk's templates, by the chunk offset of the definition; null for one there cannot be. */
class PlanTable<Plan> {
  readonly #plans: (Plan | null | undefined)[] = Array.from({ length: CHUNK_SIZE });
  #used: number[] = [];

  get(definition: number): Plan | null | undefined {
    return definition < CHUNK_SIZE ? this.#plans[definition] : null;
  }

  set(definition: number, plan: Plan | null): void {
    this.#plans[definition] = plan;
    this.#used.push(definition);
  }

  clear(): void {
    for (const definition of this.#used) this.#plans[definition] = undefined;
    this.#used = [];
  }
}
