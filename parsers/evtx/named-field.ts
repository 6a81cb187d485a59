import { textOf, type BoundElement } from './payload.ts';
import type { ElementNode } from './structures.ts';
import { repetitions, spend, type Scope } from './tree.ts';

/** The elements of an EventData by the names of their fields, in file order. */
type NamedElements = ReadonlyMap<string, readonly ElementNode[]>;

/** Compiled elements serve all chunks of a log, so that the names are gathered once. */
const known = new WeakMap<ElementNode, NamedElements>();

/**
 * Gives the elements of an event's payload by name where the template alone says what they are called: in an EventData
 * that holds elements only, named by literals. Then one field can be read without listing all.
 */
export function namedElements(roots: readonly BoundElement[]): NamedElements | undefined {
  const only = roots.length === 1 ? roots[0]?.element : undefined;
  if (only?.name !== 'EventData') return undefined;
  const found = known.get(only) ?? gather(only);
  if (found !== undefined) known.set(only, found);
  return found;
}

function gather(root: ElementNode): NamedElements | undefined {
  const elements = new Map<string, ElementNode[]>();
  for (const child of root.children) {
    if (child.kind === 'value') return undefined;
    if (child.kind !== 'element' || (child.name !== 'Data' && child.name !== 'Binary')) continue;
    const name = child.name === 'Binary' ? 'Binary' : literalName(child);
    if (name === undefined) return undefined;
    const same = elements.get(name);
    if (same) same.push(child);
    else elements.set(name, [child]);
  }
  return elements;
}

function literalName(data: ElementNode): string | undefined {
  const attribute = data.attributes.find(({ name }) => name === 'Name');
  if (attribute === undefined) return '';
  const only = attribute.parts.length === 1 ? attribute.parts[0] : undefined;
  return only?.kind === 'text' ? only.text : undefined;
}

/** Decodes the first field that these elements of a root give: one may be left out, or stand several times. */
export function firstValue(
  scope: Scope,
  elements: readonly ElementNode[],
  { instance }: BoundElement,
): string | undefined {
  for (const element of elements) {
    if (!spend(scope, 1, instance.values)) return undefined;
    const items = repetitions(scope, element, instance);
    if (items === undefined) return textOf(scope, element.children, instance);
    if (items.length > 0) return items[0];
  }
  return undefined;
}
