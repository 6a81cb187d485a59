import type { BinXmlNode, ElementNode, SystemField, SystemFields } from '../structures.ts';
import { addLiteral, type Literals } from './literals.ts';

/**
 * What writes one part of the System block; `FLAT_STRIDE` numbers each: op, value index, literal's place and size. Up to
 * `time` the literal is always there, from `optionalNumber` on only with the value.
 */
export const FLAT = {
  literal: 0,
  number: 1,
  recordId: 2,
  text: 3,
  time: 4,
  optionalNumber: 5,
  guid: 6,
  sid: 7,
} as const;
export const FLAT_STRIDE = 4;

/** One payload field: kind (0: nothing but literal), value index, optional, then two literals: named, and bare. */
export const FIELD_STRIDE = 7;

/** The payload fields of a template, in file order. */
export interface FieldsPlan {
  readonly ops: Int32Array;
  /** Whether a field has no name: if one is there, all values become a list. */
  readonly hasUnnamed: boolean;
}

/** How the records of a template become flat JSON. */
export interface FlatPlan {
  readonly system: Int32Array;
  /** The value that holds the payload, or -1 where the template has it itself. */
  readonly nested: number;
  /** Whether that value is inside UserData: then the elements in it are only names around the fields. */
  readonly inUserData: boolean;
  readonly fields: FieldsPlan;
}

/** The payload fields of a template that is used in a value; undefined where only the slow way can write them. */
export interface NestedPlan {
  readonly asRoot: FieldsPlan | undefined;
  readonly inUserData: FieldsPlan | undefined;
}

/** Collects ops; literals that meet are joined. */
class SystemWriter {
  readonly #literals: Literals;
  readonly #ops: number[] = [];
  #text = '';
  /** Whether a field was met that only the slow way can write. */
  refused = false;

  constructor(literals: Literals) {
    this.#literals = literals;
  }

  literal(text: string): void {
    this.#text += text;
  }

  number(label: string, field: SystemField, op: number): void {
    const isOptional = op === FLAT.optionalNumber;
    if (field.index >= 0) {
      if (!isOptional) this.#text += label;
      this.op(op, field.index, isOptional ? label : '');
      return;
    }
    this.#refuseMixed(field);
    const isThere = !Number.isNaN(field.number);
    if (isThere && !Number.isSafeInteger(field.number)) this.refused = true;
    if (!isThere && op === FLAT.recordId) {
      this.#text += label;
      this.op(op, 0xffff, '');
    } else if (isThere || !isOptional) {
      this.#text += label + String(isThere ? field.number : 0);
    }
  }

  text(label: string, field: SystemField): void {
    this.#text += label;
    if (field.index >= 0) this.op(FLAT.text, field.index, '');
    else this.#text += quoted(field.literal ?? '');
    this.#refuseMixed(field);
    this.#text += '"';
  }

  optional(label: string, field: SystemField, op: number): void {
    if (field.index >= 0) this.op(op, field.index, label);
    else if (field.literal !== undefined && field.literal !== '') this.refused = true;
    this.#refuseMixed(field);
  }

  /** Adds what writes a value; the literal before it goes with it, unless its own text may be missing. */
  op(op: number, index: number, text: string): void {
    if (text !== '') this.flush();
    const { at, size } = addLiteral(this.#literals, text === '' ? this.#text : text);
    this.#text = '';
    this.#ops.push(op, index, at, size);
  }

  flush(): void {
    if (this.#text === '') return;
    const { at, size } = addLiteral(this.#literals, this.#text);
    this.#ops.push(FLAT.literal, 0, at, size);
    this.#text = '';
  }

  done(): Int32Array {
    this.flush();
    return Int32Array.from(this.#ops);
  }

  #refuseMixed(field: SystemField): void {
    if (field.index < 0 && field.literal === undefined && field.parts.length > 0) this.refused = true;
  }
}

/** Compiles the System block of a template; undefined where only the slow way can write it. */
export function compileSystem(literals: Literals, system: SystemFields): Int32Array | undefined {
  const writer = new SystemWriter(literals);
  if (system.time.index < 0 || system.before.length > 0) return undefined;
  writer.number('{"recordId":', system.recordId, FLAT.recordId);
  writer.literal(',"time":"');
  writer.op(FLAT.time, system.time.index, '');
  writer.text('","provider":"', system.provider);
  writer.text(',"channel":"', system.channel);
  writer.number(',"eventId":', system.eventId, FLAT.number);
  writer.number(',"qualifiers":', system.qualifiers, FLAT.optionalNumber);
  writer.number(',"version":', system.version, FLAT.number);
  writer.number(',"level":', system.level, FLAT.number);
  writer.text(',"computer":"', system.computer);
  writer.optional(',"activityId":"', system.activityId, FLAT.guid);
  writer.number(',"processId":', system.processId, FLAT.optionalNumber);
  writer.number(',"threadId":', system.threadId, FLAT.optionalNumber);
  writer.optional(',"userSid":"', system.userSid, FLAT.sid);
  writer.literal(',"fields":');
  return writer.refused ? undefined : writer.done();
}

/** Where the payload of a template is: in one of its values, or in itself; undefined where it is both. */
export function compilePayload(
  literals: Literals,
  nodes: readonly BinXmlNode[],
): Pick<FlatPlan, 'nested' | 'inUserData' | 'fields'> | undefined {
  const [only] = nodes;
  if (nodes.length === 1 && only !== undefined) {
    if (only.kind === 'value') return { nested: only.index, inUserData: false, fields: NO_FIELDS };
    const inner = only.kind === 'element' && only.name === 'UserData' ? only.children : [];
    const [value] = inner;
    if (inner.length === 1 && value?.kind === 'value') {
      return { nested: value.index, inUserData: true, fields: NO_FIELDS };
    }
  }
  const fields = compileNested(literals, nodes)?.asRoot;
  return fields === undefined ? undefined : { nested: -1, inUserData: false, fields };
}

/** Compiles the template of a value; undefined where a value in it may bring more elements. */
export function compileNested(literals: Literals, nodes: readonly BinXmlNode[]): NestedPlan | undefined {
  if (nodes.some((node) => node.kind === 'value')) return undefined;
  const roots = nodes.filter((node) => node.kind === 'element');
  const data = roots.filter(({ name }) => name === 'EventData' || name === 'UserData');
  return {
    asRoot: compileFields(literals, data.length > 0 ? data : roots, addRoot),
    inUserData: compileFields(literals, roots, addLeaves),
  };
}

const NO_FIELDS: FieldsPlan = { ops: new Int32Array(0), hasUnnamed: false };

/** A payload field as the template gives it: a literal text, or a value. */
interface Field {
  readonly name: string;
  readonly text: string | undefined;
  readonly index: number;
  readonly optional: boolean;
}

function compileFields(
  literals: Literals,
  roots: readonly ElementNode[],
  add: (root: ElementNode, fields: Field[]) => boolean,
): FieldsPlan | undefined {
  const fields: Field[] = [];
  if (!roots.every((root) => add(root, fields))) return undefined;
  const names = fields.map(({ name }) => name).filter((name) => name !== '');
  if (new Set(names).size < names.length) return undefined;
  const ops = fields.flatMap(({ name, text, index, optional }) => {
    const rest = text === undefined ? '"' : `"${quoted(text)}"`;
    const named = addLiteral(literals, name === '' ? '' : `,${JSON.stringify(name)}:${rest}`);
    const bare = addLiteral(literals, `,${rest}`);
    return [text === undefined ? 1 : 0, index, optional ? 1 : 0, named.at, named.size, bare.at, bare.size];
  });
  return { ops: Int32Array.from(ops), hasUnnamed: names.length < fields.length };
}

function addRoot(root: ElementNode, fields: Field[]): boolean {
  if (root.name !== 'EventData') {
    const isUserData = root.name === 'UserData';
    if (!isUserData) return addLeaves(root, fields);
    return hasNoValues(root) && elementsOf(root).every((child) => addLeaves(child, fields));
  }
  return (
    hasNoValues(root) &&
    elementsOf(root).every((child) => {
      if (child.name === 'Binary') return addField('Binary', child, fields);
      if (child.name !== 'Data') return true;
      const name = dataName(child);
      return name !== undefined && addField(name, child, fields);
    })
  );
}

/** Adds the elements inside that have no elements of their own; false where a value may bring more of them. */
function addLeaves(parent: ElementNode, fields: Field[]): boolean {
  return (
    hasNoValues(parent) &&
    elementsOf(parent).every((child) =>
      elementsOf(child).length > 0
        ? addLeaves(child, fields)
        : addField(localName(child.name), child, fields),
    )
  );
}

function addField(name: string, { children }: ElementNode, fields: Field[]): boolean {
  const [only] = children;
  if (only?.kind === 'value' && children.length === 1) {
    fields.push({ name, text: undefined, index: only.index, optional: only.optional });
    return true;
  }
  if (!children.every((child) => child.kind === 'text')) return false;
  fields.push({ name, text: children.map((child) => child.text).join(''), index: 0, optional: false });
  return true;
}

function dataName({ attributes }: ElementNode): string | undefined {
  const attribute = attributes.find(({ name }) => name === 'Name');
  if (attribute === undefined) return '';
  const { parts } = attribute;
  return parts.every((part) => part.kind === 'text') ? parts.map((part) => part.text).join('') : undefined;
}

function hasNoValues({ children }: ElementNode): boolean {
  return children.every((child) => child.kind !== 'value');
}

function elementsOf({ children }: ElementNode): readonly ElementNode[] {
  return children.filter((child) => child.kind === 'element');
}

/** A name without its prefix. */
export function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
