import { filetimeText, systemtimeText } from './filetime.ts';
import type { Chunk } from './structures.ts';
import { fromUnits } from './utf16.ts';

/** Value types, [MS-EVEN6] 2.2.12 and libyal EVTX format, "Value types". */
export const TYPE = {
  null: 0x00,
  string: 0x01,
  ansiString: 0x02,
  int8: 0x03,
  uint8: 0x04,
  int16: 0x05,
  uint16: 0x06,
  int32: 0x07,
  uint32: 0x08,
  int64: 0x09,
  uint64: 0x0a,
  real32: 0x0b,
  real64: 0x0c,
  bool: 0x0d,
  binary: 0x0e,
  guid: 0x0f,
  size: 0x10,
  filetime: 0x11,
  systemtime: 0x12,
  sid: 0x13,
  hex32: 0x14,
  hex64: 0x15,
  binXml: 0x21,
} as const;

/** Flag of a value that is a sequence of values of the type. */
export const ARRAY = 0x80;

const BYTE_HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0'),
);

/**
 * Spells a value as Windows does in XML, or returns undefined when the bytes are no value of that type. The
 * range must lie within the chunk.
 */
export function valueText(chunk: Chunk, type: number, at: number, size: number): string | undefined {
  if (size === 0) return '';
  const { view } = chunk;
  switch (type) {
    case TYPE.null:
      return '';
    case TYPE.string:
      return trimEnd(chunk.host.utf16(chunk.bytes, at, at + size));
    case TYPE.ansiString:
      return trimEnd(ansiText(chunk.bytes, at, at + size));
    case TYPE.int8:
    case TYPE.int16:
    case TYPE.int32:
    case TYPE.int64:
      return signedText(view, at, size);
    case TYPE.uint8:
    case TYPE.uint16:
    case TYPE.uint32:
    case TYPE.uint64:
      return unsignedText(view, at, size);
    case TYPE.real32:
      return size === 4 ? real32Text(view.getFloat32(at, true)) : undefined;
    case TYPE.real64:
      return size === 8 ? String(view.getFloat64(at, true)) : undefined;
    case TYPE.bool:
      return chunk.bytes.subarray(at, at + size).some((byte) => byte !== 0) ? 'true' : 'false';
    case TYPE.binary:
      return binaryText(chunk.bytes, at, at + size);
    case TYPE.guid:
      return size === 16 ? `{${guidText(chunk.bytes, at)}}` : undefined;
    case TYPE.size:
    case TYPE.hex32:
    case TYPE.hex64:
      return hexText(view, at, size);
    case TYPE.filetime:
      return size === 8 ? filetimeText(view.getUint32(at, true), view.getUint32(at + 4, true)) : undefined;
    case TYPE.systemtime:
      return size === 16 ? systemtimeText(view, at) : undefined;
    case TYPE.sid:
      return sidText(view, at, size);
    default:
      return undefined;
  }
}

/** Whether a value of no bytes is an empty one of its type and not NULL. */
export function canBeEmpty(type: number): boolean {
  return type === TYPE.string || type === TYPE.ansiString || type === TYPE.binary || (type & ARRAY) !== 0;
}

/** Reads a whole number of any width; NaN when the value is none. Past 2^53 it is the nearest double. */
export function valueNumber(view: DataView, type: number, at: number, size: number): number {
  const signed = type === TYPE.int8 || type === TYPE.int16 || type === TYPE.int32 || type === TYPE.int64;
  switch (size) {
    case 1:
      return signed ? view.getInt8(at) : view.getUint8(at);
    case 2:
      return signed ? view.getInt16(at, true) : view.getUint16(at, true);
    case 4:
      return signed ? view.getInt32(at, true) : view.getUint32(at, true);
    case 8: {
      const high = signed ? view.getInt32(at + 4, true) : view.getUint32(at + 4, true);
      return high * 2 ** 32 + view.getUint32(at, true);
    }
    default:
      return Number.NaN;
  }
}

/** Spells a GUID in lower case without braces. */
function guidText(bytes: Uint8Array, at: number): string {
  const hex = (index: number): string => BYTE_HEX[bytes[at + index] ?? 0] ?? '';
  return (
    `${hex(3)}${hex(2)}${hex(1)}${hex(0)}-${hex(5)}${hex(4)}-${hex(7)}${hex(6)}-${hex(8)}${hex(9)}-` +
    `${hex(10)}${hex(11)}${hex(12)}${hex(13)}${hex(14)}${hex(15)}`
  );
}

/** Spells the items of an array value, or returns undefined when the bytes are no such array. */
export function arrayItems(
  chunk: Chunk,
  itemType: number,
  at: number,
  size: number,
): readonly string[] | undefined {
  if (size === 0) return [];
  if (itemType === TYPE.string) return splitStrings(chunk.host.utf16(chunk.bytes, at, at + size));
  if (itemType === TYPE.ansiString) return splitStrings(ansiText(chunk.bytes, at, at + size));
  const items: string[] = [];
  for (let from = at; from < at + size;) {
    const width = itemWidth(chunk.view, itemType, from, at + size);
    const text = width > 0 && from + width <= at + size ? valueText(chunk, itemType, from, width) : undefined;
    if (text === undefined) return undefined;
    items.push(text);
    from += width;
  }
  return items;
}

/** Returns the bytes of one array item, 0 when they cannot be told. */
function itemWidth(view: DataView, type: number, at: number, end: number): number {
  switch (type) {
    case TYPE.int8:
    case TYPE.uint8:
      return 1;
    case TYPE.int16:
    case TYPE.uint16:
      return 2;
    case TYPE.int32:
    case TYPE.uint32:
    case TYPE.real32:
    case TYPE.bool:
    case TYPE.hex32:
      return 4;
    case TYPE.int64:
    case TYPE.uint64:
    case TYPE.real64:
    case TYPE.filetime:
    case TYPE.hex64:
    // The machine's pointer width is not stored; an array of 32-bit sizes was never seen.
    case TYPE.size:
      return 8;
    case TYPE.guid:
    case TYPE.systemtime:
      return 16;
    case TYPE.sid:
      return end - at < 8 ? 0 : 8 + view.getUint8(at + 1) * 4;
    default:
      return 0;
  }
}

/** Items end with a NUL each; the last one may lack it. */
function splitStrings(text: string): readonly string[] {
  const items = text.split('\0');
  if (items.length > 1 && items.at(-1) === '') items.pop();
  return items;
}

/** Texts may or may not be stored with their terminator. */
function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

/** Reads bytes as Latin-1: which code page the machine had is not stored. */
function ansiText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let from = start; from < end; from += 4096) {
    text += fromUnits(bytes.subarray(from, Math.min(from + 4096, end)));
  }
  return text;
}

function binaryText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at += 1) text += BYTE_HEX[bytes[at] ?? 0] ?? '';
  return text.toUpperCase();
}

function signedText(view: DataView, at: number, size: number): string | undefined {
  if (size === 8) return String(view.getBigInt64(at, true));
  const number = valueNumber(view, TYPE.int64, at, size);
  return Number.isNaN(number) ? undefined : String(number);
}

function unsignedText(view: DataView, at: number, size: number): string | undefined {
  const number = valueNumber(view, TYPE.uint64, at, size);
  if (Number.isNaN(number)) return undefined;
  return String(Number.isSafeInteger(number) ? number : view.getBigUint64(at, true));
}

function hexText(view: DataView, at: number, size: number): string | undefined {
  if (size === 4) return `0x${view.getUint32(at, true).toString(16)}`;
  if (size !== 8) return undefined;
  const low = view.getUint32(at, true).toString(16);
  const high = view.getUint32(at + 4, true);
  return high === 0 ? `0x${low}` : `0x${high.toString(16)}${low.padStart(8, '0')}`;
}

/** The shortest decimal that gives the same 32-bit number. */
function real32Text(value: number): string {
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(value);
}

/** Spells a security identifier, [MS-DTYP] 2.4.2.1: the authority is hexadecimal from 2^32 on. */
function sidText(view: DataView, at: number, size: number): string | undefined {
  if (size < 8) return undefined;
  const count = view.getUint8(at + 1);
  if (8 + count * 4 > size) return undefined;
  const authority = view.getUint16(at + 2) * 2 ** 32 + view.getUint32(at + 4);
  const spelled = authority < 2 ** 32 ? String(authority) : `0x${authority.toString(16).padStart(12, '0')}`;
  let text = `S-${view.getUint8(at)}-${spelled}`;
  for (let i = 0; i < count; i += 1) text += `-${view.getUint32(at + 8 + i * 4, true)}`;
  return text;
}
