import { type Output, reserve } from './output.ts';

/** Two hexadecimal digits for each byte, as the u16 that writes them. */
function hexPairs(digits: string): Uint16Array {
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    return digits.charCodeAt(byte >> 4) | (digits.charCodeAt(byte & 15) << 8);
  });
}

const LOWER = hexPairs('0123456789abcdef');
const UPPER = hexPairs('0123456789ABCDEF');
const DECIMAL = Uint16Array.from(
  { length: 100 },
  (_, n) => (0x30 + Math.floor(n / 10)) | ((0x30 + (n % 10)) << 8),
);

/** Writes a whole number from 0 to 2^53 in decimal. */
export function writeDecimal(out: Output, value: number): void {
  reserve(out, 20);
  if (value > 0xffffffff) {
    const upper = Math.floor(value / 1e8);
    writeDecimal(out, upper);
    writeDigits(out.view, out.length, value - upper * 1e8, 8);
    out.length += 8;
    return;
  }
  const width = decimalWidth(value);
  writeDigits(out.view, out.length, value, width);
  out.length += width;
}

function decimalWidth(value: number): number {
  if (value < 100) return value < 10 ? 1 : 2;
  if (value < 10_000) return value < 1000 ? 3 : 4;
  if (value < 1_000_000) return value < 100_000 ? 5 : 6;
  if (value < 100_000_000) return value < 10_000_000 ? 7 : 8;
  return value < 1_000_000_000 ? 9 : 10;
}

/** Writes a number below 2^32 with exactly `width` digits. */
function writeDigits(view: DataView, at: number, value: number, width: number): void {
  let rest = value;
  let to = at + width;
  while (to - at >= 2) {
    const next = Math.floor(rest / 100);
    to -= 2;
    view.setUint16(to, DECIMAL[rest - next * 100]!, true);
    rest = next;
  }
  if (to > at) view.setUint8(at, 0x30 + rest);
}

/** Writes a number below 2^32 in hexadecimal without leading zeros. */
export function writeHex(out: Output, value: number): void {
  reserve(out, 8);
  const digits = value === 0 ? 1 : (35 - Math.clz32(value)) >> 2;
  writeHexDigits(out, value, digits);
}

/** Writes a number below 2^32 in hexadecimal with exactly `digits` digits. */
export function writeHexDigits(out: Output, value: number, digits: number): void {
  reserve(out, 8);
  const { view } = out;
  for (let shift = (digits - 1) * 4, to = out.length; shift >= 0; shift -= 4, to += 1) {
    const digit = (value >>> shift) & 15;
    view.setUint8(to, digit < 10 ? 0x30 + digit : 0x57 + digit);
  }
  out.length += digits;
}

const GUID_ORDER = Uint8Array.of(3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15);

/** Writes a GUID in its usual form without braces. */
export function writeGuid(out: Output, bytes: Uint8Array, at: number, upper: boolean): void {
  reserve(out, 36);
  const { view } = out;
  const pairs = upper ? UPPER : LOWER;
  let to = out.length;
  for (let i = 0; i < 16; i += 1) {
    if (i === 4 || i === 6 || i === 8 || i === 10) view.setUint8(to++, 0x2d);
    view.setUint16(to, pairs[bytes[at + (GUID_ORDER[i] ?? 0)] ?? 0] ?? 0, true);
    to += 2;
  }
  out.length = to;
}

/** Writes bytes as upper-case hexadecimal. */
export function writeBinary(out: Output, bytes: Uint8Array, start: number, end: number): void {
  reserve(out, (end - start) * 2);
  const { view } = out;
  let to = out.length;
  for (let at = start; at < end; at += 1, to += 2) view.setUint16(to, UPPER[bytes[at] ?? 0] ?? 0, true);
  out.length = to;
}

/** Milliseconds from 1601-01-01 to 1970-01-01. */
const EPOCH_MS = 11_644_473_600_000;

const MS_PER_DAY = 86_400_000;

/** The last day spelled, as `2020-09-19T`: neighbouring events mostly share it. */
let daySpelled = Number.NaN;
const dayText = new Uint8Array(11);

/** Writes a FILETIME with all its seven digits; false where it is no time that a date can say. */
export function writeFiletime(out: Output, low: number, high: number): boolean {
  // Ticks are 64 bits, more than a double holds: 2^32 of them are 429,496 ms and 7,296 ticks.
  const ticks = high * 7_296 + low;
  const extra = Math.floor(ticks / 10_000);
  const ms = high * 429_496 + extra - EPOCH_MS;
  const day = Math.floor(ms / MS_PER_DAY);
  if (day !== daySpelled && !spellDay(day)) return false;
  reserve(out, 28);
  const { view, length } = out;
  for (let i = 0; i < 11; i += 1) view.setUint8(length + i, dayText[i]!);
  const inDay = ms - day * MS_PER_DAY;
  const second = (inDay / 1000) | 0;
  const minute = (second / 60) | 0;
  const hour = (minute / 60) | 0;
  view.setUint16(length + 11, DECIMAL[hour]!, true);
  view.setUint8(length + 13, 0x3a);
  view.setUint16(length + 14, DECIMAL[minute - hour * 60]!, true);
  view.setUint8(length + 16, 0x3a);
  view.setUint16(length + 17, DECIMAL[second - minute * 60]!, true);
  view.setUint8(length + 19, 0x2e);
  writeDigits(view, length + 20, (inDay - second * 1000) * 10_000 + (ticks - extra * 10_000), 7);
  view.setUint8(length + 27, 0x5a);
  out.length = length + 28;
  return true;
}

function spellDay(day: number): boolean {
  const text = new Date(day * MS_PER_DAY).toISOString();
  // Years past 9999 are spelled with a sign and six digits.
  if (text.length !== 24) return false;
  for (let i = 0; i < 11; i += 1) dayText[i] = text.charCodeAt(i);
  daySpelled = day;
  return true;
}

/** Writes a security identifier, [MS-DTYP] 2.4.2.1; false where the bytes are none, or one with a rare authority. */
export function writeSid(out: Output, view: DataView, at: number, size: number): boolean {
  if (size < 8) return false;
  const count = view.getUint8(at + 1);
  if (8 + count * 4 > size || view.getUint16(at + 2) !== 0) return false;
  reserve(out, 24 + count * 11);
  const target = out.view;
  target.setUint16(out.length, 0x2d53, true);
  out.length += 2;
  writeDecimal(out, view.getUint8(at));
  target.setUint8(out.length++, 0x2d);
  writeDecimal(out, view.getUint32(at + 4));
  for (let i = 0; i < count; i += 1) {
    target.setUint8(out.length++, 0x2d);
    writeDecimal(out, view.getUint32(at + 8 + i * 4, true));
  }
  return true;
}
