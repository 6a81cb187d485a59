import { parsePayload } from '../binxml.ts';
import type { Chunk } from '../structures.ts';
import { systemFields } from '../system.ts';
import { ARRAY, TYPE } from '../values.ts';
import { JSON_TEXT } from './escape.ts';
import {
  compileNested,
  compilePayload,
  compileSystem,
  FIELD_STRIDE,
  type FieldsPlan,
  type NestedPlan,
  FLAT,
  FLAT_STRIDE,
  type FlatPlan,
  localName,
} from './flat-plan.ts';
import { descriptorOf, type Frame, isNull } from './frame.ts';
import { QUOTE, writeLiteral } from './literals.ts';
import { reserve } from './output.ts';
import { RawFields } from './raw-flat.ts';
import type { RecordWriter, Shape } from './record-writer.ts';
import { writeDecimal, writeFiletime, writeGuid } from './spell.ts';
import { type Around, writeItems } from './write-items.ts';
import { writeUnsigned, writeValue } from './write-value.ts';

type FlatWriter = RecordWriter<FlatPlan, NestedPlan>;

const RAW_FIELDS = new RawFields();

/** Flat JSON, one object a line. */
export const flatShape: Shape<FlatPlan, NestedPlan> = {
  compile: (literals, _, chunk, template) => {
    const system = systemFields(chunk, template);
    if (system === undefined) return undefined;
    const ops = compileSystem(literals, system);
    const payload = compilePayload(literals, parsePayload(chunk, template, system.rest));
    if (ops === undefined || payload === undefined || template.fault !== undefined) return undefined;
    return { system: ops, ...payload };
  },
  compileNested,
  spellName: (name) => `,${JSON.stringify(localName(name))}:`,
  write: (writer, chunk, plan, frame, recordId) => {
    const { out } = writer;
    if (!writeSystem(writer, chunk, plan.system, frame, recordId)) return false;
    if (!writePayload(writer, chunk, plan, frame)) return false;
    reserve(out, 2);
    out.view.setUint16(out.length, 0x0a7d, true);
    out.length += 2;
    return true;
  },
};

function writeSystem(
  { out, literals }: FlatWriter,
  chunk: Chunk,
  ops: Int32Array,
  frame: Frame,
  recordId: number,
): boolean {
  const { words } = literals;
  for (let op = 0; op < ops.length; op += FLAT_STRIDE) {
    const kind = ops[op]!;
    const index = ops[op + 1]!;
    const literal = ops[op + 2]!;
    const literalSize = ops[op + 3]!;
    if (kind <= FLAT.time) writeLiteral(out, words, literal, literalSize);
    if (kind === FLAT.literal) continue;
    const descriptor = descriptorOf(chunk, frame, index);
    const type = descriptor >>> 16;
    const size = descriptor & 0xffff;
    if (size === 0 || type === TYPE.null) {
      // What is not there: a number that every record has reads as 0, a text as empty, the rest is left out.
      if (kind === FLAT.time) return false;
      if (kind === FLAT.number) writeDecimal(out, 0);
      if (kind === FLAT.recordId) writeDecimal(out, recordId);
      continue;
    }
    const at = frame.starts[frame.base + index]!;
    switch (kind) {
      case FLAT.optionalNumber:
      case FLAT.number:
      case FLAT.recordId:
        if (kind === FLAT.optionalNumber) writeLiteral(out, words, literal, literalSize);
        if (!isUnsigned(type) || !isExact(chunk, at, size)) return false;
        if (!writeUnsigned(out, chunk, type, at, size)) return false;
        break;
      case FLAT.time:
        if (type !== TYPE.filetime || size !== 8 || !writeFiletime(out, chunk.view, at)) return false;
        break;
      case FLAT.text:
        if (type !== TYPE.string || !writeValue(out, chunk, type, at, size, JSON_TEXT)) return false;
        break;
      case FLAT.guid:
        if (type !== TYPE.guid || size !== 16) return false;
        writeLiteral(out, words, literal, literalSize);
        writeGuid(out, chunk.bytes, at, true);
        out.view.setUint8(out.length++, 0x22);
        break;
      case FLAT.sid:
        if (type !== TYPE.sid) return false;
        writeLiteral(out, words, literal, literalSize);
        if (!writeValue(out, chunk, type, at, size, JSON_TEXT)) return false;
        reserve(out, 1);
        out.view.setUint8(out.length++, 0x22);
        break;
      default:
        return false;
    }
  }
  return true;
}

function isUnsigned(type: number): boolean {
  return (
    type === TYPE.uint8 ||
    type === TYPE.uint16 ||
    type === TYPE.uint32 ||
    type === TYPE.uint64 ||
    type === TYPE.hex32 ||
    type === TYPE.hex64
  );
}

/** Whether a number is no more than a double holds exactly; JSON is read into doubles. */
function isExact({ view }: Chunk, at: number, size: number): boolean {
  return size < 8 || view.getUint32(at + 4, true) < 0x200000;
}

function writePayload(writer: FlatWriter, chunk: Chunk, plan: FlatPlan, frame: Frame): boolean {
  if (plan.nested < 0) return writeFields(writer, chunk, plan.fields, frame);
  const descriptor = descriptorOf(chunk, frame, plan.nested);
  const size = descriptor & 0xffff;
  if (size === 0 || descriptor >>> 16 !== TYPE.binXml) {
    return writeFields(writer, chunk, plan.fields, frame);
  }
  const at = frame.starts[frame.base + plan.nested]!;
  const inner = writer.frameIn(frame);
  if (inner === undefined) return false;
  const nested = writer.openNested(chunk, at, at + size, frame, inner);
  if (nested === null) return plan.inUserData && writeRawFields(writer, chunk, at, at + size);
  const fields = plan.inUserData ? nested.inUserData : nested.asRoot;
  return fields !== undefined && writeFields(writer, chunk, fields, inner);
}

function writeRawFields(writer: FlatWriter, chunk: Chunk, at: number, end: number): boolean {
  const { out, literals, raw, limit } = writer;
  raw.open(chunk, at, end);
  return RAW_FIELDS.write(out, literals, raw, limit);
}

/** Every field brings a comma before it; in the end the first one becomes the bracket. */
function writeFields(
  writer: FlatWriter,
  chunk: Chunk,
  { ops, hasUnnamed }: FieldsPlan,
  frame: Frame,
): boolean {
  const { out, literals } = writer;
  const { words } = literals;
  const asList = hasUnnamed && isList(chunk, ops, frame);
  const begin = out.length;
  for (let op = 0; op < ops.length; op += FIELD_STRIDE) {
    const literal = asList ? ops[op + 5]! : ops[op + 3]!;
    const literalSize = asList ? ops[op + 6]! : ops[op + 4]!;
    if (ops[op] === 0) {
      writeLiteral(out, words, literal, literalSize);
      continue;
    }
    const index = ops[op + 1]!;
    const descriptor = descriptorOf(chunk, frame, index);
    if (ops[op + 2] === 1 && isNull(descriptor)) continue;
    const size = descriptor & 0xffff;
    const type = descriptor >>> 16;
    const at = size === 0 ? 0 : frame.starts[frame.base + index]!;
    if ((type & ARRAY) !== 0 && size > 0) {
      const nameSize = asList ? 0 : literalSize;
      if (!writeArray(writer, chunk, type & ~ARRAY, at, size, literal, nameSize, ops[op + 5]!)) return false;
    } else {
      writeLiteral(out, words, literal, literalSize);
      if (!writeValue(out, chunk, type, at, size, JSON_TEXT)) return false;
      reserve(out, 2);
      out.view.setUint8(out.length++, 0x22);
    }
    if (out.length > writer.limit) return false;
  }
  reserve(out, 2);
  const { view } = out;
  if (out.length === begin) out.length += 1;
  view.setUint8(begin, asList ? 0x5b : 0x7b);
  view.setUint8(out.length++, asList ? 0x5d : 0x7d);
  return true;
}

/** Whether a field without a name is there: then names mean nothing for this event. */
function isList(chunk: Chunk, ops: Int32Array, frame: Frame): boolean {
  for (let op = 0; op < ops.length; op += FIELD_STRIDE) {
    if (ops[op + 4] !== UNNAMED) continue;
    if (ops[op] === 0 || ops[op + 2] === 0 || !isNull(descriptorOf(chunk, frame, ops[op + 1]!))) return true;
  }
  return false;
}
const UNNAMED = 0;

/** The items of an array are values of their own: in a list one by one, under a name as a list, one alone as it is. */
function writeArray(
  { out, literals }: FlatWriter,
  chunk: Chunk,
  itemType: number,
  at: number,
  size: number,
  nameAt: number,
  nameSize: number,
  bareAt: number,
): boolean {
  if (nameSize > 0) writeLiteral(out, literals.words, nameAt, nameSize - 1);
  const begin = out.length;
  const around: Around = { beforeAt: bareAt, beforeSize: 2, afterAt: QUOTE, afterSize: 1 };
  const count = writeItems(out, literals, chunk, itemType, at, size, JSON_TEXT, around);
  if (count === 0 || nameSize === 0) return count > 0;
  if (count === 1) {
    out.bytes.copyWithin(begin, begin + 1, out.length);
    out.length -= 1;
  } else {
    reserve(out, 1);
    out.view.setUint8(begin, 0x5b);
    out.view.setUint8(out.length++, 0x5d);
  }
  return true;
}
