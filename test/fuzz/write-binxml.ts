/** A BinXML node to be written, right or wrong. */
export type Node =
  | {
      readonly kind: 'element';
      readonly name: Name;
      readonly attributes: readonly { readonly name: Name; readonly parts: readonly Node[] }[];
      readonly children: readonly Node[];
      readonly end: 'tag' | 'empty' | 'none';
    }
  | { readonly kind: 'text' | 'cdata'; readonly text: string; readonly length?: number }
  | { readonly kind: 'entity' | 'instruction'; readonly name: Name }
  | { readonly kind: 'value'; readonly index: number; readonly optional: boolean }
  | { readonly kind: 'repeat'; readonly times: number; readonly node: Node }
  | { readonly kind: 'raw'; readonly bytes: readonly number[] };

/** A name written where it is used, a reference to the nth one before, or to anywhere. */
export type Name = string | { readonly back: number } | { readonly at: number };

export interface Value {
  readonly type: number;
  readonly content: readonly number[] | Fragment;
  /** What the descriptor says instead of the truth. */
  readonly size?: number;
}

export interface Fragment {
  readonly template: 'here' | 'none' | { readonly back: number } | { readonly at: number };
  readonly nodes: readonly Node[];
  readonly values: readonly Value[];
  /** What the count says instead of the truth. */
  readonly count?: number;
}

/** Nothing is begun behind this many bytes of a record, so that it fits into a chunk. */
const LIMIT = 30_000;

/** What has been written into a chunk, so that later parts can refer to it. */
export interface Written {
  readonly names: number[];
  readonly definitions: number[];
}

/** Writes a fragment for a chunk offset, [MS-EVEN6] 2.2.12. */
export function writeFragment(fragment: Fragment, offset: number, written: Written): number[] {
  const out = new Output(offset, written);
  out.fragment(fragment);
  return out.bytes;
}

class Output {
  readonly bytes: number[] = [];
  readonly #start: number;
  readonly #written: Written;

  constructor(start: number, written: Written) {
    this.#start = start;
    this.#written = written;
  }

  fragment({ template, nodes, values, count }: Fragment): void {
    this.#put(0x0f, 1, 1, 0);
    if (template === 'none') {
      for (const node of nodes) this.#node(node, false);
      this.#put(0);
      return;
    }
    this.#put(0x0c, 1);
    this.#u32(0);
    if (template === 'here') this.#definition(nodes);
    else this.#u32('at' in template ? template.at : pick(this.#written.definitions, template.back));
    this.#values(values, count);
  }

  #definition(nodes: readonly Node[]): void {
    const at = this.#offset + 4;
    this.#u32(at);
    this.#written.definitions.push(at);
    for (let i = 0; i < 5; i += 1) this.#u32(0);
    const size = this.bytes.length;
    this.#u32(0);
    this.#put(0x0f, 1, 1, 0);
    for (const node of nodes) this.#node(node, true);
    this.#put(0);
    this.#patch(size, this.bytes.length - size - 4);
  }

  #values(values: readonly Value[], count: number | undefined): void {
    this.#u32(count ?? values.length);
    const descriptors = this.bytes.length;
    for (const { type } of values) this.#put(0, 0, type, 0);
    for (const [i, { content, size }] of values.entries()) {
      const from = this.bytes.length;
      if (from > LIMIT) continue;
      if ('template' in content) this.fragment(content);
      else this.#put(...content);
      const told = size ?? Math.min(0xffff, this.bytes.length - from);
      this.bytes[descriptors + i * 4] = told & 0xff;
      this.bytes[descriptors + i * 4 + 1] = told >> 8;
    }
  }

  #node(node: Node, inDefinition: boolean): void {
    if (this.bytes.length > LIMIT) return;
    switch (node.kind) {
      case 'element': {
        const { attributes } = node;
        this.#put(attributes.length > 0 ? 0x41 : 0x01);
        if (inDefinition) this.#u16(0xffff);
        this.#u32(0);
        this.#name(node.name);
        if (attributes.length > 0) this.#u32(0);
        for (const { name, parts } of attributes) {
          this.#put(0x06);
          this.#name(name);
          for (const part of parts) this.#node(part, inDefinition);
        }
        this.#put(node.end === 'empty' ? 0x03 : 0x02);
        if (node.end === 'empty') return;
        for (const child of node.children) this.#node(child, inDefinition);
        if (node.end === 'tag') this.#put(0x04);
        return;
      }
      case 'text':
        this.#put(0x05, 1);
        this.#text(node.text, node.length);
        return;
      case 'cdata':
        this.#put(0x07);
        this.#text(node.text, node.length);
        return;
      case 'entity':
        this.#put(0x09);
        this.#name(node.name);
        return;
      case 'instruction':
        this.#put(0x0a);
        this.#name(node.name);
        this.#put(0x0b);
        this.#text('data', undefined);
        return;
      case 'value':
        this.#put(node.optional ? 0x0e : 0x0d);
        this.#u16(node.index);
        this.#put(1);
        return;
      case 'repeat':
        for (let i = 0; i < node.times; i += 1) this.#node(node.node, inDefinition);
        return;
      case 'raw':
        this.#put(...node.bytes);
        return;
    }
  }

  #name(name: Name): void {
    if (typeof name !== 'string') {
      this.#u32('at' in name ? name.at : pick(this.#written.names, name.back));
      return;
    }
    const at = this.#offset + 4;
    this.#u32(at);
    this.#written.names.push(at);
    this.#u32(0);
    this.#u16(0);
    this.#text(name, undefined);
    this.#u16(0);
  }

  #text(text: string, length: number | undefined): void {
    this.#u16(length ?? text.length);
    for (let i = 0; i < text.length; i += 1) this.#u16(text.codePointAt(i) ?? 0);
  }

  get #offset(): number {
    return this.#start + this.bytes.length;
  }

  #put(...bytes: readonly number[]): void {
    for (const byte of bytes) this.bytes.push(byte & 0xff);
  }

  #u16(value: number): void {
    this.#put(value, value >> 8);
  }

  #u32(value: number): void {
    this.#put(value, value >> 8, value >> 16, value >>> 24);
  }

  #patch(at: number, value: number): void {
    for (let i = 0; i < 4; i += 1) this.bytes[at + i] = (value >>> (i * 8)) & 0xff;
  }
}

function pick(offsets: readonly number[], back: number): number {
  return offsets[back % Math.max(1, offsets.length)] ?? 0;
}
