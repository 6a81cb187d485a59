import type { FilledAttribute, TreeVisitor } from '../tree-event.ts';
import { fragmentNodes, MORE, TOKEN } from './binxml.ts';
import type { BinXmlNode, Chunk, ElementNode, Instance, Template } from './structures.ts';
import { createInstance, openFragmentAt, valueOffset, valueSize, valueType } from './template.ts';
import { ARRAY, arrayItems, canBeEmpty, TYPE, valueText } from './values.ts';

const MAX_DEPTH = 32;

/**
 * Work allowed for one event, in nodes and characters. Values may be substituted many times over and nest, so
 * that a record of 64 KiB can ask for any amount; real ones stay below 50,000.
 */
const MAX_WORK = 2_000_000;

/** One event being rendered. */
export interface Scope {
  readonly chunk: Chunk;
  readonly recordId: number;
  workLeft: number;
  depth: number;
  /** The first problem of an event is told, not its consequences. */
  reported: boolean;
}

/** A BinXML tree together with the values for its substitutions. */
export interface Bound {
  readonly nodes: readonly BinXmlNode[];
  readonly instance: Instance;
  /** Chunk offset behind the fragment, and where the value that holds it ends. */
  readonly rest?: number;
  readonly end?: number;
}

/** Starts rendering an event. */
export function createScope(chunk: Chunk, recordId: number): Scope {
  return { chunk, recordId, workLeft: MAX_WORK, depth: 0, reported: false };
}

/** Takes note of a problem with the event's payload. */
export function reportOnce(
  scope: Scope,
  code: 'bad-template' | 'bad-value' | 'too-large',
  offset: number,
  reading: string,
  detail: string,
): void {
  if (scope.reported) return;
  scope.reported = true;
  const { chunk, recordId } = scope;
  chunk.host.report(code, chunk.start + offset, reading, detail, recordId);
}

/** Takes `amount` from the work allowed and says whether it was there. */
export function spend(scope: Scope, amount: number, offset: number): boolean {
  scope.workLeft -= amount;
  scope.chunk.renderingLeft -= amount;
  if (scope.workLeft >= 0 && scope.chunk.renderingLeft >= 0) return true;
  reportOnce(
    scope,
    'too-large',
    offset,
    'event',
    `expected at most ${MAX_WORK} nodes and characters, found more`,
  );
  return false;
}

/** Opens the BinXML that is the value of a substitution; undefined when there is none or it cannot be read. */
export function openBinXml(scope: Scope, instance: Instance, index: number): Bound | undefined {
  const { chunk } = scope;
  const size = valueSize(chunk, instance, index);
  if (size === 0) return undefined;
  const at = valueOffset(chunk, instance, index);
  return openFragment(scope, at, at + size);
}

/**
 * Opens what follows a fragment in the same value: providers that render their events themselves put RenderingInfo
 * behind EventData, as a second template instance.
 */
export function openNext(scope: Scope, { rest, end }: Bound): Bound | undefined {
  if (rest === undefined || end === undefined || rest >= end) return undefined;
  const token = scope.chunk.view.getUint8(rest) & ~MORE;
  if (token !== TOKEN.templateInstance && token !== TOKEN.fragmentHeader) return undefined;
  return openFragment(scope, rest, end);
}

function openFragment(scope: Scope, at: number, end: number): Bound | undefined {
  const { chunk } = scope;
  if (scope.depth >= MAX_DEPTH) {
    reportOnce(
      scope,
      'too-large',
      at,
      'binary XML value',
      `expected at most ${MAX_DEPTH} levels, found more`,
    );
    return undefined;
  }
  // Opening looks at each descriptor, and a value may be opened as often as it is used.
  if (!spend(scope, 1 + ((end - at) >> 2), at)) return undefined;
  const inner = createInstance();
  const template = openFragmentAt(chunk, at, end, inner);
  const nodes = template === undefined ? [] : fragmentNodes(chunk, template);
  const fault = inner.fault ?? template?.fault;
  if (fault !== undefined) {
    reportOnce(scope, 'bad-template', fault.offset, fault.reading, fault.detail);
    return undefined;
  }
  // Without a template there are no values, and the fragment is all there is.
  const rest = template?.dependencyIds === true ? valueOffset(chunk, inner, inner.count) : end;
  return { nodes, instance: inner, rest, end };
}

/** Whether the value of a substitution is BinXML and not a text. */
export function isBinXml(scope: Scope, instance: Instance, index: number): boolean {
  return valueType(scope.chunk, instance, index) === TYPE.binXml;
}

/** Spells the value of a substitution; an array that shares its place with other text is joined by commas. */
function substitutedText(scope: Scope, instance: Instance, index: number): string {
  const { chunk } = scope;
  const type = valueType(chunk, instance, index);
  const size = valueSize(chunk, instance, index);
  // By its size, not by what comes of it: bytes that are no value, or a text of NULs, cost as much and give nothing.
  if (size === 0 || !spend(scope, 1 + index + size, instance.values)) return '';
  const at = valueOffset(chunk, instance, index);
  const text =
    (type & ARRAY) === 0
      ? valueText(chunk, type, at, size)
      : arrayItems(chunk, type & ~ARRAY, at, size)?.join(',');
  if (text === undefined) {
    const detail = `expected a value of type 0x${type.toString(16)}, found ${size} bytes that are none`;
    reportOnce(scope, 'bad-value', at, 'template value data', detail);
    return '';
  }
  return spend(scope, text.length, at) ? text : '';
}

/**
 * How often an element stands in the event: an array that is all its content repeats it, once for each text
 * given; an optional value that is NULL leaves it out (no texts); undefined means once, with what it contains.
 */
export function repetitions(
  scope: Scope,
  element: ElementNode,
  instance: Instance,
): readonly string[] | undefined {
  const only = element.children.length === 1 ? element.children[0] : undefined;
  if (only?.kind !== 'value') return undefined;
  if (isDropped(scope, only, instance)) return [];
  const { chunk } = scope;
  const type = valueType(chunk, instance, only.index);
  if ((type & ARRAY) === 0) return undefined;
  const size = valueSize(chunk, instance, only.index);
  const at = valueOffset(chunk, instance, only.index);
  if (!spend(scope, size, at)) return [];
  const items = arrayItems(chunk, type & ~ARRAY, at, size);
  if (items === undefined || items.length === 0) return undefined;
  // Whoever shows the event spells the name each time.
  return spend(scope, items.length * (1 + element.name.length), at) ? items : [];
}

/** Fills in the attributes of an element; an optional one whose value is NULL is left out. */
function fillAttributes(scope: Scope, element: ElementNode, instance: Instance): FilledAttribute[] {
  const filled: FilledAttribute[] = [];
  for (const { name, parts } of element.attributes) {
    if (!spend(scope, name.length, instance.values)) return filled;
    if (parts.some((part) => isDropped(scope, part, instance))) continue;
    const [only] = parts;
    const isValue = parts.length === 1 && only?.kind === 'value';
    const type = isValue ? valueType(scope.chunk, instance, only.index) : TYPE.string;
    filled.push({ name, value: partsText(scope, parts, instance), type });
  }
  return filled;
}

/** Whether a part is an optional value that is NULL: it takes the attribute or element around it along. */
function isDropped(scope: Scope, part: BinXmlNode, instance: Instance): boolean {
  if (part.kind !== 'value' || !part.optional) return false;
  const type = valueType(scope.chunk, instance, part.index);
  if (type === TYPE.null) return true;
  // Texts, binary data and arrays can be empty without being NULL; no other value can.
  return valueSize(scope.chunk, instance, part.index) === 0 && !canBeEmpty(type);
}

/** Spells text and values that stand side by side. */
export function partsText(scope: Scope, parts: readonly BinXmlNode[], instance: Instance): string {
  let text = '';
  for (const part of parts) {
    if (part.kind === 'text') text += spend(scope, part.text.length, instance.values) ? part.text : '';
    if (part.kind === 'value') text += substitutedText(scope, instance, part.index);
  }
  return text;
}

/** Walks the fragment of a record; a fault in its template is reported and leaves nothing to walk. */
export function walkFragment(
  scope: Scope,
  template: Template,
  instance: Instance,
  visitor: TreeVisitor,
): void {
  const nodes = fragmentNodes(scope.chunk, template);
  if (template.fault !== undefined) {
    const { offset, reading, detail } = template.fault;
    reportOnce(scope, 'bad-template', offset, reading, detail);
  }
  walkTree(scope, { nodes, instance }, visitor);
}

/** Walks a BinXML tree with all substitutions filled in: nested BinXML, repeated and left-out parts. */
function walkTree(scope: Scope, { nodes, instance }: Bound, visitor: TreeVisitor): void {
  for (const node of nodes) {
    if (!spend(scope, 1, instance.values)) return;
    switch (node.kind) {
      case 'element':
        walkElement(scope, node, instance, visitor);
        break;
      case 'text':
        visitor.text(partsText(scope, [node], instance), TYPE.string);
        break;
      case 'value':
        walkValue(scope, node.index, instance, visitor);
        break;
      case 'instruction':
        visitor.instruction(node.target, node.data);
        break;
    }
  }
}

function walkElement(scope: Scope, element: ElementNode, instance: Instance, visitor: TreeVisitor): void {
  if (!spend(scope, element.name.length, instance.values)) return;
  const items = repetitions(scope, element, instance);
  const attributes = fillAttributes(scope, element, instance);
  if (items === undefined) {
    visitor.open(element.name, attributes, element.empty);
    walkTree(scope, { nodes: element.children, instance }, visitor);
    visitor.close(element.name);
    return;
  }
  const [only] = element.children;
  const type = only?.kind === 'value' ? valueType(scope.chunk, instance, only.index) & ~ARRAY : TYPE.string;
  for (const item of items) {
    visitor.open(element.name, attributes, element.empty);
    visitor.text(item, type);
    visitor.close(element.name);
  }
}

function walkValue(scope: Scope, index: number, instance: Instance, visitor: TreeVisitor): void {
  if (!isBinXml(scope, instance, index)) {
    const text = substitutedText(scope, instance, index);
    visitor.text(text, valueType(scope.chunk, instance, index));
    return;
  }
  let inner = openBinXml(scope, instance, index);
  for (; inner !== undefined; inner = openNext(scope, inner)) {
    scope.depth += 1;
    walkTree(scope, inner, visitor);
    scope.depth -= 1;
  }
}
