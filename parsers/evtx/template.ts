import { MORE, TOKEN } from './binxml.ts';
import type { Chunk, Instance, Template } from './structures.ts';

const INSTANCE_HEADER = 10;
const DEFINITION_HEADER = 24;
const DESCRIPTOR = 4;
const FRAGMENT_HEADER = 4;

/** Makes an instance to be filled by `openFragmentAt`, over and over where speed counts. */
export function createInstance(): Instance {
  return { count: 0, descriptors: 0, values: 0, fault: undefined };
}

/**
 * Finds the template of the fragment at `offset` and where its values are, or leaves a fault in the instance. A
 * fragment without a template instance is given as a template of its own without values. libyal EVTX format, "Template
 * instance", "Template definition"; [MS-EVEN6] 2.2.12.
 */
export function openFragmentAt(
  chunk: Chunk,
  offset: number,
  end: number,
  instance: Instance,
): Template | undefined {
  const { view } = chunk;
  instance.count = 0;
  let at = offset;
  if (at < end && view.getUint8(at) === TOKEN.fragmentHeader) at += FRAGMENT_HEADER;
  if (at >= end)
    return refuse(instance, offset, 'fragment', 'expected an element or a template, found the end');
  if ((view.getUint8(at) & ~MORE) !== TOKEN.templateInstance) return createTemplate(offset, end, undefined);
  if (end - at < INSTANCE_HEADER)
    return refuse(instance, at, 'template instance', 'expected 10 bytes, found fewer');
  const definition = view.getUint32(at + 6, true);
  at += INSTANCE_HEADER;
  const template = chunk.templates.get(definition) ?? addTemplate(chunk, definition);
  if (template === undefined) {
    const detail = `expected a template definition at ${definition}, found none`;
    return refuse(instance, at - 4, 'template definition data offset', detail);
  }
  // A definition stands right here where it is used first; later uses lead back to it.
  if (definition === at) at = template.end;
  return openValues(chunk, at, end, instance) ? template : undefined;
}

function createTemplate(start: number, end: number, key: number | undefined): Template {
  return {
    start,
    end,
    dependencyIds: key !== undefined,
    key,
    system: undefined,
    payload: undefined,
    nodes: undefined,
    systemFault: undefined,
    fault: undefined,
  };
}

function addTemplate(chunk: Chunk, definition: number): Template | undefined {
  const start = definition + DEFINITION_HEADER;
  if (start > chunk.length) return undefined;
  const size = chunk.view.getUint32(definition + 20, true);
  const end = start + size;
  if (end > chunk.length) return undefined;
  // The first part of its GUID and its size tell definitions apart well enough to search by.
  const template = createTemplate(start, end, chunk.view.getUint32(definition + 4, true) * 2 ** 17 + size);
  chunk.templates.set(definition, template);
  return template;
}

function openValues(chunk: Chunk, at: number, end: number, instance: Instance): boolean {
  const { view } = chunk;
  const count = end - at < 4 ? 0 : view.getUint32(at, true);
  const descriptors = at + 4;
  const values = descriptors + count * DESCRIPTOR;
  if (values > end) {
    refuse(instance, at, 'number of template values', `expected ${count} descriptors, found the end`);
    return false;
  }
  let room = end - values;
  for (let descriptor = descriptors; descriptor < values; descriptor += DESCRIPTOR) {
    room -= view.getUint16(descriptor, true);
  }
  if (room < 0) {
    refuse(instance, descriptors, 'template value data', `expected ${-room} more bytes, found the end`);
    return false;
  }
  instance.count = count;
  instance.descriptors = descriptors;
  instance.values = values;
  return true;
}

/** Returns the type of a value; one that is not there reads as NULL. */
export function valueType(chunk: Chunk, instance: Instance, index: number): number {
  return index < instance.count ? chunk.view.getUint8(instance.descriptors + index * DESCRIPTOR + 2) : 0;
}

/** Returns the size of a value; one that is not there reads as NULL. */
export function valueSize(chunk: Chunk, instance: Instance, index: number): number {
  return index < instance.count ? chunk.view.getUint16(instance.descriptors + index * DESCRIPTOR, true) : 0;
}

/** Returns the chunk offset of a value. */
export function valueOffset(chunk: Chunk, instance: Instance, index: number): number {
  const { view } = chunk;
  const stop = instance.descriptors + Math.min(index, instance.count) * DESCRIPTOR;
  let at = instance.values;
  for (let descriptor = instance.descriptors; descriptor < stop; descriptor += DESCRIPTOR) {
    at += view.getUint16(descriptor, true);
  }
  return at;
}

function refuse(instance: Instance, offset: number, reading: string, detail: string): undefined {
  instance.fault = { offset, reading, detail };
}
