import type { AttributeNode, BinXmlNode, ElementNode } from '../structures.ts';
import { XML_ATTRIBUTE, XML_TEXT, xmlEscaped } from './escape.ts';
import { addLiteral, type Literals } from './literals.ts';
import { xmlName } from './xml-name.ts';

/**
 * What writes a part of a template. `element` is one whose content is a single value, between two literals;
 * `optional` begins one whose attributes have values too, and is followed by the ops for it.
 */
export const XML = { literal: 0, text: 1, element: 2, attribute: 3, attributeText: 4, optional: 5 } as const;

/** Op, value index, whether optional, first literal's place and size, second literal's, ops to step over. */
export const XML_STRIDE = 8;

/** Compiles a template; undefined where only the slow way can write it. */
export function compileXml(literals: Literals, nodes: readonly BinXmlNode[]): Int32Array | undefined {
  const compiler = new XmlCompiler(literals);
  compiler.nodes(nodes);
  return compiler.done();
}

class XmlCompiler {
  readonly #literals: Literals;
  readonly #ops: number[] = [];
  #text = '';
  #refused = false;

  constructor(literals: Literals) {
    this.#literals = literals;
  }

  nodes(nodes: readonly BinXmlNode[]): void {
    for (const node of nodes) {
      if (node.kind === 'element') this.#element(node);
      else if (node.kind === 'text') this.#text += xmlEscaped(node.text, XML_TEXT);
      else if (node.kind === 'value') this.#op(XML.text, node.index, false, '', '');
      else this.#refused = true;
    }
  }

  done(): Int32Array | undefined {
    this.#flush();
    return this.#refused ? undefined : Int32Array.from(this.#ops);
  }

  #element(element: ElementNode): void {
    const name = xmlName(element.name);
    const [only] = element.children;
    const value = element.children.length === 1 && only?.kind === 'value' ? only : undefined;
    if (value === undefined) {
      this.#startTag(name, element);
      this.nodes(element.children);
      if (!isClosed(element)) this.#text += `</${name}>`;
      return;
    }
    const { index, optional } = value;
    const attributes = literalAttributes(element.attributes);
    if (attributes !== undefined) {
      this.#op(XML.element, index, optional, `<${name}${attributes}>`, `</${name}>`);
      return;
    }
    const start = this.#op(XML.optional, index, optional, '', '');
    this.#startTag(name, element);
    this.#op(XML.text, index, false, '', '');
    this.#text += `</${name}>`;
    this.#flush();
    this.#ops[start + XML_STRIDE - 1] = this.#ops.length;
  }

  #startTag(name: string, element: ElementNode): void {
    this.#text += `<${name}`;
    const attributes = unrepeated(element.attributes);
    // The second one counts where the first has no value, which only the record says.
    if (attributes.length < element.attributes.length) this.#refused = true;
    for (const attribute of attributes) this.#attribute(attribute);
    this.#text += isClosed(element) ? '/>' : '>';
  }

  #attribute({ name, parts }: AttributeNode): void {
    const [only] = parts;
    const start = ` ${xmlName(name)}='`;
    if (parts.length === 1 && only?.kind === 'value') {
      this.#op(XML.attribute, only.index, only.optional, start, "'");
      return;
    }
    this.#text += start;
    for (const part of parts) {
      if (part.kind === 'text') this.#text += xmlEscaped(part.text, XML_ATTRIBUTE);
      else if (part.kind === 'value' && !part.optional)
        this.#op(XML.attributeText, part.index, false, '', '');
      else this.#refused = true;
    }
    this.#text += "'";
  }

  #op(op: number, index: number, optional: boolean, before: string, after: string): number {
    this.#flush();
    const first = addLiteral(this.#literals, before);
    const second = addLiteral(this.#literals, after);
    return this.#push(op, index, optional ? 1 : 0, first.at, first.size, second.at, second.size, 0);
  }

  #flush(): void {
    if (this.#text === '') return;
    const { at, size } = addLiteral(this.#literals, this.#text);
    this.#text = '';
    this.#push(XML.literal, 0, 0, at, size, 0, 0, 0);
  }

  #push(...op: number[]): number {
    return this.#ops.push(...op) - XML_STRIDE;
  }
}

function isClosed({ empty, children }: ElementNode): boolean {
  return empty && children.length === 0;
}

/** An attribute may not stand twice in XML; a log could say so. */
function unrepeated(attributes: readonly AttributeNode[]): readonly AttributeNode[] {
  const names = new Set<string>();
  return attributes.filter(({ name }) => {
    const written = xmlName(name);
    return !names.has(written) && names.add(written);
  });
}

function literalAttributes(attributes: readonly AttributeNode[]): string | undefined {
  let text = '';
  for (const { name, parts } of unrepeated(attributes)) {
    if (!parts.every((part) => part.kind === 'text')) return undefined;
    const value = parts.map((part) => xmlEscaped(part.text, XML_ATTRIBUTE)).join('');
    text += ` ${xmlName(name)}='${value}'`;
  }
  return text;
}
