import { createHash } from 'node:crypto';
import type { ByteWriter } from './bytes.ts';
import { type ChunkTables, enterName, enterTemplate, nameHash } from './chunk-tables.ts';
import type { BinXmlContent, BinXmlElement, TemplateInstance } from './element.ts';
import { VALUE_TYPE, writeValue } from './value.ts';

/** BinXML tokens, [MS-EVEN6] 2.2.12. */
const TOKEN = {
  endOfFragment: 0x00,
  openStartElement: 0x01,
  closeStartElement: 0x02,
  closeEmptyElement: 0x03,
  endElement: 0x04,
  value: 0x05,
  attribute: 0x06,
  templateInstance: 0x0c,
  normalSubstitution: 0x0d,
  optionalSubstitution: 0x0e,
  fragmentHeader: 0x0f,
} as const;

/** On an element: it has attributes. On an attribute: another one follows. */
const MORE = 0x40;

/** Dependency id of an element that never goes away. */
const NO_DEPENDENCY = 0xffff;

/** Where BinXML goes: positions of the writer are offsets in the chunk, which names and templates refer to. */
export interface BinXmlTarget {
  readonly writer: ByteWriter;
  readonly tables: ChunkTables;
}

/** Writes a fragment that consists of a template instance: what most records hold. */
export function writeTemplateFragment(target: BinXmlTarget, instance: TemplateInstance): void {
  writeFragmentHeader(target.writer);
  writeTemplateInstance(target, instance);
  target.writer.u8(TOKEN.endOfFragment);
}

/** Writes a fragment of plain elements, which have no dependency ids: what forwarded events hold. */
export function writeElementFragment(target: BinXmlTarget, element: BinXmlElement): void {
  writeFragmentHeader(target.writer);
  writeElement(target, element, false);
  target.writer.u8(TOKEN.endOfFragment);
}

function writeFragmentHeader(writer: ByteWriter): void {
  writer.u8(TOKEN.fragmentHeader);
  writer.u8(1); // major version
  writer.u8(1); // minor version
  writer.u8(0); // flags
}

function writeTemplateInstance(target: BinXmlTarget, instance: TemplateInstance): void {
  const { writer, tables } = target;
  const key = JSON.stringify(instance.template);
  const guid = new Uint8Array(createHash('md5').update(key).digest());
  writer.u8(TOKEN.templateInstance);
  writer.u8(1); // version
  writer.raw(guid.subarray(0, 4)); // template id
  const known = tables.templates.get(key);
  writer.u32(known ?? writer.position + 4); // offset of the definition; a new one follows at once
  if (known === undefined) writeTemplateDefinition(target, instance.template, key, guid);
  writeValues(target, instance);
}

function writeTemplateDefinition(
  target: BinXmlTarget,
  root: BinXmlElement,
  key: string,
  guid: Uint8Array,
): void {
  const { writer, tables } = target;
  writer.u32(enterTemplate(tables, key, guid, writer.position)); // link within the bucket
  writer.raw(guid);
  const size = writer.position;
  writer.u32(0); // size of the fragment
  writeFragmentHeader(writer);
  writeElement(target, root, true);
  writer.u8(TOKEN.endOfFragment);
  writer.setU32(size, writer.position - size - 4);
}

function writeValues(target: BinXmlTarget, { values, origin }: TemplateInstance): void {
  const { writer } = target;
  writer.u32(values.length);
  const descriptors = writer.position;
  for (const value of values) {
    writer.u16(0); // size
    writer.u8('template' in value ? VALUE_TYPE.binxml : VALUE_TYPE[value.type]);
    writer.u8(0);
  }
  for (const [index, value] of values.entries()) {
    const start = writer.position;
    if ('template' in value) writeNestedInstance(target, value);
    else writeValue(writer, value, origin === 'manifest');
    const size = writer.position - start;
    if (0xffff < size) throw new RangeError(`value ${index} has ${size} bytes, more than 65,535`);
    writer.setU16(descriptors + index * 4, size);
  }
}

function writeNestedInstance(target: BinXmlTarget, instance: TemplateInstance): void {
  if (instance.origin === 'classic') writeFragmentHeader(target.writer);
  writeTemplateInstance(target, instance);
  target.writer.u8(TOKEN.endOfFragment);
}

function writeElement(target: BinXmlTarget, element: BinXmlElement, inTemplate: boolean): void {
  const { writer } = target;
  writer.u8(TOKEN.openStartElement | (element.attributes.length === 0 ? 0 : MORE));
  if (inTemplate) writer.u16(element.dependency ?? NO_DEPENDENCY);
  const size = writer.position;
  writer.u32(0); // size of the rest of the element
  writeName(target, element.name);
  if (element.attributes.length !== 0) writeAttributes(target, element.attributes);
  if (element.children === undefined) {
    writer.u8(TOKEN.closeEmptyElement);
  } else {
    writer.u8(TOKEN.closeStartElement);
    for (const child of element.children) {
      if ('name' in child) writeElement(target, child, inTemplate);
      else writeContent(writer, child);
    }
    writer.u8(TOKEN.endElement);
  }
  writer.setU32(size, writer.position - size - 4);
}

function writeAttributes(target: BinXmlTarget, attributes: BinXmlElement['attributes']): void {
  const { writer } = target;
  const size = writer.position;
  writer.u32(0); // size of the attribute list
  for (const [index, [name, value]] of attributes.entries()) {
    writer.u8(TOKEN.attribute | (index + 1 < attributes.length ? MORE : 0));
    writeName(target, name);
    writeContent(writer, value);
  }
  writer.setU32(size, writer.position - size - 4);
}

function writeContent(writer: ByteWriter, content: BinXmlContent): void {
  if ('text' in content) {
    writer.u8(TOKEN.value);
    writer.u8(VALUE_TYPE.string);
    writer.u16(content.text.length);
    writer.utf16(content.text);
  } else {
    writer.u8(content.optional ? TOKEN.optionalSubstitution : TOKEN.normalSubstitution);
    writer.u16(content.index);
    writer.u8(VALUE_TYPE[content.type]);
  }
}

/** Writes the offset of a name; the first use in a chunk brings the name itself. */
function writeName({ writer, tables }: BinXmlTarget, name: string): void {
  const known = tables.names.get(name);
  writer.u32(known ?? writer.position + 4);
  if (known !== undefined) return;
  writer.u32(enterName(tables, name, writer.position)); // link within the bucket
  writer.u16(nameHash(name));
  writer.u16(name.length);
  writer.utf16(`${name}\0`);
}
