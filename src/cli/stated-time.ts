import { fixedOffset, plainText, zoneOffset } from '../render.ts';
import { UsageError } from './streams.ts';

/** Gives the stretch of time meant, in microseconds since 1970, from the last time the logs cover. */
export type StatedTime = (lastTime: number) => readonly [from: number, to: number];

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const shape =
  /^(?:(\d{4}-\d{2}-\d{2})(?:[T ]+|$))?(?:(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,7}))?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

/**
 * Reads `2026-03-02T14:05:09Z`, `2026-03-02 14:05`, `14:05` (on the last day the logs cover) or `2026-03-02`. What is
 * left out makes the stretch wider: `14:05` is the whole minute.
 *
 * @param others What else could stand there, for who is told that this is no time.
 */
export function readTime(text: string, zone: string, others = ''): StatedTime {
  const found = shape.exec(text.trim());
  const [, date, hour, minute, second, fraction = '', offset] = found ?? [];
  const clock = clockOf(hour, minute, second, fraction);
  if (!found || (date === undefined && hour === undefined) || clock === undefined)
    throw notATime(text, others);
  const day = date === undefined ? undefined : Date.parse(`${date}T00:00:00Z`) * 1000;
  // JavaScript would take the 30th of February for the 2nd of March.
  if (day !== undefined && !(Number.isFinite(day) && dateOf(day) === date)) throw notATime(text, others);
  const width = hour === undefined ? DAY : second === undefined ? MINUTE : fraction === '' ? SECOND : 1;
  return (lastTime) => {
    const shift = (time: number): number =>
      offset === undefined ? zoneOffset(time, zone) : fixedOffset(offset);
    const ofDay = day ?? Math.floor((lastTime + shift(lastTime)) / DAY) * DAY;
    const from = toUtc(ofDay + clock, shift);
    return [from, from + width - 1];
  };
}

/** Microseconds into the day, 0 where no time of day is given; undefined where there is no such time. */
function clockOf(
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  fraction: string,
): number | undefined {
  const [h, m, s] = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)];
  if (h > 23 || m > 59 || s > 59) return undefined;
  return h * HOUR + m * MINUTE + s * SECOND + Number(fraction.slice(0, 6).padEnd(6, '0'));
}

/** A local time by the offset that holds there and then; twice, for the first guess may lie beyond a change of clocks. */
function toUtc(local: number, shift: (time: number) => number): number {
  const guess = local - shift(local);
  return local - shift(guess);
}

/** Checks the name of a zone and gives it as Intl knows it, or as `+01:00`. */
export function readZone(text: string): string {
  if (text === 'local') return new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (/^(utc|z)$/i.test(text)) return 'UTC';
  const offset = /^(?:utc|gmt)?([+-])(\d{1,2})(?::?([0-5]\d))?$/i.exec(text);
  if (offset && Number(offset[2]) <= 14)
    return `${offset[1]}${offset[2]?.padStart(2, '0')}:${offset[3] ?? '00'}`;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new UsageError(
      `expected utc, local, +01:00 or a time zone such as Europe/Berlin, found '${shown(text)}'`,
    );
  }
}

const dateOf = (time: number): string => new Date(time / 1000).toISOString().slice(0, 10);

const notATime = (text: string, others: string): UsageError =>
  new UsageError(
    `expected a time such as 2026-03-02T14:05Z, '2026-03-02 14:05' or 14:05${others}, found '${shown(text)}'`,
  );

const shown = (text: string): string => plainText(text.length > 60 ? `${text.slice(0, 60)}…` : text);
