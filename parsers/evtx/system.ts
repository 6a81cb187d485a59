import { parseSystem } from './binxml.ts';
import { filetimeMicroseconds, isoMicroseconds, systemtimeMicroseconds } from './filetime.ts';
import type {
  AttributeNode,
  BinXmlNode,
  Chunk,
  ElementNode,
  Instance,
  NameSite,
  SystemField,
  SystemFields,
  Template,
} from './structures.ts';
import { valueOffset, valueSize, valueType } from './template.ts';
import { TYPE, valueNumber, valueText } from './values.ts';

/** Finds where the System fields of a template's records come from, once per template; undefined at a fault. */
export function systemFields(chunk: Chunk, template: Template): SystemFields | undefined {
  if (template.system !== undefined || template.systemFault !== undefined) return template.system;
  const { key, start, end } = template;
  if (key === undefined) return (template.system = compileSystem(chunk, template)?.fields);
  const known = chunk.host.templates.find('system', key, chunk, start, end);
  if (known !== undefined) return (template.system = known);
  const compiled = compileSystem(chunk, template);
  if (compiled === undefined) return undefined;
  const { fields, names } = compiled;
  chunk.host.templates.add('system', key, chunk, start, start + fields.rest, names, fields);
  return (template.system = fields);
}

function compileSystem(
  chunk: Chunk,
  template: Template,
): { fields: SystemFields; names: readonly NameSite[] } | undefined {
  const parsed = parseSystem(chunk, template);
  if (parsed === undefined) return undefined;
  const { system, before, rest, names } = parsed;
  const text = (name: string): SystemField => field(chunk, elementNamed(system, name)?.children);
  const attribute = (name: string, attributeName: string): SystemField =>
    field(chunk, attributeNamed(elementNamed(system, name), attributeName)?.parts);
  const fields: SystemFields = {
    provider: attribute('Provider', 'Name'),
    eventId: text('EventID'),
    qualifiers: attribute('EventID', 'Qualifiers'),
    version: text('Version'),
    level: text('Level'),
    time: attribute('TimeCreated', 'SystemTime'),
    recordId: text('EventRecordID'),
    channel: text('Channel'),
    computer: text('Computer'),
    activityId: attribute('Correlation', 'ActivityID'),
    relatedActivityId: attribute('Correlation', 'RelatedActivityID'),
    processId: attribute('Execution', 'ProcessID'),
    threadId: attribute('Execution', 'ThreadID'),
    userSid: attribute('Security', 'UserID'),
    before,
    rest: rest - template.start,
  };
  return { fields, names };
}

function elementNamed(parent: ElementNode, name: string): ElementNode | undefined {
  return parent.children.find((node): node is ElementNode => node.kind === 'element' && node.name === name);
}

function attributeNamed(element: ElementNode | undefined, name: string): AttributeNode | undefined {
  return element?.attributes.find((attribute) => attribute.name === name);
}

function field(chunk: Chunk, parts: readonly BinXmlNode[] | undefined): SystemField {
  if (parts === undefined || parts.length === 0) return createField(undefined, -1, []);
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only?.kind === 'value') return createField(undefined, only.index, parts);
  if (parts.every((part) => part.kind === 'text')) {
    const literal = chunk.host.intern(parts.map((part) => part.text).join(''));
    return createField(literal, -1, parts);
  }
  return createField(undefined, -1, parts);
}

function createField(literal: string | undefined, index: number, parts: readonly BinXmlNode[]): SystemField {
  const number = literal === undefined || literal === '' ? Number.NaN : Number(literal);
  return { literal, number, index, parts };
}

/** Reads a field as a number; `absent` when the template or the record has none. */
export function fieldNumber(chunk: Chunk, instance: Instance, from: SystemField, absent: number): number {
  if (from.index < 0) return Number.isNaN(from.number) ? absent : from.number;
  const size = valueSize(chunk, instance, from.index);
  const type = valueType(chunk, instance, from.index);
  // NULL may still take up the bytes of the number that is not there.
  if (size === 0 || type === TYPE.null) return absent;
  const at = valueOffset(chunk, instance, from.index);
  const isText = type === TYPE.string || type === TYPE.ansiString;
  const number = isText ? Number(valueText(chunk, type, at, size)) : valueNumber(chunk.view, type, at, size);
  return Number.isNaN(number) ? absent : number;
}

/** Reads a field as text, undefined when it is missing or empty. */
export function fieldText(chunk: Chunk, instance: Instance, from: SystemField): string | undefined {
  if (from.literal !== undefined) return from.literal === '' ? undefined : from.literal;
  const text = from.index < 0 ? mixedText(chunk, instance, from) : valueTextAt(chunk, instance, from.index);
  return text === '' ? undefined : text;
}

/** Reads a text that repeats from record to record: equal texts are one string object. */
export function sharedText(chunk: Chunk, instance: Instance, from: SystemField): string {
  if (from.literal !== undefined) return from.literal;
  if (from.index < 0) return chunk.host.intern(mixedText(chunk, instance, from));
  const type = valueType(chunk, instance, from.index);
  const size = valueSize(chunk, instance, from.index);
  const at = valueOffset(chunk, instance, from.index);
  if (type === TYPE.string) return chunk.host.texts.read(chunk, at, size);
  return chunk.host.intern(valueText(chunk, type, at, size) ?? '');
}

/** Reads a time as microseconds since 1970, NaN when it is missing. */
export function fieldTime(chunk: Chunk, instance: Instance, from: SystemField): number {
  if (from.index < 0) return isoMicroseconds(fieldText(chunk, instance, from) ?? '');
  const { view } = chunk;
  const type = valueType(chunk, instance, from.index);
  const size = valueSize(chunk, instance, from.index);
  const at = valueOffset(chunk, instance, from.index);
  if (type === TYPE.filetime && size === 8) {
    return filetimeMicroseconds(view.getUint32(at, true), view.getUint32(at + 4, true));
  }
  if (type === TYPE.systemtime && size === 16) return systemtimeMicroseconds(view, at);
  return isoMicroseconds(valueText(chunk, type, at, size) ?? '');
}

function valueTextAt(chunk: Chunk, instance: Instance, index: number): string {
  const type = valueType(chunk, instance, index);
  const size = valueSize(chunk, instance, index);
  return valueText(chunk, type, valueOffset(chunk, instance, index), size) ?? '';
}

function mixedText(chunk: Chunk, instance: Instance, from: SystemField): string {
  let text = '';
  for (const part of from.parts) {
    if (part.kind === 'text') text += part.text;
    if (part.kind === 'value') text += valueTextAt(chunk, instance, part.index);
  }
  return text;
}
