import { readSystemTime } from '../xml/system-time.ts';
import { isObject, valueAt } from './json-value.ts';

/** A time as a JSON value says it. */
export interface ReadTime {
  /** Whole microseconds since 1970, UTC. */
  readonly time: number;
  /** How many digits it has after the second. */
  readonly digits: number;
  /** It says neither Z nor an offset: it was taken as UTC. */
  readonly isZoneless: boolean;
}

const TEXT = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/i;
/** What ConvertTo-Json of Windows PowerShell 5 makes of a time: milliseconds; the offset behind it says nothing more. */
const DOT_NET = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/;
/** Later than any log: what is above is counted in smaller units. */
const YEAR_9999 = 253_402_300_800;

/**
 * Reads a time as collectors write it: ISO 8601 with T or a space, seconds, milliseconds, microseconds or nanoseconds since
 * 1970 as a number or its digits, or `/Date(…)/`.
 */
export function readTime(value: unknown): ReadTime | undefined {
  if (typeof value === 'number') return fromNumber(value);
  if (typeof value === 'string') return fromText(value.trim());
  // PowerShell 5 writes a DateTime that was given members as { "value": "/Date(…)/", "DateTime": "…" }; MongoDB { "$date": … }.
  return isObject(value) ? readTime(valueAt(value, 'value') ?? valueAt(value, '$date')) : undefined;
}

function fromText(text: string): ReadTime | undefined {
  const dotNet = DOT_NET.exec(text)?.[1];
  if (dotNet !== undefined) return { time: Number(dotNet) * 1000, digits: 3, isZoneless: false };
  if (/^\d{9,19}(?:\.\d+)?$/.test(text)) return fromNumber(Number(text));
  const match = TEXT.exec(text);
  if (match === null) return undefined;
  const [, day, clock, fraction = '', zone] = match;
  const offset = zone === undefined || /^utc$/i.test(zone) ? 'Z' : zone.toUpperCase();
  const time = readSystemTime(`${day}T${clock}${fraction === '' ? '' : `.${fraction}`}${offset}`);
  return time === undefined ? undefined : { time, digits: fraction.length, isZoneless: zone === undefined };
}

function fromNumber(value: number): ReadTime | undefined {
  if (!Number.isFinite(value) || value <= 0) return undefined;
  for (const [unit, digits] of UNITS) {
    if (value >= YEAR_9999 * unit) continue;
    const isWhole = Number.isInteger(value);
    // A fraction of seconds has what a double can carry: microseconds.
    return { time: Math.round((value / unit) * 1e6), digits: isWhole ? digits : 6, isZoneless: false };
  }
  return undefined;
}

/** How many of it a second has, and the digits that makes. */
const UNITS: readonly (readonly [number, number])[] = [
  [1, 0],
  [1e3, 3],
  [1e6, 6],
  [1e9, 9],
];
