import { XMLParser } from 'fast-xml-parser';
import type { ParseItem } from '../log-reader.ts';
import type { RawEvent, RawField } from '../raw-event.ts';
import type { TreeVisitor, XmlEvent } from '../tree-event.ts';
import { decodeReferences } from './decode-references.ts';
import type { EventText } from './split-events.ts';
import { copyText, type Share } from './share-strings.ts';
import { readSystemTime } from './system-time.ts';

/** The type number of a text, as binary logs count types. */
const TEXT_TYPE = 1;

/** A node of the parser's ordered tree: one key (`<` and the local name, or a kind of text), and attributes. */
interface XmlNode {
  readonly [key: string]: unknown;
  readonly ':@'?: Readonly<Record<string, string>>;
}

const TEXT = '#text';
const CDATA = '#cdata';
const ATTRIBUTE = '@';

// Entities stay encoded: they are decoded here, once, and only the ones XML itself has. The mark before every
// element name keeps names such as __proto__ and #text out of the way of the parser's own.
const PARSER = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: ATTRIBUTE,
  textNodeName: TEXT,
  cdataPropName: CDATA,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  jPath: false,
  transformTagName: markedName,
});

/** An element as it stands, for who reads other XML than that of events. */
export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  readonly attribute: (name: string) => string | undefined;
  readonly elements: () => readonly XmlElement[];
  readonly text: () => string;
}

/** Parses one element; undefined: it is not well-formed, or nests too deep. */
export function readElement(text: string): XmlElement | undefined {
  const node = parse(text)?.find((one) => nameOf(one) !== undefined);
  return node && toElement(node);
}

const toElement = (node: XmlNode): XmlElement => ({
  name: nameOf(node) ?? '',
  attribute: (name) => attributeOf(node, name),
  elements: () => elementsOf(node).map(toElement),
  text: () => textOf(node),
});

/** Parses one event element; an event that lacks what every event has is a problem that names it. */
export function readEvent({ text, offset }: EventText, share: Share): ParseItem {
  const parsed = parse(text);
  const event = parsed?.find((node) => nameOf(node) === 'Event');
  if (event === undefined) return badXml(offset, 'Event', 'expected well-formed markup');
  const system = childOf(event, 'System');
  if (system === undefined) return badXml(offset, 'Event', 'expected System, found none');
  const provider = attributeOf(childOf(system, 'Provider'), 'Name');
  if (provider === undefined || provider === '')
    return badXml(offset, 'System', 'expected Provider, found none');
  const eventId = numberOf(textOfChild(system, 'EventID'));
  if (eventId === undefined) return badXml(offset, 'System', 'expected a number as EventID, found none');
  const systemTime = attributeOf(childOf(system, 'TimeCreated'), 'SystemTime') ?? '';
  const time = readSystemTime(systemTime);
  if (time === undefined) return badXml(offset, 'System', 'expected a SystemTime in TimeCreated, found none');
  const fields = readFields(event, share);
  const read: XmlEvent = {
    provider: share(provider),
    channel: share(textOfChild(system, 'Channel')),
    computer: share(textOfChild(system, 'Computer')),
    eventId,
    version: numberOf(textOfChild(system, 'Version')) ?? 0,
    level: numberOf(textOfChild(system, 'Level')) ?? 0,
    recordId: numberOf(textOfChild(system, 'EventRecordID')) ?? 0,
    time,
    ...readContext(system, share),
    get: (name) => fields.find((field) => field.name === name)?.value,
    fields: () => fields,
    systemTime: () => systemTime,
    xml: () => text,
    walk: (visitor) => walkNode(event, visitor),
  };
  return { type: 'event', event: read };
}

/** Tells the tree of an event; the parser does not say how an element without content was spelled. */
function walkNode(node: XmlNode, visitor: TreeVisitor): void {
  const name = nameOf(node);
  if (name === undefined) {
    if (TEXT in node) visitor.text(decodeReferences(String(node[TEXT])), TEXT_TYPE);
    else for (const part of nodesOf(node)) visitor.text(String(part[TEXT]), TEXT_TYPE);
    return;
  }
  const attributes = Object.entries(node[':@'] ?? {}).map(([key, value]) => ({
    name: key.slice(ATTRIBUTE.length),
    value: decodeReferences(value),
    type: TEXT_TYPE,
  }));
  visitor.open(name, attributes, nodesOf(node).length === 0);
  for (const inner of nodesOf(node)) walkNode(inner, visitor);
  visitor.close(name);
}

type Context = Pick<
  RawEvent,
  'qualifiers' | 'activityId' | 'relatedActivityId' | 'processId' | 'threadId' | 'userSid'
>;

function readContext(system: XmlNode, share: Share): Context {
  const qualifiers = numberOf(attributeOf(childOf(system, 'EventID'), 'Qualifiers'));
  const correlation = childOf(system, 'Correlation');
  const activityId = guidOf(attributeOf(correlation, 'ActivityID'));
  const relatedActivityId = guidOf(attributeOf(correlation, 'RelatedActivityID'));
  const execution = childOf(system, 'Execution');
  const processId = numberOf(attributeOf(execution, 'ProcessID'));
  const threadId = numberOf(attributeOf(execution, 'ThreadID'));
  const userSid = attributeOf(childOf(system, 'Security'), 'UserID');
  return {
    ...(qualifiers !== undefined && { qualifiers }),
    ...(activityId !== undefined && { activityId }),
    ...(relatedActivityId !== undefined && { relatedActivityId }),
    ...(processId !== undefined && { processId }),
    ...(threadId !== undefined && { threadId }),
    ...(userSid !== undefined && userSid !== '' && { userSid: share(userSid) }),
  };
}

function readFields(event: XmlNode, share: Share): readonly RawField[] {
  const fields: RawField[] = [];
  for (const part of elementsOf(event)) {
    if (nameOf(part) === 'EventData') {
      for (const node of elementsOf(part)) addDataField(node, fields, share);
    } else if (nameOf(part) === 'UserData') {
      for (const child of elementsOf(part)) addLeaves(child, fields, share);
    }
  }
  return fields;
}

function addDataField(node: XmlNode, fields: RawField[], share: Share): void {
  const name = nameOf(node);
  if (name === 'Data') {
    fields.push({ name: share(attributeOf(node, 'Name') ?? ''), value: textOf(node) });
  } else if (name === 'Binary') {
    fields.push({ name, value: textOf(node) });
  }
}

function addLeaves(parent: XmlNode, fields: RawField[], share: Share): void {
  for (const node of elementsOf(parent)) {
    if (elementsOf(node).length > 0) addLeaves(node, fields, share);
    else fields.push({ name: share(nameOf(node) ?? ''), value: textOf(node) });
  }
}

function parse(text: string): readonly XmlNode[] | undefined {
  try {
    return PARSER.parse(text) as readonly XmlNode[];
  } catch {
    // Only the parser's own refusals end here, such as more than a hundred nested elements.
    return undefined;
  }
}

function markedName(name: string): string {
  // The parser calls this twice for an empty element.
  return name.startsWith('<') ? name : `<${name.slice(name.lastIndexOf(':') + 1)}`;
}

function keyOf(node: XmlNode): string {
  for (const key in node) if (key !== ':@') return key;
  return '';
}

function nameOf(node: XmlNode): string | undefined {
  const key = keyOf(node);
  return key.startsWith('<') ? key.slice(1) : undefined;
}

function nodesOf(node: XmlNode): readonly XmlNode[] {
  const inner = node[keyOf(node)];
  return Array.isArray(inner) ? (inner as readonly XmlNode[]) : [];
}

function elementsOf(node: XmlNode): readonly XmlNode[] {
  return nodesOf(node).filter((inner) => nameOf(inner) !== undefined);
}

function childOf(node: XmlNode, name: string): XmlNode | undefined {
  return nodesOf(node).find((inner) => nameOf(inner) === name);
}

function textOf(node: XmlNode): string {
  let text = '';
  for (const inner of nodesOf(node)) {
    const key = keyOf(inner);
    if (key === TEXT) text += decodeReferences(String(inner[TEXT]));
    else if (key === CDATA) text += nodesOf(inner).reduce((sum, part) => sum + String(part[TEXT]), '');
    else text += textOf(inner);
  }
  return text;
}

function textOfChild(node: XmlNode, name: string): string {
  const child = childOf(node, name);
  return child === undefined ? '' : textOf(child);
}

function attributeOf(node: XmlNode | undefined, name: string): string | undefined {
  const value = node?.[':@']?.[ATTRIBUTE + name];
  return value === undefined ? undefined : decodeReferences(value);
}

function numberOf(text: string | undefined): number | undefined {
  const digits = text?.trim() ?? '';
  return /^\d{1,20}$/.test(digits) ? Number(digits) : undefined;
}

function guidOf(text: string | undefined): string | undefined {
  const guid = text?.replace(/^\{|\}$/g, '') ?? '';
  return guid === '' ? undefined : copyText(guid.toUpperCase());
}

function badXml(offset: number, reading: string, detail: string): ParseItem {
  return { type: 'problem', problem: { code: 'bad-xml', offset, reading, detail } };
}
