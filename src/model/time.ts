declare const microsBrand: unique symbol;

/**
 * An instant: whole microseconds since 1970, UTC. An integer in a number: exact until the year 2255.
 * Branded so that a duration or a count of milliseconds cannot be passed for it.
 */
export type Micros = number & { readonly [microsBrand]: true };

/** Takes a number that is known to be microseconds since 1970 for an instant. */
export const micros = (value: number): Micros => value as Micros;

export const MILLISECOND = 1_000;
export const SECOND = 1_000_000;
export const MINUTE: number = 60 * SECOND;
export const HOUR: number = 60 * MINUTE;

const SECONDS_PER_DAY = 86_400;

/**
 * Prints an instant as ISO 8601 UTC with six fraction digits.
 * Written by hand because `Date` stops at milliseconds.
 */
export function formatMicros(time: Micros): string {
  const seconds = Math.floor(time / SECOND);
  const days = Math.floor(seconds / SECONDS_PER_DAY);
  if (!(Math.abs(days) < 100_000_000)) return '';
  const clock = new Date(seconds * 1000).toISOString().slice(0, 19);
  return `${clock}.${String(time - seconds * SECOND).padStart(6, '0')}Z`;
}

/** The earliest of several instants; 1970 of none. */
export const least = (times: readonly Micros[]): Micros =>
  times.reduce((a, b) => (b < a ? b : a), times[0] ?? (0 as Micros));

/** The latest of several instants; 1970 of none. */
export const most = (times: readonly Micros[]): Micros =>
  times.reduce((a, b) => (b > a ? b : a), times[0] ?? (0 as Micros));
