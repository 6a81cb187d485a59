import { HOUR, MINUTE } from './time.ts';

/** How far a zone is ahead of UTC at that time, both in microseconds. `zone` is a name that Intl knows, or `+01:00`. */
export function zoneOffset(time: number, zone: string): number {
  if (zone === 'UTC') return 0;
  if (zone.startsWith('+') || zone.startsWith('-')) return fixedOffset(zone);
  const parts = formatOf(zone).formatToParts(Math.floor(time / 1000));
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return fixedOffset(name.replace(/^GMT/, ''));
}

/** What `+01:00` or `-0330` says, in microseconds; 0 where it says nothing. */
export function fixedOffset(text: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})/.exec(text) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
}

/** Making one takes longer than a thousand answers of it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  formats.set(timeZone, format);
  return format;
}
