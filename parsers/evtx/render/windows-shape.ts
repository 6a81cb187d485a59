import type { Chunk } from '../structures.ts';
import { ARRAY, TYPE } from '../values.ts';
import { JSON_TEXT } from './escape.ts';
import { descriptorOf, type Frame, isNull } from './frame.ts';
import { QUOTE, TEXT, TEXT_TEXT, writeLiteral } from './literals.ts';
import { type Output, reserve, writeAscii } from './output.ts';
import { RawMembers } from './raw-windows.ts';
import type { RecordWriter, Shape } from './record-writer.ts';
import { compileWindows, compileWindowsNested, NESTED, NESTED_STRIDE } from './windows-plan.ts';
import { writeItems } from './write-items.ts';
import { writeString, writeValue } from './write-value.ts';

type WindowsWriter = RecordWriter<Int32Array, Int32Array>;

const RAW_MEMBERS = new RawMembers();

/** Nested JSON as other tools print it, one event a line. */
export const windowsShape: Shape<Int32Array, Int32Array> = {
  compile: compileWindows,
  compileNested: compileWindowsNested,
  spellName: (name) => JSON.stringify(name).slice(0, -1),
  write: (writer, chunk, plan, frame) => {
    if (!writeOps(writer, chunk, plan, 0, plan.length, frame)) return false;
    writeByte(writer.out, 0x0a);
    return true;
  },
};

function writeOps(
  writer: WindowsWriter,
  chunk: Chunk,
  ops: Int32Array,
  from: number,
  to: number,
  frame: Frame,
): boolean {
  const { out } = writer;
  const { words } = writer.literals;
  // Whether the first attribute of an element is there.
  let isBegun = false;
  for (let op = from; op < to; op += NESTED_STRIDE) {
    const kind = ops[op]!;
    const index = ops[op + 1]!;
    const descriptor = index < 0 ? 0 : descriptorOf(chunk, frame, index);
    if (ops[op + 2] === 1 && isNull(descriptor)) {
      // The ops of an element that is left out are stepped over.
      if (kind === NESTED.optional) op = ops[op + 5]! - NESTED_STRIDE;
      continue;
    }
    if (kind === NESTED.content && isBegun) {
      isBegun = false;
      if (!writeText(writer, chunk, index, descriptor, frame)) return false;
    } else if (kind <= NESTED.content) {
      const literal = isBegun ? op + 5 : op + 3;
      writeLiteral(out, words, ops[literal]!, ops[literal + 1]!);
      if (kind === NESTED.attribute) {
        if (descriptor >>> 16 === TYPE.binXml) return false;
        isBegun = true;
      }
      if (index >= 0 && !writeMember(writer, chunk, index, descriptor, frame)) return false;
    } else if (kind !== NESTED.optional) {
      if (!writeGroup(writer, chunk, ops, op, descriptor, frame)) return false;
      const end = ops[op + 5]!;
      if (end > 0) op = end - NESTED_STRIDE;
    }
    if (out.length > writer.limit) return false;
  }
  return true;
}

/** Writes what is made of several ops or of a template of its own. */
function writeGroup(
  writer: WindowsWriter,
  chunk: Chunk,
  ops: Int32Array,
  op: number,
  descriptor: number,
  frame: Frame,
): boolean {
  const kind = ops[op]!;
  if (kind === NESTED.nested) return writeNested(writer, chunk, ops[op + 1]!, descriptor, frame);
  return kind === NESTED.items
    ? writeList(writer, chunk, ops, op, frame)
    : writeObject(writer, chunk, ops, op, frame);
}

/** Makes an object of members that all brought a comma; null where there are none. */
function writeObject(
  writer: WindowsWriter,
  chunk: Chunk,
  ops: Int32Array,
  op: number,
  frame: Frame,
): boolean {
  const { out, literals } = writer;
  writeLiteral(out, literals.words, ops[op + 3]!, ops[op + 4]!);
  const begin = out.length;
  if (!writeOps(writer, chunk, ops, op + NESTED_STRIDE, ops[op + 5]!, frame)) return false;
  enclose(out, begin);
  return true;
}

function enclose(out: Output, begin: number): void {
  if (out.length === begin) {
    writeAscii(out, 'null');
    return;
  }
  out.view.setUint8(begin, 0x7b);
  writeByte(out, 0x7d);
}

/** Writes the members that the template in a value has, without brackets. */
function writeNested(
  writer: WindowsWriter,
  chunk: Chunk,
  index: number,
  descriptor: number,
  frame: Frame,
): boolean {
  const size = descriptor & 0xffff;
  const type = descriptor >>> 16;
  if (size === 0 || type === TYPE.null) return true;
  const inner = writer.frameIn(frame);
  if (type !== TYPE.binXml || inner === undefined) return false;
  const at = frame.starts[frame.base + index]!;
  const plan = writer.openNested(chunk, at, at + size, frame, inner);
  return plan !== null && writeOps(writer, chunk, plan, 0, plan.length, inner);
}

/** Writes the members that a value has, by its template or without one, as an object. */
function writeInner(
  writer: WindowsWriter,
  chunk: Chunk,
  index: number,
  descriptor: number,
  frame: Frame,
): boolean {
  const { out, literals, raw, limit } = writer;
  const begin = out.length;
  if (!writeNested(writer, chunk, index, descriptor, frame)) {
    out.length = begin;
    const at = frame.starts[frame.base + index]!;
    raw.open(chunk, at, at + (descriptor & 0xffff));
    if (!RAW_MEMBERS.write(out, literals, raw, limit)) return false;
  }
  enclose(out, begin);
  return true;
}

/**
 * Writes a value behind a quotation mark: numbers and truth values as such, the rest as text, nested BinXML as an
 * object.
 */
function writeMember(
  writer: WindowsWriter,
  chunk: Chunk,
  index: number,
  descriptor: number,
  frame: Frame,
): boolean {
  const { out } = writer;
  const type = descriptor >>> 16;
  const size = descriptor & 0xffff;
  if (type === TYPE.binXml) {
    out.length -= 1;
    return writeInner(writer, chunk, index, descriptor, frame);
  }
  if (size > 0 && type !== TYPE.null) {
    const at = frame.starts[frame.base + index]!;
    if (type === TYPE.string) {
      // The most usual type, in a step less.
      writeString(out, chunk.view, at, size, JSON_TEXT);
    } else if (isBare(type)) {
      out.length -= 1;
      return writeValue(out, chunk, type, at, size, JSON_TEXT);
    } else if ((type & ARRAY) !== 0 || !writeValue(out, chunk, type, at, size, JSON_TEXT)) {
      // An array would be several members.
      return false;
    }
  }
  writeByte(out, 0x22);
  return true;
}

function isBare(type: number): boolean {
  return (type >= TYPE.int8 && type <= TYPE.uint64) || type === TYPE.bool;
}

/** Writes the value beside attributes, unless it is empty, and ends the element. */
function writeText(
  writer: WindowsWriter,
  chunk: Chunk,
  index: number,
  descriptor: number,
  frame: Frame,
): boolean {
  const { out } = writer;
  if (index >= 0) {
    if (descriptor >>> 16 === TYPE.binXml) return false;
    const start = out.length;
    writeLiteral(out, writer.literals.words, TEXT, TEXT_TEXT.length);
    const begin = out.length;
    if (!writeMember(writer, chunk, index, descriptor, frame)) return false;
    // Nothing but the other quotation mark.
    if (out.length !== begin + 1 || out.bytes[begin] !== 0x22) return closed(out);
    out.length = start;
  }
  reserve(out, 2);
  out.view.setUint16(out.length, 0x7d7d, true);
  out.length += 2;
  return true;
}

/** Writes the values of `Data` elements without names: one as it is, more of them as a list. */
function writeList(writer: WindowsWriter, chunk: Chunk, ops: Int32Array, op: number, frame: Frame): boolean {
  const { out, literals } = writer;
  const start = out.length;
  writeLiteral(out, literals.words, ops[op + 3]!, ops[op + 4]!);
  const begin = out.length;
  let count = 0;
  for (let at = op + NESTED_STRIDE; at < ops[op + 5]!; at += NESTED_STRIDE) {
    const index = ops[at + 1]!;
    const descriptor = index < 0 ? 0 : descriptorOf(chunk, frame, index);
    if (ops[at + 2] === 1 && isNull(descriptor)) continue;
    const type = descriptor >>> 16;
    const size = descriptor & 0xffff;
    if ((type & ARRAY) !== 0 && size > 0) {
      if (type !== (TYPE.string | ARRAY)) return false;
      const from = frame.starts[frame.base + index]!;
      const around = { beforeAt: ops[at + 3]!, beforeSize: 2, afterAt: QUOTE, afterSize: 1 };
      count += writeItems(out, literals, chunk, TYPE.string, from, size, JSON_TEXT, around);
      continue;
    }
    if (type === TYPE.binXml) return false;
    count += 1;
    writeLiteral(out, literals.words, ops[at + 3]!, ops[at + 4]!);
    if (index >= 0 && !writeMember(writer, chunk, index, descriptor, frame)) return false;
  }
  if (count === 0) {
    out.length = start;
    return true;
  }
  if (count === 1) {
    out.bytes.copyWithin(begin, begin + 1, out.length);
    out.length -= 1;
  } else {
    out.view.setUint8(begin, 0x5b);
    writeByte(out, 0x5d);
  }
  return closed(out);
}

function closed(out: Output): boolean {
  writeByte(out, 0x7d);
  return true;
}

function writeByte(out: Output, byte: number): void {
  reserve(out, 1);
  out.view.setUint8(out.length, byte);
  out.length += 1;
}
