import { zoneOffset } from '../model/time-zone.ts';
import { MILLISECOND, MINUTE } from '../model/time.ts';
import type { ReportDiff } from '../model/report-diff.ts';
import type { Report } from '../model/report.ts';
import { timeSpan, timeText, zonesText } from './words.ts';

/** Writes a time of the logs, ISO 8601 UTC with six digits, as the clocks of a zone show it, with the offset it is at. */
export type Zoned = (iso: string) => string;

/** Zones change their offset at whole minutes of ten. */
const STRETCH = 'YYYY-MM-DDThh:m'.length;
const SECONDS = 'YYYY-MM-DDThh:mm:ss'.length;

/** Makes the clock of a zone, by its name in Intl or `+01:00`; that of UTC changes nothing. */
export function zonedClock(zone: string): Zoned {
  if (zone === 'UTC') return (iso) => iso;
  const offsets = new Map<string, number>();
  return (iso) => {
    const ms = Date.parse(`${iso.slice(0, SECONDS)}Z`);
    if (Number.isNaN(ms)) return iso;
    const stretch = iso.slice(0, STRETCH);
    const offset = offsets.get(stretch) ?? zoneOffset(ms * MILLISECOND, zone);
    offsets.set(stretch, offset);
    const clock = new Date(ms + offset / MILLISECOND).toISOString().slice(0, SECONDS);
    return `${clock}${iso.slice(SECONDS, -1)}${offsetText(offset)}`;
  };
}

function offsetText(offset: number): string {
  const minutes = Math.abs(offset) / MINUTE;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0'));
  return `${offset < 0 ? '-' : '+'}${hours}:${rest}`;
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;
/** What holds a time wherever it stands in a report. */
const timeKeys = new Set([
  'time',
  'firstTime',
  'lastTime',
  'startedAt',
  'endedAt',
  'endedBefore',
  'from',
  'to',
  'at',
]);
/** Sentences that were made with times in them. */
const textKeys = new Set(['headline', 'text', 'advice']);
const timeInText =
  /(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?: – (?:(\d{4}-\d{2}-\d{2}) )?(\d{2}:\d{2}:\d{2}))? UTC/g;

/**
 * Gives a report, or a part of one, with its times as the clocks of a zone show them, for people to read. What programs
 * read stays UTC.
 */
export function inZone<T>(value: T, zoned: Zoned): T {
  const convert = (key: string, item: unknown): unknown => {
    if (typeof item === 'string') {
      if (timeKeys.has(key) && instant.test(item)) return zoned(item);
      return textKeys.has(key) ? textInZone(item, zoned) : item;
    }
    if (Array.isArray(item)) return item.map((one) => convert(key, one));
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(Object.entries(item).map(([name, one]) => [name, convert(name, one)]));
  };
  return convert('', value) as T;
}

const textInZone = (text: string, zoned: Zoned): string =>
  text.replace(timeInText, (_, day: string, clock: string, lastDay: string | undefined, last?: string) => {
    const from = zoned(`${day}T${clock}.000000Z`);
    return last === undefined ? timeText(from) : timeSpan(from, zoned(`${lastDay ?? day}T${last}.000000Z`));
  });

/** The zones that a report's times are written in. */
export const zonesOf = ({ inputs, attempts }: Report): string =>
  zonesText([
    ...inputs.flatMap(({ firstTime, lastTime }) => [firstTime ?? '', lastTime ?? '']),
    ...attempts.map(({ startedAt }) => startedAt),
  ]);

/** The zones that a comparison's times are written in. */
export const zonesOfDiff = ({ good, bad }: ReportDiff): string =>
  zonesText([good, bad].flatMap(({ firstTime, lastTime }) => [firstTime ?? '', lastTime ?? '']));
