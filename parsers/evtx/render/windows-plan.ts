import type { AttributeNode, BinXmlNode, ElementNode } from '../structures.ts';
import { addLiteral, type Literals } from './literals.ts';

/**
 * What writes a part of the nested shape. Every member that may be missing brings the comma before it. A literal before
 * a value ends with a quotation mark, which a value that is no text takes back. `optional`, `items` and `object` rule
 * over ops that follow them; what an element with attributes ends with is its `content`.
 */
export const NESTED = {
  literal: 0,
  member: 1,
  attribute: 2,
  content: 3,
  optional: 4,
  items: 5,
  item: 6,
  object: 7,
  nested: 8,
} as const;

/**
 * Op, value index (-1: none), whether optional, literal's place and size, op behind those it rules over. The literal
 * of an `attribute` is for the first that is there and begins the element; the last two are that for others.
 */
export const NESTED_STRIDE = 7;

/** Compiles the template of a record; undefined where only the slow way can write it. */
export function compileWindows(literals: Literals, nodes: readonly BinXmlNode[]): Int32Array | undefined {
  const [only] = nodes;
  if (nodes.length !== 1 || only?.kind !== 'element' || only.name !== 'Event') return undefined;
  const compiler = new WindowsCompiler(literals);
  compiler.text('{');
  compiler.element('"Event":', only, false);
  compiler.text('}');
  return compiler.done();
}

/** Compiles a template that is used in a value: members of the object around it, each with its comma. */
export function compileWindowsNested(
  literals: Literals,
  nodes: readonly BinXmlNode[],
): Int32Array | undefined {
  const compiler = new WindowsCompiler(literals);
  compiler.members(nodes, false, true);
  return compiler.done();
}

class WindowsCompiler {
  readonly #literals: Literals;
  readonly #ops: number[] = [];
  #text = '';
  #refused = false;

  constructor(literals: Literals) {
    this.#literals = literals;
  }

  text(text: string): void {
    this.#text += text;
  }

  done(): Int32Array | undefined {
    this.#flush();
    return this.#refused ? undefined : Int32Array.from(this.#ops);
  }

  /** Adds the members of an object; `isBegun`: something stands before them, so that they all need commas. */
  members(nodes: readonly BinXmlNode[], inEventData: boolean, isBegun: boolean): void {
    const nested = nodes.filter((node) => node.kind === 'value');
    const elements = nodes.filter((node) => node.kind === 'element');
    const items = elements.filter((element) => inEventData && isItem(element));
    const keys = elements
      .filter((element) => !items.includes(element))
      .map((element) => keyOf(element, inEventData));
    if (items.length > 0) keys.push('Data');
    // What two elements of one name become is decided by how many there are in the event.
    if (new Set(keys).size < keys.length || keys.includes(undefined)) this.#refused = true;
    if (nested.length + elements.length < nodes.length || nested.length > 1) this.#refused = true;
    // The payload may come from a value; nothing else may then be called like it.
    if (nested.length > 0 && (!isBegun || !keys.every((key) => key === 'System'))) this.#refused = true;
    let comma = isBegun ? ',' : '';
    for (const node of nodes) {
      if (node.kind === 'value') {
        this.#flush();
        this.#op(NESTED.nested, node.index, node.optional, '');
      }
      if (node.kind !== 'element') continue;
      if (items.includes(node)) {
        if (node === items[0]) this.#items(nodes, items);
      } else {
        this.element(
          `${comma}${quoted(keyOf(node, inEventData) ?? '')}:`,
          node,
          inEventData && node.name === 'Data',
        );
      }
      comma = ',';
    }
  }

  element(key: string, element: ElementNode, isData: boolean): void {
    const { children } = element;
    const attributes = isData ? [] : element.attributes;
    const literal = literalAttributes(attributes);
    const [only] = children;
    if (children.length === 1 && only?.kind === 'value') {
      this.#valued(key, only, attributes);
    } else if (literal === undefined) {
      if (children.length > 0) this.#refused = true;
      this.#attributes(key, -1, false, attributes);
    } else if (children.every((child) => child.kind === 'text')) {
      this.#text +=
        key +
        literalContent(
          literal,
          children.map((child) => child.text),
          children.length,
        );
    } else {
      this.#object(key, element, literal);
    }
  }

  /** An element whose content is a value. */
  #valued(key: string, value: BinXmlNode & { kind: 'value' }, attributes: readonly AttributeNode[]): void {
    if (value.optional && !key.startsWith(',')) this.#refused = true;
    if (attributes.length === 0) this.#op(NESTED.member, value.index, value.optional, `${key}"`);
    else this.#attributes(key, value.index, value.optional, attributes);
  }

  /** An element with attributes that may be missing, and a value or nothing as its content. */
  #attributes(key: string, index: number, optional: boolean, attributes: readonly AttributeNode[]): void {
    const start = optional ? this.#op(NESTED.optional, index, true, '') : -1;
    const begin = this.#take() + key;
    for (const { name, parts } of attributes) {
      const [only] = parts;
      const isValue = parts.length === 1 && only?.kind === 'value';
      const text = parts.map((part) => (part.kind === 'text' ? part.text : undefined));
      if (!isValue && text.includes(undefined)) this.#refused = true;
      const member = `${quoted(name)}:${isValue ? '"' : quoted(text.join(''))}`;
      const first = `${begin}{"#attributes":{${member}`;
      const op = this.#op(NESTED.attribute, isValue ? only.index : -1, isValue && only.optional, first);
      const { at, size } = addLiteral(this.#literals, `,${member}`);
      this.#ops[op + 5] = at;
      this.#ops[op + 6] = size;
    }
    this.#op(NESTED.content, index, false, begin + (index < 0 ? 'null' : '"'));
    if (start >= 0) this.#close(start);
  }

  #object(key: string, { name, children }: ElementNode, attributes: string): void {
    const inEventData = name === 'EventData';
    const [first] = children;
    const isSure = first?.kind === 'element' && !isOptional(first) && !(inEventData && isItem(first));
    if (attributes !== '' || isSure) {
      this.#text += `${key}{${attributes === '' ? '' : `"#attributes":{${attributes}}`}`;
      this.members(children, inEventData, attributes !== '');
      this.#text += '}';
      return;
    }
    const start = this.#op(NESTED.object, -1, false, key);
    this.members(children, inEventData, true);
    this.#close(start);
  }

  /** The `Data` elements without names, which become one list. */
  #items(nodes: readonly BinXmlNode[], items: readonly ElementNode[]): void {
    const [first] = items;
    const from = first === undefined ? 0 : nodes.indexOf(first);
    if (!items.every((item, i) => nodes[from + i] === item)) this.#refused = true;
    // It is taken back where no item is there.
    this.#flush();
    const start = this.#op(NESTED.items, -1, false, ',"Data":{"#text":');
    for (const { children } of items) {
      const [only] = children;
      if (children.length === 1 && only?.kind === 'value') {
        this.#op(NESTED.item, only.index, only.optional, ',"');
        continue;
      }
      const texts = children.map((child) => (child.kind === 'text' ? child.text : undefined));
      if (texts.includes(undefined)) this.#refused = true;
      this.#op(NESTED.item, -1, false, `,${quoted(texts.join(''))}`);
    }
    this.#close(start);
  }

  /** Adds an op; the text before it goes with its own, unless that may be missing. */
  #op(op: number, index: number, optional: boolean, text: string): number {
    if (optional) this.#flush();
    return this.#push(op, index, optional, this.#take() + text);
  }

  #push(op: number, index: number, optional: boolean, text: string): number {
    const { at, size } = addLiteral(this.#literals, text);
    return this.#ops.push(op, index, optional ? 1 : 0, at, size, 0, 0) - NESTED_STRIDE;
  }

  #close(start: number): void {
    this.#flush();
    this.#ops[start + 5] = this.#ops.length;
  }

  #flush(): void {
    if (this.#text !== '') this.#push(NESTED.literal, -1, false, this.#take());
  }

  #take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }
}

function isItem(element: ElementNode): boolean {
  return element.name === 'Data' && keyOf(element, true) === '';
}

/** Whether an element goes away with its value. */
function isOptional({ children }: ElementNode): boolean {
  const [only] = children;
  return children.length === 1 && only?.kind === 'value' && only.optional;
}

/** The key of an element: a `Data` element is called by its Name; undefined where that is a value. */
function keyOf({ name, attributes }: ElementNode, inEventData: boolean): string | undefined {
  if (!inEventData || name !== 'Data') return name;
  const parts = attributes.find((attribute) => attribute.name === 'Name')?.parts ?? [];
  const texts = parts.map((part) => (part.kind === 'text' ? part.text : undefined));
  return texts.includes(undefined) ? undefined : texts.join('');
}

function literalAttributes(attributes: readonly AttributeNode[]): string | undefined {
  const members: string[] = [];
  for (const { name, parts } of attributes) {
    if (!parts.every((part) => part.kind === 'text')) return undefined;
    members.push(`${quoted(name)}:${quoted(parts.map((part) => part.text).join(''))}`);
  }
  return members.join(',');
}

function literalContent(attributes: string, texts: readonly string[], count: number): string {
  const text = texts.join('');
  if (attributes === '') return count === 0 ? 'null' : quoted(text);
  return `{"#attributes":{${attributes}}${text === '' ? '' : `,"#text":${quoted(text)}`}}`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
