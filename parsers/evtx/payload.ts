import type { RawField } from '../raw-event.ts';
import { parsePayload } from './binxml.ts';
import type { BinXmlNode, ElementNode, Instance, Template } from './structures.ts';
import type { Bound, Scope } from './tree.ts';
import { isBinXml, openBinXml, openNext, partsText, repetitions, reportOnce, spend } from './tree.ts';

/** One field whose value has not been decoded yet. */
export interface PayloadField {
  readonly name: string;
  readonly element: ElementNode;
  readonly instance: Instance;
  /** The value where it had to be decoded to know how many fields there are. */
  readonly text: string | undefined;
}

/** An element with the values for it. */
interface BoundElement {
  readonly element: ElementNode;
  readonly instance: Instance;
}

/** Lists the payload fields of an event in file order without decoding their values. */
export function payloadFields(scope: Scope, template: Template, instance: Instance): readonly PayloadField[] {
  const { system } = template;
  if (system === undefined) return [];
  const nodes = parsePayload(scope.chunk, template, system.rest);
  if (template.fault !== undefined) {
    const { offset, reading, detail } = template.fault;
    reportOnce(scope, 'bad-template', offset, reading, detail);
  }
  const roots: BoundElement[] = [];
  addChildElements(scope, { nodes: system.before, instance }, roots);
  addChildElements(scope, { nodes, instance }, roots);
  const fields: PayloadField[] = [];
  // RenderingInfo beside these is the forwarder's wording of the same data.
  const data = roots.filter(({ element }) => element.name === 'EventData' || element.name === 'UserData');
  for (const root of data.length > 0 ? data : roots) addFields(scope, root, fields);
  return fields;
}

/** Decodes the value of a field. */
export function fieldValue(scope: Scope, { element, instance, text }: PayloadField): string {
  return text ?? textOf(scope, element.children, instance);
}

/** Decodes all fields. */
export function fieldValues(scope: Scope, fields: readonly PayloadField[]): readonly RawField[] {
  return fields.map((field) => ({ name: field.name, value: fieldValue(scope, field) }));
}

function addFields(scope: Scope, root: BoundElement, fields: PayloadField[]): void {
  switch (root.element.name) {
    case 'EventData':
      for (const child of childElements(scope, root)) {
        if (child.element.name === 'Data') addField(scope, dataName(scope, child), child, fields);
        else if (child.element.name === 'Binary') addField(scope, 'Binary', child, fields);
      }
      return;
    case 'UserData':
      // Its child is named after the kind of event and holds the fields.
      for (const child of childElements(scope, root)) addLeaves(scope, child, fields);
      return;
    default:
      addLeaves(scope, root, fields);
  }
}

/** Adds the elements inside that have no elements of their own, and says whether there were any elements. */
function addLeaves(scope: Scope, parent: BoundElement, fields: PayloadField[]): boolean {
  const children = childElements(scope, parent);
  scope.depth += 1;
  for (const child of children) {
    if (!addLeaves(scope, child, fields)) addField(scope, localName(child.element.name), child, fields);
  }
  scope.depth -= 1;
  return children.length > 0;
}

function addField(
  scope: Scope,
  name: string,
  { element, instance }: BoundElement,
  fields: PayloadField[],
): void {
  const items = repetitions(scope, element, instance);
  if (items === undefined) fields.push({ name, element, instance, text: undefined });
  else for (const text of items) fields.push({ name, element, instance, text });
}

function dataName(scope: Scope, { element, instance }: BoundElement): string {
  const attribute = element.attributes.find(({ name }) => name === 'Name');
  if (attribute === undefined) return '';
  const only = attribute.parts.length === 1 ? attribute.parts[0] : undefined;
  return only?.kind === 'text' ? only.text : partsText(scope, attribute.parts, instance);
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

function childElements(scope: Scope, { element, instance }: BoundElement): readonly BoundElement[] {
  const elements: BoundElement[] = [];
  addChildElements(scope, { nodes: element.children, instance }, elements);
  return elements;
}

/** Adds the elements among some nodes, also those that come from nested BinXML. */
function addChildElements(scope: Scope, { nodes, instance }: Bound, elements: BoundElement[]): void {
  for (const node of nodes) {
    if (!spend(scope, 1, instance.values)) return;
    if (node.kind === 'element') elements.push({ element: node, instance });
    if (node.kind !== 'value' || !isBinXml(scope, instance, node.index)) continue;
    let inner = openBinXml(scope, instance, node.index);
    for (; inner !== undefined; inner = openNext(scope, inner)) {
      scope.depth += 1;
      addChildElements(scope, inner, elements);
      scope.depth -= 1;
    }
  }
}

/** Spells all text of an element, also that of elements inside it. */
function textOf(scope: Scope, nodes: readonly BinXmlNode[], instance: Instance): string {
  let text = '';
  for (const node of nodes) {
    if (node.kind === 'element') text += textOf(scope, node.children, instance);
    else if (node.kind !== 'value' || !isBinXml(scope, instance, node.index))
      text += partsText(scope, [node], instance);
    else {
      let inner = openBinXml(scope, instance, node.index);
      for (; inner !== undefined; inner = openNext(scope, inner)) {
        scope.depth += 1;
        text += textOf(scope, inner.nodes, inner.instance);
        scope.depth -= 1;
      }
    }
  }
  return text;
}
