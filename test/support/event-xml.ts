import { type EventSpec, type SpecValue, type TypedValue, bracedGuid, typedValue } from './event-spec.ts';

/** Namespace of every Windows event. */
export const EVENT_NAMESPACE = 'http://schemas.microsoft.com/win/2004/08/events/event';

/** An element whose values are already text; what a forwarded event consists of, too. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  /** Child elements, or the text, or undefined for an element without an end tag. */
  readonly content: readonly XmlElement[] | string | undefined;
}

/** `wevtutil`: one line, single quotes. `pretty`: one element per line, double quotes. */
export type XmlStyle = 'wevtutil' | 'pretty';

/** Returns a time as Windows prints it: seven digits, or no fraction at all where it is zero. */
function timeText(microseconds: number): string {
  const fraction = ((microseconds % 1_000_000) + 1_000_000) % 1_000_000;
  const seconds = new Date((microseconds - fraction) / 1000).toISOString().slice(0, 19);
  return fraction === 0 ? `${seconds}Z` : `${seconds}.${String(fraction).padStart(6, '0')}0Z`;
}

/** Returns a value as Windows prints it; the items of an array are printed one by one instead. */
export function valueText(value: TypedValue): string {
  switch (value.type) {
    case 'null':
      return '';
    case 'string-array':
      return value.value.join('');
    case 'hex32':
      return hexText(value.value, 32);
    case 'hex64':
      return hexText(value.value, 64);
    case 'guid':
      return bracedGuid(value.value);
    case 'filetime':
      return timeText(value.value);
    case 'binary':
      return Buffer.from(value.value).toString('hex').toUpperCase();
    case 'string':
    case 'sid':
    case 'boolean':
    case 'uint8':
    case 'uint16':
    case 'uint32':
    case 'uint64':
    case 'int32':
    case 'int64':
      break;
  }
  return String(value.value);
}

function hexText(value: number | bigint, bits: number): string {
  return `0x${BigInt.asUintN(bits, BigInt(value)).toString(16)}`;
}

function attributes(pairs: readonly (readonly [string, string | number | undefined])[]) {
  return pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as const]));
}

function leaf(name: string, content: string | number): XmlElement {
  return { name, attributes: [], content: String(content) };
}

function empty(name: string, pairs: readonly (readonly [string, string | number | undefined])[]): XmlElement {
  return { name, attributes: attributes(pairs), content: undefined };
}

function providerElement(event: EventSpec): XmlElement {
  const guid = event.providerGuid === undefined ? undefined : bracedGuid(event.providerGuid);
  return empty('Provider', [
    ['Name', event.provider],
    ['Guid', guid],
    ['EventSourceName', event.eventSourceName],
  ]);
}

function systemElement(event: EventSpec): XmlElement {
  const activityId = event.activityId === undefined ? undefined : bracedGuid(event.activityId);
  const content: XmlElement[] = [
    providerElement(event),
    { ...leaf('EventID', event.eventId), attributes: attributes([['Qualifiers', event.qualifiers]]) },
    leaf('Version', event.version ?? 0),
    leaf('Level', event.level ?? 0),
    leaf('Task', event.task ?? 0),
    leaf('Opcode', event.opcode ?? 0),
    leaf('Keywords', hexText(event.keywords ?? 0n, 64)),
    empty('TimeCreated', [['SystemTime', timeText(event.time)]]),
    leaf('EventRecordID', event.recordId),
    empty('Correlation', [['ActivityID', activityId]]),
    empty('Execution', [
      ['ProcessID', event.processId],
      ['ThreadID', event.threadId],
    ]),
    leaf('Channel', event.channel),
    leaf('Computer', event.computer),
    empty('Security', [['UserID', event.userSid]]),
  ];
  return { name: 'System', attributes: [], content };
}

/** An array prints as one element per item. */
function fieldElements(name: string, attribute: string | undefined, value: SpecValue): XmlElement[] {
  const typed = typedValue(value);
  const texts = typed.type === 'string-array' ? typed.value : [valueText(typed)];
  return texts.map((text) => ({ name, attributes: attributes([['Name', attribute]]), content: text }));
}

function payloadElements({ payload }: EventSpec): XmlElement[] {
  if (payload.type === 'none') return [];
  if (payload.type === 'user-data') {
    const content = payload.fields.flatMap(({ name, value }) => fieldElements(name, undefined, value));
    const root: XmlElement = { name: payload.root, attributes: [['xmlns', payload.namespace]], content };
    return [{ name: 'UserData', attributes: [], content: [root] }];
  }
  const content = payload.fields.flatMap(({ name, value }) => fieldElements('Data', name, value));
  if (payload.binary) content.push(leaf('Binary', valueText({ type: 'binary', value: payload.binary })));
  return [{ name: 'EventData', attributes: [], content }];
}

/** Returns the event as a tree of elements that hold text. */
export function eventElement(event: EventSpec): XmlElement {
  const content = [systemElement(event), ...payloadElements(event)];
  return { name: 'Event', attributes: [['xmlns', EVENT_NAMESPACE]], content };
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll("'", '&apos;').replaceAll('"', '&quot;');
}

function printElement(element: XmlElement, quote: string, indent: string | undefined): string {
  const list = element.attributes.map(
    ([name, value]) => ` ${name}=${quote}${escapeAttribute(value)}${quote}`,
  );
  const start = `${indent ?? ''}<${element.name}${list.join('')}`;
  const line = indent === undefined ? '' : '\r\n';
  if (element.content === undefined) return `${start}/>${line}`;
  const end = `</${element.name}>${line}`;
  if (typeof element.content === 'string') return `${start}>${escapeText(element.content)}${end}`;
  const inner = indent === undefined ? undefined : `${indent}  `;
  const children = element.content.map((child) => printElement(child, quote, inner)).join('');
  return children === '' ? `${start}>${end}` : `${start}>${line}${children}${indent ?? ''}${end}`;
}

/** Returns the event as Windows' own XML export prints it. */
export function renderEventXml(event: EventSpec, style: XmlStyle = 'wevtutil'): string {
  return style === 'pretty'
    ? printElement(eventElement(event), '"', '').trimEnd()
    : printElement(eventElement(event), "'", undefined);
}

/** How `renderEventsXml` writes a file. */
export interface XmlFileOptions {
  /** True: an `<Events>` document, as Event Viewer saves it. False: one event a line, as `wevtutil qe` prints. */
  readonly root: boolean;
  /** Default: utf-8 */
  readonly encoding?: 'utf-8' | 'utf-16le';
  /** Default: wevtutil */
  readonly style?: XmlStyle;
}

/** Returns an XML file of the events in the given order; Event Viewer itself saves the newest first. */
export function renderEventsXml(events: readonly EventSpec[], options: XmlFileOptions): Uint8Array {
  const wide = options.encoding === 'utf-16le';
  const bodies = events.map((event) => renderEventXml(event, options.style));
  const declaration = `<?xml version="1.0" encoding="${wide ? 'utf-16' : 'utf-8'}" standalone="yes"?>`;
  const text = options.root
    ? `${declaration}\r\n<Events>${bodies.join('')}</Events>`
    : bodies.map((body) => `${body}\r\n`).join('');
  // Event Viewer and a redirection in PowerShell write a byte order mark; plain wevtutil output has none.
  const mark = options.root || wide ? '\uFEFF' : '';
  return new Uint8Array(Buffer.from(mark + text, wide ? 'utf16le' : 'utf8'));
}
