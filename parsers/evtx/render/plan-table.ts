import { fragmentNodes } from '../binxml.ts';
import type { BinXmlNode, Chunk, Template } from '../structures.ts';
import { createInstance, openFragmentAt } from '../template.ts';
import { OffsetTable } from './offset-table.ts';

type Nodes = readonly BinXmlNode[];

/**
 * The plans of templates. The reader gives one and the same tree for a definition in all chunks, having compared
 * all of its bytes, so a plan goes with the tree; within a chunk the place of the definition is enough.
 */
export class PlanTable<Plan> {
  readonly #compile: (chunk: Chunk, template: Template, nodes: Nodes) => Plan | undefined;
  /** Of the chunk at hand, by the chunk offset of the definition; null for what only the slow way can write. */
  readonly #plans = new OffsetTable<Plan | null>();
  #known = new WeakMap<Nodes, { readonly plan: Plan | null }>();

  constructor(compile: (chunk: Chunk, template: Template, nodes: Nodes) => Plan | undefined) {
    this.#compile = compile;
  }

  /** The plan for the template at `definition`, which the fragment between `at` and `end` uses. */
  get(chunk: Chunk, definition: number, at: number, end: number): Plan | null {
    const known = this.#plans.get(definition);
    if (known !== undefined) return known;
    const plan = this.#find(chunk, at, end);
    this.#plans.set(definition, plan);
    return plan;
  }

  /** Leaves the chunk. */
  leave(): void {
    this.#plans.clear();
  }

  /** Forgets everything. */
  forget(): void {
    this.leave();
    this.#known = new WeakMap();
  }

  #find(chunk: Chunk, at: number, end: number): Plan | null {
    const template = openFragmentAt(chunk, at, end, createInstance());
    if (template === undefined) return null;
    const nodes = fragmentNodes(chunk, template);
    if (template.fault !== undefined) return null;
    const known = this.#known.get(nodes);
    if (known !== undefined) return known.plan;
    const plan = this.#compile(chunk, template, nodes) ?? null;
    this.#known.set(nodes, { plan });
    return plan;
  }
}
