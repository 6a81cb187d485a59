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
export interface BoundElement {
  readonly element: ElementNode;
  readonly instance: Instance;
}

/** Finds the elements that hold the payload: EventData or UserData, or whatever the event has in their place. */
export function payloadRoots(scope: Scope, template: Template, instance: Instance): readonly BoundElement[] {
  const { system } = template;
  if (system === undefined) return [];
  const nodes = parsePayload(scope.chunk, template, system.rest);
  if (template.fault !== undefined) {
    const { offset, reading, detail } = template.fault;
    reportOnce(scope, 'bad-template', offset, reading, detail);
  }
  const roots: BoundElement[] = [];
  const add: Visit = (element, values) => void roots.push({ element, instance: values });
  if (system.before.length > 0) eachElement(scope, { nodes: system.before, instance }, add);
  eachElement(scope, { nodes, instance }, add);
  if (roots.length === 1) return roots;
  // RenderingInfo beside these is the forwarder's wording of the same data.
  const data = roots.filter(({ element }) => element.name === 'EventData' || element.name === 'UserData');
  return data.length > 0 ? data : roots;
}

/** Lists the payload fields of an event in file order without decoding their values. */
export function payloadFields(scope: Scope, roots: readonly BoundElement[]): readonly PayloadField[] {
  const fields: PayloadField[] = [];
  for (const root of roots) addFields(scope, root, fields);
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
      eachElement(scope, contentOf(root), (element, instance) => {
        if (element.name === 'Data')
          addField(scope, dataName(scope, element, instance), element, instance, fields);
        else if (element.name === 'Binary') addField(scope, 'Binary', element, instance, fields);
      });
      return;
    case 'UserData':
      // Its child is named after the kind of event and holds the fields.
      eachElement(scope, contentOf(root), (element, instance) => {
        addLeaves(scope, { element, instance }, fields);
      });
      return;
    default:
      addLeaves(scope, root, fields);
  }
}

/** Adds the elements inside that have no elements of their own, and says whether there were any elements. */
function addLeaves(scope: Scope, parent: BoundElement, fields: PayloadField[]): boolean {
  const children: BoundElement[] = [];
  eachElement(scope, contentOf(parent), (element, instance) => children.push({ element, instance }));
  scope.depth += 1;
  for (const child of children) {
    const { element, instance } = child;
    if (!addLeaves(scope, child, fields)) addField(scope, localName(element.name), element, instance, fields);
  }
  scope.depth -= 1;
  return children.length > 0;
}

function addField(
  scope: Scope,
  name: string,
  element: ElementNode,
  instance: Instance,
  fields: PayloadField[],
): void {
  const items = repetitions(scope, element, instance);
  if (items === undefined) fields.push({ name, element, instance, text: undefined });
  else for (const text of items) fields.push({ name, element, instance, text });
}

function dataName(scope: Scope, element: ElementNode, instance: Instance): string {
  const attribute = element.attributes.find(({ name }) => name === 'Name');
  if (attribute === undefined) return '';
  const only = attribute.parts.length === 1 ? attribute.parts[0] : undefined;
  return only?.kind === 'text' ? only.text : partsText(scope, attribute.parts, instance);
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

function contentOf({ element, instance }: BoundElement): Bound {
  return { nodes: element.children, instance };
}

type Visit = (element: ElementNode, instance: Instance) => void;

/** Visits the elements among some nodes, also those that come from nested BinXML. */
function eachElement(scope: Scope, { nodes, instance }: Bound, visit: Visit): void {
  for (const node of nodes) {
    if (!spend(scope, 1, instance.values)) return;
    if (node.kind === 'element') visit(node, instance);
    if (node.kind !== 'value' || !isBinXml(scope, instance, node.index)) continue;
    let inner = openBinXml(scope, instance, node.index);
    for (; inner !== undefined; inner = openNext(scope, inner)) {
      scope.depth += 1;
      eachElement(scope, inner, visit);
      scope.depth -= 1;
    }
  }
}

/** Spells all text of an element, also that of elements inside it. */
export function textOf(scope: Scope, nodes: readonly BinXmlNode[], instance: Instance): string {
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
