import type { Chunk } from '../structures.ts';
import { TYPE, valueText } from '../values.ts';
import { type Escape, JSON_TEXT, writeLatin1, writeUtf16, xmlEscaped } from './escape.ts';
import { type Output, reserve, writeAscii, writeUtf8 } from './output.ts';
import {
  writeBinary,
  writeDecimal,
  writeFiletime,
  writeGuid,
  writeHex,
  writeHexDigits,
  writeSid,
} from './spell.ts';

/**
 * Writes a value as `valueText` spells it, escaped, without making a string of it; false where the bytes are no
 * value of that type. Whatever is rare goes by way of the string.
 */
export function writeValue(
  out: Output,
  chunk: Chunk,
  type: number,
  at: number,
  size: number,
  escape: Escape,
): boolean {
  if (size === 0) return true;
  const { view } = chunk;
  switch (type) {
    case TYPE.string:
      writeString(out, view, at, size, escape);
      return true;
    case TYPE.ansiString: {
      let end = at + size;
      while (end > at && view.getUint8(end - 1) === 0) end -= 1;
      writeLatin1(out, view, at, end, escape);
      return true;
    }
    case TYPE.bool:
      if (size !== 4) break;
      writeAscii(out, view.getUint32(at, true) === 0 ? 'false' : 'true');
      return true;
    case TYPE.uint8:
    case TYPE.uint16:
    case TYPE.uint32:
    case TYPE.uint64:
      return writeUnsigned(out, chunk, type, at, size);
    case TYPE.int32:
      if (size !== 4) break;
      writeSigned(out, view.getInt32(at, true));
      return true;
    case TYPE.hex32:
    case TYPE.hex64:
    case TYPE.size:
      return writeHexValue(out, view, at, size);
    case TYPE.guid:
      if (size !== 16) return false;
      reserve(out, 38);
      out.view.setUint8(out.length++, 0x7b);
      writeGuid(out, chunk.bytes, at, false);
      out.view.setUint8(out.length++, 0x7d);
      return true;
    case TYPE.sid:
      if (writeSid(out, view, at, size)) return true;
      break;
    case TYPE.filetime:
      if (size === 8 && writeFiletime(out, view, at)) return true;
      break;
    case TYPE.binary:
      writeBinary(out, chunk.bytes, at, at + size);
      return true;
    case TYPE.null:
      return true;
    default:
  }
  return writeRare(out, valueText(chunk, type, at, size), escape);
}

/** Writes a string, escaped, without the zeros at its end. */
export function writeString(out: Output, view: DataView, at: number, size: number, escape: Escape): void {
  let end = at + (size & ~1);
  while (end > at && view.getUint16(end - 2, true) === 0) end -= 2;
  writeUtf16(out, view, at, end, escape);
}

function writeRare(out: Output, text: string | undefined, escape: Escape): boolean {
  if (text === undefined) return false;
  writeEscaped(out, text, escape);
  return true;
}

/** Writes a string, escaped. */
export function writeEscaped(out: Output, text: string, escape: Escape): void {
  writeUtf8(out, escape === JSON_TEXT ? JSON.stringify(text).slice(1, -1) : xmlEscaped(text, escape));
}

/** Writes an unsigned number of any width; false where its size is none. */
export function writeUnsigned(out: Output, chunk: Chunk, type: number, at: number, size: number): boolean {
  const { view } = chunk;
  switch (size) {
    case 1:
      writeDecimal(out, view.getUint8(at));
      return true;
    case 2:
      writeDecimal(out, view.getUint16(at, true));
      return true;
    case 4:
      writeDecimal(out, view.getUint32(at, true));
      return true;
    case 8: {
      const high = view.getUint32(at + 4, true);
      if (high < 0x200000) writeDecimal(out, high * 0x100000000 + view.getUint32(at, true));
      else writeAscii(out, valueText(chunk, type, at, size) ?? '');
      return true;
    }
    default:
      return false;
  }
}

function writeSigned(out: Output, value: number): void {
  reserve(out, 11);
  if (value < 0) out.view.setUint8(out.length++, 0x2d);
  writeDecimal(out, Math.abs(value));
}

function writeHexValue(out: Output, view: DataView, at: number, size: number): boolean {
  if (size !== 4 && size !== 8) return false;
  reserve(out, 18);
  out.view.setUint16(out.length, 0x7830, true);
  out.length += 2;
  const low = view.getUint32(at, true);
  const high = size === 8 ? view.getUint32(at + 4, true) : 0;
  if (high === 0) {
    writeHex(out, low);
  } else {
    writeHex(out, high);
    writeHexDigits(out, low, 8);
  }
  return true;
}
