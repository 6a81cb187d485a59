import type { BinXmlNode, Chunk } from '../structures.ts';
import { ARRAY, TYPE } from '../values.ts';
import { XML_ATTRIBUTE, XML_TEXT } from './escape.ts';
import { descriptorOf, type Frame, isNull } from './frame.ts';
import { writeLiteral } from './literals.ts';
import { reserve } from './output.ts';
import { writeRawXml } from './raw-xml.ts';
import type { RecordWriter, Shape } from './record-writer.ts';
import { type Around, writeItems } from './write-items.ts';
import { writeValue } from './write-value.ts';
import { xmlName } from './xml-name.ts';
import { compileXml, XML, XML_STRIDE } from './xml-plan.ts';

type XmlWriter = RecordWriter<Int32Array, Int32Array>;

/** XML as Windows exports it, one event a line. */
export const xmlShape: Shape<Int32Array, Int32Array> = {
  // A damaged definition may have left nothing of its event: the slow way tells that.
  compile: (literals, nodes) => (nodes.some(isEvent) ? compileXml(literals, nodes) : undefined),
  compileNested: compileXml,
  spellName: xmlName,
  write: (writer, chunk, plan, frame) => {
    const { out } = writer;
    if (!writeOps(writer, chunk, plan, frame)) return false;
    reserve(out, 1);
    out.view.setUint8(out.length++, 0x0a);
    return true;
  },
};

function isEvent(node: BinXmlNode): boolean {
  return node.kind === 'element' && node.name === 'Event';
}

function writeOps(writer: XmlWriter, chunk: Chunk, ops: Int32Array, frame: Frame): boolean {
  const { out, literals } = writer;
  const { words } = literals;
  for (let op = 0; op < ops.length; op += XML_STRIDE) {
    const kind = ops[op]!;
    if (kind === XML.literal) {
      writeLiteral(out, words, ops[op + 3]!, ops[op + 4]!);
      continue;
    }
    const index = ops[op + 1]!;
    const descriptor = descriptorOf(chunk, frame, index);
    if (ops[op + 2] === 1 && isNull(descriptor)) {
      // The ops of an element that is left out are stepped over.
      if (kind === XML.optional) op = ops[op + 7]! - XML_STRIDE;
      continue;
    }
    const type = descriptor >>> 16;
    const size = descriptor & 0xffff;
    const at = size === 0 ? 0 : frame.starts[frame.base + index]!;
    switch (kind) {
      case XML.element:
        if ((type & ARRAY) !== 0 && size > 0) {
          if (!writeRepeated(writer, chunk, ops, op, type & ~ARRAY, at, size)) return false;
          break;
        }
        writeLiteral(out, words, ops[op + 3]!, ops[op + 4]!);
        if (!writeContent(writer, chunk, frame, type, at, size)) return false;
        writeLiteral(out, words, ops[op + 5]!, ops[op + 6]!);
        break;
      case XML.text:
        if (!writeContent(writer, chunk, frame, type, at, size)) return false;
        break;
      case XML.attribute:
        writeLiteral(out, words, ops[op + 3]!, ops[op + 4]!);
        if (!writeValue(out, chunk, type, at, size, XML_ATTRIBUTE)) return false;
        writeLiteral(out, words, ops[op + 5]!, ops[op + 6]!);
        break;
      case XML.attributeText:
        if (!writeValue(out, chunk, type, at, size, XML_ATTRIBUTE)) return false;
        break;
      default:
        // An array would repeat the element with all its attributes: never seen.
        if ((type & ARRAY) !== 0 && size > 0) return false;
    }
    if (out.length > writer.limit) return false;
  }
  return true;
}

/** Writes a value that stands in an element: text, or the elements of nested BinXML. */
function writeContent(
  writer: XmlWriter,
  chunk: Chunk,
  frame: Frame,
  type: number,
  at: number,
  size: number,
): boolean {
  if (type !== TYPE.binXml) return writeValue(writer.out, chunk, type, at, size, XML_TEXT);
  if (size === 0) return true;
  const inner = writer.frameIn(frame);
  if (inner === undefined) return false;
  const plan = writer.openNested(chunk, at, at + size, frame, inner);
  if (plan !== null) return writeOps(writer, chunk, plan, inner);
  const { out, literals, raw, limit } = writer;
  raw.open(chunk, at, at + size);
  return writeRawXml(out, literals, raw, limit, 0);
}

/** Writes an element once for each item of the array that is its content. */
function writeRepeated(
  { out, literals }: XmlWriter,
  chunk: Chunk,
  ops: Int32Array,
  op: number,
  itemType: number,
  at: number,
  size: number,
): boolean {
  const around: Around = {
    beforeAt: ops[op + 3]!,
    beforeSize: ops[op + 4]!,
    afterAt: ops[op + 5]!,
    afterSize: ops[op + 6]!,
  };
  return writeItems(out, literals, chunk, itemType, at, size, XML_TEXT, around) > 0;
}
