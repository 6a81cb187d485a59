/** Milliseconds from 1601-01-01 to 1970-01-01. */
const EPOCH_MS = 11_644_473_600_000;

/**
 * A FILETIME as whole milliseconds since 1970. It counts 100 ns ticks in 64 bits, more than a double holds, so
 * it is divided in two halves: 2^32 ticks are 429,496 ms and 7,296 ticks.
 */
function filetimeMilliseconds(low: number, high: number): number {
  return high * 429_496 + Math.floor((high * 7_296 + low) / 10_000) - EPOCH_MS;
}

/** What the milliseconds leave. Multiplied and subtracted, for `%` of numbers this large is ten times slower. */
function filetimeTicks(low: number, high: number): number {
  const ticks = high * 7_296 + low;
  return ticks - Math.floor(ticks / 10_000) * 10_000;
}

/** Converts a FILETIME to whole microseconds since 1970, dropping the last digit. */
export function filetimeMicroseconds(low: number, high: number): number {
  return filetimeMilliseconds(low, high) * 1000 + Math.floor(filetimeTicks(low, high) / 10);
}

/** Spells milliseconds since 1970; of years past 9999 Windows keeps the last four digits. */
const isoText = (ms: number): string => new Date(ms).toISOString().slice(-24);

/**
 * Spells a FILETIME as Windows does in XML, always with seven digits. What has the sign bit is no time to Windows:
 * evtx 0.15.1 (tests/test_windows_types.rs) holds this and the year to what Windows printed.
 */
export function filetimeText(low: number, high: number): string {
  if (high >= 2 ** 31) return '0000-00-00T00:00:00.0000000Z';
  const ms = isoText(filetimeMilliseconds(low, high));
  return `${ms.slice(0, -1)}${String(filetimeTicks(low, high)).padStart(4, '0')}Z`;
}

const ISO_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z?$/;

/** Parses a time as XML spells it to whole microseconds since 1970, or NaN when it is none. */
export function isoMicroseconds(text: string): number {
  const match = ISO_TIME.exec(text);
  if (match === null) return Number.NaN;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const ms = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
  return ms * 1000 + Number((match[7] ?? '').padEnd(6, '0').slice(0, 6));
}

/** Converts the fields of a SYSTEMTIME (year, month, day of week, day, hour, …) to microseconds since 1970. */
export function systemtimeMicroseconds(view: DataView, at: number): number {
  const field = (index: number): number => view.getUint16(at + index * 2, true);
  return Date.UTC(field(0), field(1) - 1, field(3), field(4), field(5), field(6), field(7)) * 1000;
}

/** Spells a SYSTEMTIME as Windows does in XML: with the digits of a FILETIME, and as 1601 where it is no time (same source). */
export function systemtimeText(view: DataView, at: number): string {
  const field = (index: number, width: number): string =>
    String(view.getUint16(at + index * 2, true))
      .padStart(width, '0')
      .slice(-width);
  const date = `${field(0, 4)}-${field(1, 2)}-${field(3, 2)}`;
  const text = `${date}T${field(4, 2)}:${field(5, 2)}:${field(6, 2)}.${field(7, 3)}Z`;
  const year = view.getUint16(at, true);
  const isTime = year >= 1601 && year <= 30_827 && text === isoText(systemtimeMicroseconds(view, at) / 1000);
  return isTime ? `${text.slice(0, -1)}0000Z` : '1601-01-01T00:00:00.0000000Z';
}
