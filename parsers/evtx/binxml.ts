import type { Cursor } from './cursor.ts';
import { createCursor, fail, readText, readU16, readU32, readU8, skip } from './cursor.ts';
import type { AttributeNode, BinXmlNode, Chunk, ElementNode, NameSite, Template } from './structures.ts';

/** BinXML tokens without their "more follows" flag 0x40, [MS-EVEN6] 2.2.12. */
export const TOKEN = {
  endOfFragment: 0x00,
  openStartElement: 0x01,
  closeStartElement: 0x02,
  closeEmptyElement: 0x03,
  endElement: 0x04,
  valueText: 0x05,
  attribute: 0x06,
  cdata: 0x07,
  charRef: 0x08,
  entityRef: 0x09,
  instructionTarget: 0x0a,
  instructionData: 0x0b,
  templateInstance: 0x0c,
  substitution: 0x0d,
  optionalSubstitution: 0x0e,
  fragmentHeader: 0x0f,
} as const;

/** Flag of a token: attributes or further parts follow. */
export const MORE = 0x40;
const MAX_DEPTH = 64;
const MAX_NAME = 1024;
/** The entities that XML itself has. */
export const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** A cursor in BinXML. Whether dependency ids are there cannot be seen from the bytes. */
interface Source extends Cursor {
  readonly dependencyIds: boolean;
  /** The names read so far. */
  readonly names: NameSite[];
}

/** The start tag of an element; `empty` says that nothing follows, not even an end tag. */
interface StartTag {
  readonly name: string;
  readonly attributes: readonly AttributeNode[];
  readonly empty: boolean;
}

/** Parses all of a fragment, once; a fault is left in the template. */
export function fragmentNodes(chunk: Chunk, template: Template): readonly BinXmlNode[] {
  if (template.nodes !== undefined) return template.nodes;
  const { key, start, end } = template;
  const known = key === undefined ? undefined : chunk.host.templates.find('nodes', key, chunk, start, end);
  if (known !== undefined) return (template.nodes = known);
  const source = openFragment(chunk, template);
  const nodes = readContent(source, 0);
  if (!settle(template, source)) return (template.nodes = []);
  if (key !== undefined) chunk.host.templates.add('nodes', key, chunk, start, end, source.names, nodes);
  return (template.nodes = nodes);
}

/** Event/System, what comes before it, and where it ends. */
interface ParsedSystem {
  readonly system: ElementNode;
  readonly before: readonly BinXmlNode[];
  readonly rest: number;
  readonly names: readonly NameSite[];
}

/**
 * Parses the fragment of a record up to and including Event/System, and returns undefined when it has none: the
 * rest is left until somebody asks for the payload.
 */
export function parseSystem(chunk: Chunk, template: Template): ParsedSystem | undefined {
  const source = openFragment(chunk, template);
  const before: BinXmlNode[] = [];
  if (isElement(readToken(source, 'element')) && readStartTag(source).name === 'Event') {
    for (;;) {
      const node = readNode(source, 1);
      if (node === undefined) break;
      if (node.kind === 'element' && node.name === 'System') {
        return { system: node, before, rest: source.offset, names: source.names };
      }
      before.push(node);
    }
  }
  fail(source, source.offset, 'event', 'expected element Event with element System, found none');
  template.systemFault = source.fault;
  return undefined;
}

/** Parses what follows System, once; a fault is left in the template. */
export function parsePayload(chunk: Chunk, template: Template, rest: number): readonly BinXmlNode[] {
  if (template.payload !== undefined) return template.payload;
  const { key, end } = template;
  const start = template.start + rest;
  const known = key === undefined ? undefined : chunk.host.templates.find('payload', key, chunk, start, end);
  if (known !== undefined) return (template.payload = known);
  const source = openSource(chunk, template, start);
  const nodes = readContent(source, 1);
  if (!settle(template, source)) return (template.payload = []);
  if (key !== undefined) chunk.host.templates.add('payload', key, chunk, start, end, source.names, nodes);
  return (template.payload = nodes);
}

function openFragment(chunk: Chunk, template: Template): Source {
  const source = openSource(chunk, template, template.start);
  if (peek(source) === TOKEN.fragmentHeader) skip(source, 4, 'fragment header');
  return source;
}

function openSource(chunk: Chunk, template: Template, offset: number): Source {
  const cursor = createCursor(chunk, offset, template.end);
  return { ...cursor, dependencyIds: template.dependencyIds, names: [] };
}

function settle(template: Template, source: Source): boolean {
  template.fault ??= source.fault;
  return source.fault === undefined;
}

function peek(source: Source): number {
  return source.offset < source.end ? source.chunk.view.getUint8(source.offset) : TOKEN.endOfFragment;
}

function readToken(source: Source, reading: string): number {
  spend(source, 1, reading);
  return readU8(source, reading) & ~MORE;
}

/** Takes work from what the chunk allows, before it is done. */
function spend(source: Cursor, amount: number, reading: string): void {
  source.chunk.parsingLeft -= amount;
  if (source.chunk.parsingLeft < 0) {
    fail(source, source.offset, reading, 'expected definitions that do not overlap, found too much to parse');
  }
}

/** Reads UTF-16 text of a length that stands before it. */
function readSizedText(source: Source, reading: string): string {
  const length = readU16(source, reading);
  spend(source, length, reading);
  return readText(source, length, reading);
}

function isElement(token: number): boolean {
  return token === TOKEN.openStartElement;
}

/** Reads nodes up to the end tag or the end of the fragment, and steps over it. */
function readContent(source: Source, depth: number): BinXmlNode[] {
  const nodes: BinXmlNode[] = [];
  for (let node = readNode(source, depth); node !== undefined; node = readNode(source, depth))
    nodes.push(node);
  return nodes;
}

/** Reads one node, or returns undefined at an end tag, at the end, or at a fault. */
function readNode(source: Source, depth: number): BinXmlNode | undefined {
  if (source.offset >= source.end) return undefined;
  const at = source.offset;
  const token = readToken(source, 'token');
  if (source.fault !== undefined) return undefined;
  switch (token) {
    case TOKEN.endElement:
    case TOKEN.endOfFragment:
      return undefined;
    case TOKEN.openStartElement:
      return readElement(source, depth);
    case TOKEN.instructionTarget:
      return readInstruction(source);
    default: {
      const node = readPart(source, token);
      if (node === undefined)
        fail(source, at, 'token', `expected a known token, found 0x${token.toString(16)}`);
      return node;
    }
  }
}

function readElement(source: Source, depth: number): ElementNode | undefined {
  if (depth >= MAX_DEPTH) {
    fail(source, source.offset, 'element', `expected at most ${MAX_DEPTH} levels, found more`);
    return undefined;
  }
  const { name, attributes, empty } = readStartTag(source);
  const children = empty ? [] : readContent(source, depth + 1);
  return source.fault === undefined ? { kind: 'element', name, attributes, children, empty } : undefined;
}

/** Reads a start tag behind its token. [MS-EVEN6] 2.2.12, StartElement and AttributeList. */
function readStartTag(source: Source): StartTag {
  const hasAttributes = (source.chunk.view.getUint8(source.offset - 1) & MORE) !== 0;
  if (source.dependencyIds) skip(source, 2, 'element dependency identifier');
  skip(source, 4, 'element data size');
  const name = readName(source, 'element name offset');
  const attributes: AttributeNode[] = [];
  if (hasAttributes) {
    skip(source, 4, 'attribute list data size');
    while ((peek(source) & ~MORE) === TOKEN.attribute) {
      readToken(source, 'attribute');
      const attribute = readName(source, 'attribute name offset');
      attributes.push({ name: attribute, parts: readAttributeParts(source) });
    }
  }
  const at = source.offset;
  const close = readToken(source, 'close start element');
  if (close !== TOKEN.closeStartElement && close !== TOKEN.closeEmptyElement) {
    fail(source, at, 'close start element', `expected token 0x2 or 0x3, found 0x${close.toString(16)}`);
  }
  return { name, attributes, empty: close === TOKEN.closeEmptyElement };
}

function readAttributeParts(source: Source): BinXmlNode[] {
  const parts: BinXmlNode[] = [];
  while (source.offset < source.end) {
    const start = source.offset;
    const part = readPart(source, readToken(source, 'attribute value'));
    if (part === undefined) {
      if (source.fault === undefined) source.offset = start;
      return parts;
    }
    parts.push(part);
  }
  return parts;
}

/** Reads what may stand in an attribute and in an element alike; undefined for any other token. */
function readPart(source: Source, token: number): BinXmlNode | undefined {
  switch (token) {
    case TOKEN.valueText:
      return readValueText(source);
    case TOKEN.cdata:
      return { kind: 'text', text: readSizedText(source, 'CDATA section') };
    case TOKEN.charRef:
      return { kind: 'text', text: String.fromCharCode(readU16(source, 'character reference')) };
    case TOKEN.entityRef: {
      const name = readName(source, 'entity name offset');
      return { kind: 'text', text: ENTITIES.get(name) ?? `&${name};` };
    }
    case TOKEN.substitution:
    case TOKEN.optionalSubstitution: {
      const index = readU16(source, 'substitution identifier');
      // The type of the value is in the record; the one here is what the manifest declared.
      skip(source, 1, 'substitution value type');
      return { kind: 'value', index, optional: token === TOKEN.optionalSubstitution };
    }
    default:
      return undefined;
  }
}

function readValueText(source: Source): BinXmlNode {
  const at = source.offset;
  const type = readU8(source, 'value type');
  if (type !== 1) fail(source, at, 'value type', `expected 1 for text in a template, found ${type}`);
  return { kind: 'text', text: readSizedText(source, 'value text') };
}

function readInstruction(source: Source): BinXmlNode | undefined {
  const target = readName(source, 'processing instruction target');
  if ((peek(source) & ~MORE) !== TOKEN.instructionData) return { kind: 'instruction', target, data: '' };
  readToken(source, 'processing instruction data');
  return { kind: 'instruction', target, data: readSizedText(source, 'processing instruction data') };
}

/**
 * Reads a name by its offset. A name that stands right here is its first use and is stepped over; any other
 * offset leads back to one. libyal EVTX format, "Binary XML name": u32 hash chain, u16 hash, u16 length, text,
 * u16 zero.
 */
function readName(source: Source, reading: string): string {
  const at = source.offset;
  const offset = readU32(source, reading);
  if (source.fault !== undefined) return '';
  const inline = offset === source.offset;
  const known = inline ? undefined : source.chunk.names.get(offset);
  const text = known ?? readNameText(source, at, offset, reading);
  source.names.push({ at, inline, text });
  return text;
}

function readNameText(source: Source, at: number, offset: number, reading: string): string {
  const inline = offset === source.offset;
  const cursor = inline ? source : createCursor(source.chunk, offset, source.chunk.length);
  skip(cursor, 6, 'name hash');
  const length = readU16(cursor, 'name length');
  spend(cursor, length, 'name');
  if (length > MAX_NAME) fail(cursor, offset, 'name length', `expected at most ${MAX_NAME}, found ${length}`);
  const name = readText(cursor, length, 'name');
  skip(cursor, 2, 'name terminator');
  if (cursor.fault !== undefined) {
    if (!inline) fail(source, at, reading, `expected a name at ${offset}, found ${cursor.fault.detail}`);
    return '';
  }
  const shared = source.chunk.host.intern(name);
  source.chunk.names.set(offset, shared);
  return shared;
}
