import { messageValues } from '../message-values.ts';
import type { RawField } from '../raw-event.ts';
import { isObject, memberOf, onlyOf, scalarText, type JsonObject } from './json-value.ts';

/** What a JSON value says of an event's data. */
export interface Payload {
  readonly fields: readonly RawField[];
  /** What was kept of the names; absent: as Windows wrote them. */
  readonly names?: 'none' | 'any-case' | 'message';
  /** The element in UserData; absent: the fields are those of EventData. */
  readonly userData?: string;
  /** The values were not written: how to have them. */
  readonly lost?: string;
}

export const noPayload: Payload = { fields: [] };

/** What can be had of a message where an export has the values nowhere else; `better`: how to have them. */
export const inMessage = (message: string, better: string): Payload => ({
  fields: messageValues(message),
  names: 'message',
  lost: `numbers, codes and addresses of the messages are read in their place, and names are missing: ${better}`,
});

/** Attributes and what else is no field: `@xmlns`, `#attributes`, `$`, `xmlns:auto-ns3`. */
const isMark = (name: string): boolean => /^(?:[@#$]|xmlns(?::|$))/.test(name);

/** Members of a `Data` element that was made an object: text beside attributes, as several writers of XML in JSON do it. */
const TEXTS = ['#text', '#', '_', 'text', '$text', 'value', '__text', 'content'];
const NAMES = ['name', '@name', '-name', '_name'];

/** The text of a value: of an element in any shape, of bytes as hex, of what .NET makes an object of. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return isBytes(value) ? hexOf(value) : value.map(textOf).join('');
  if (!isObject(value)) return scalarText(value);
  for (const name of TEXTS) {
    const text = memberOf(value, name);
    if (text !== undefined) return textOf(text);
  }
  return '';
}

const isBytes = (list: readonly unknown[]): boolean =>
  list.length > 0 && list.every((one) => Number.isInteger(one) && Number(one) >= 0 && Number(one) <= 255);

const hexOf = (bytes: readonly unknown[]): string =>
  bytes
    .map((byte) => Number(byte).toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();

/** The fields of an EventData in any shape: names with values, lists of pairs, lists of values. */
export function eventData(value: unknown): readonly RawField[] {
  if (Array.isArray(value)) return value.flatMap(listed);
  if (!isObject(value)) return value === undefined || value === null || value === '' ? [] : [unnamed(value)];
  const members = Object.entries(value);
  // Beside fields with names it is one of them; values without names stand alone, but for Binary.
  const isField = members.some(([name]) => !isMark(name) && !/^(?:data|binary)$/i.test(name));
  return members.flatMap(([name, inner]) => {
    if (isMark(name)) return [];
    if (/^data$/i.test(name) && (!isField || typeof inner === 'object')) return dataElements(inner);
    if (Array.isArray(inner) && !isBytes(inner)) return inner.map((one) => ({ name, value: textOf(one) }));
    return [{ name, value: textOf(inner) }];
  });
}

/** `Data` elements under one name: one or many, with their names beside or without. */
function dataElements(value: unknown): readonly RawField[] {
  if (Array.isArray(value)) return value.flatMap(listed);
  if (!isObject(value)) return value === null ? [] : [unnamed(value)];
  const texts = memberOf(value, '#text');
  // evtx_dump: all unnamed values under one #text (read in its output).
  if (nameIn(value) === undefined && Array.isArray(texts)) return texts.map(unnamed);
  return listed(value);
}

const unnamed = (value: unknown): RawField => ({ name: '', value: textOf(value) });

/** One element of a list: a value, a pair of name and value in any writing, or an object of one member. */
function listed(value: unknown): readonly RawField[] {
  if (!isObject(value)) return [unnamed(value)];
  const name = nameIn(value);
  if (name !== undefined) return [{ name, value: textOf(value) }];
  const own = Object.entries(value).filter(([key]) => !isMark(key));
  const [only] = own;
  if (own.length === 1 && only && !TEXTS.includes(only[0].toLowerCase())) {
    return [{ name: only[0], value: textOf(only[1]) }];
  }
  return [unnamed(value)];
}

function nameIn(value: JsonObject): string | undefined {
  for (const holder of [value, memberOf(value, '#attributes'), memberOf(value, '$')]) {
    if (!isObject(holder)) continue;
    for (const key of NAMES) {
      const name = memberOf(holder, key);
      if (typeof name === 'string') return name;
    }
  }
  return undefined;
}

/** The leaves of a UserData, below its single element. */
export function userData(value: unknown): Payload {
  if (!isObject(value)) return noPayload;
  const root = Object.entries(value).find(([name]) => !isMark(name) && !name.endsWith('_attributes'));
  if (root === undefined) return noPayload;
  return { fields: leavesOf(onlyOf(root[1])), userData: root[0] };
}

function leavesOf(value: unknown): readonly RawField[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (isMark(name)) return [];
    return (Array.isArray(inner) && !isBytes(inner) ? inner : [inner]).flatMap((one) => {
      const below = leavesOf(one);
      return below.length > 0 ? below : [{ name, value: textOf(one) }];
    });
  });
}

/**
 * Puts values back into their places where the writer numbered what has no name: winlogbeat's param1, param2, … (read in
 * source: maputil.go), which OpenTelemetry does alike (read in source: xml.go). Providers that really have such names have
 * them in the same order.
 */
export function inNumberedOrder(fields: readonly RawField[]): readonly RawField[] {
  const numbered: RawField[] = [];
  const others: RawField[] = [];
  for (const field of fields) {
    const place = /^param(\d{1,2})$/.exec(field.name)?.[1];
    if (place !== undefined && Number(place) > 0) numbered[Number(place) - 1] = field;
    else others.push(field);
  }
  // Named and unnamed ones mixed stood in an order that nobody knows.
  if (numbered.length === 0 || others.some(({ name }) => name !== 'Binary')) return fields;
  // Empty values were left out.
  return [...Array.from(numbered, (field) => field ?? { name: '', value: '' }), ...others];
}

/** Values that were written as one text, `a, b`: Wazuh (read in source: winevtchannel.c) and EvtxECmd (seen in samples). */
export const splitJoined = (fields: readonly RawField[]): readonly RawField[] =>
  fields.flatMap((field) =>
    field.name === '' ? field.value.split(', ').map((value) => ({ name: '', value })) : [field],
  );
