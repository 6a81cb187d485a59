import { type Output, reserve } from './output.ts';

/** Two hexadecimal digits for each byte, as the u16 that writes them. */
function hexPairs(digits: string): Uint16Array {
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    return digits.charCodeAt(byte >> 4) | (digits.charCodeAt(byte & 15) << 8);
  });
}

const LOWER = hexPairs('0123456789abcdef');
const UPPER = hexPairs('0123456789ABCDEF');

/** Numbers below 10,000 as four bytes, the first digit first, and how many of them are digits. */
const DIGITS = new Uint32Array(10_000);
const WIDTHS = new Uint8Array(10_000);
for (let n = 0; n < 10_000; n += 1) {
  const rest = n < 10 ? 0 : DIGITS[Math.floor(n / 10)]!;
  const width = n < 10 ? 0 : WIDTHS[Math.floor(n / 10)]!;
  DIGITS[n] = rest | ((0x30 + (n % 10)) << (8 * width));
  WIDTHS[n] = width + 1;
}

/** The four digits of a number below 10,000, with leading zeros. */
function fourDigits(n: number): number {
  const width = WIDTHS[n]!;
  // Every digit has the bits of `0`, so that those shifted in may fall upon digits.
  return (DIGITS[n]! << (32 - 8 * width)) | (0x30303030 >> (8 * width));
}

function twoDigits(n: number): number {
  return fourDigits(n) >>> 16;
}

/** Writes a whole number from 0 to 2^53 in decimal. */
export function writeDecimal(out: Output, value: number): void {
  reserve(out, 20);
  if (value < 10_000) {
    out.view.setUint32(out.length, DIGITS[value]!, true);
    out.length += WIDTHS[value]!;
    return;
  }
  const upper = Math.floor(value / 10_000);
  writeDecimal(out, upper);
  out.view.setInt32(out.length, fourDigits(value - upper * 10_000), true);
  out.length += 4;
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
  const { view, length } = out;
  // What follows the last digit is written over.
  const shifted = value << (32 - digits * 4);
  view.setUint16(length, LOWER[shifted >>> 24]!, true);
  view.setUint16(length + 2, LOWER[(shifted >>> 16) & 0xff]!, true);
  view.setUint16(length + 4, LOWER[(shifted >>> 8) & 0xff]!, true);
  view.setUint16(length + 6, LOWER[shifted & 0xff]!, true);
  out.length = length + digits;
}

/** Writes a GUID in its usual form without braces. */
export function writeGuid(out: Output, bytes: Uint8Array, at: number, upper: boolean): void {
  reserve(out, 36);
  const { view, length } = out;
  const pairs = upper ? UPPER : LOWER;
  view.setUint16(length, pairs[bytes[at + 3]!]!, true);
  view.setUint16(length + 2, pairs[bytes[at + 2]!]!, true);
  view.setUint16(length + 4, pairs[bytes[at + 1]!]!, true);
  view.setUint16(length + 6, pairs[bytes[at]!]!, true);
  view.setUint8(length + 8, 0x2d);
  view.setUint16(length + 9, pairs[bytes[at + 5]!]!, true);
  view.setUint16(length + 11, pairs[bytes[at + 4]!]!, true);
  view.setUint8(length + 13, 0x2d);
  view.setUint16(length + 14, pairs[bytes[at + 7]!]!, true);
  view.setUint16(length + 16, pairs[bytes[at + 6]!]!, true);
  view.setUint8(length + 18, 0x2d);
  view.setUint16(length + 19, pairs[bytes[at + 8]!]!, true);
  view.setUint16(length + 21, pairs[bytes[at + 9]!]!, true);
  view.setUint8(length + 23, 0x2d);
  for (let i = 0; i < 6; i += 1) {
    view.setUint16(length + 24 + i * 2, pairs[bytes[at + 10 + i]!]!, true);
  }
  out.length = length + 36;
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
const dayText = new DataView(new ArrayBuffer(12));

/** Writes the FILETIME at an offset with all its seven digits; false where it is no time that a date can say. */
export function writeFiletime(out: Output, from: DataView, at: number): boolean {
  const low = from.getUint32(at, true);
  const high = from.getUint32(at + 4, true);
  // Ticks are 64 bits, more than a double holds: 2^32 of them are 429,496 ms and 7,296 ticks.
  const ticks = high * 7_296 + low;
  const extra = Math.floor(ticks / 10_000);
  const ms = high * 429_496 + extra - EPOCH_MS;
  const day = Math.floor(ms / MS_PER_DAY);
  if (day !== daySpelled && !spellDay(day)) return false;
  reserve(out, 28);
  const { view, length } = out;
  view.setUint32(length, dayText.getUint32(0));
  view.setUint32(length + 4, dayText.getUint32(4));
  view.setUint32(length + 8, dayText.getUint32(8));
  const inDay = ms - day * MS_PER_DAY;
  const second = (inDay / 1000) | 0;
  const minute = (second / 60) | 0;
  const hour = (minute / 60) | 0;
  view.setUint16(length + 11, twoDigits(hour), true);
  view.setUint8(length + 13, 0x3a);
  view.setUint16(length + 14, twoDigits(minute - hour * 60), true);
  view.setUint8(length + 16, 0x3a);
  view.setUint16(length + 17, twoDigits(second - minute * 60), true);
  view.setInt32(length + 19, fourDigits(inDay - second * 1000), true);
  view.setUint8(length + 19, 0x2e);
  view.setInt32(length + 23, fourDigits(ticks - extra * 10_000), true);
  view.setUint8(length + 27, 0x5a);
  out.length = length + 28;
  return true;
}

function spellDay(day: number): boolean {
  const date = new Date(day * MS_PER_DAY);
  const year = date.getUTCFullYear();
  if (year > 9999) return false;
  dayText.setInt32(0, fourDigits(year), true);
  dayText.setUint8(4, 0x2d);
  dayText.setUint16(5, twoDigits(date.getUTCMonth() + 1), true);
  dayText.setUint8(7, 0x2d);
  dayText.setUint16(8, twoDigits(date.getUTCDate()), true);
  dayText.setUint8(10, 0x54);
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
