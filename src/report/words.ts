import { grouped } from './grouped.ts';

/** A number and its noun: `1 attempt`, `62 addresses`. */
export const count = (n: number, noun: string, plural = `${noun}s`): string =>
  `${grouped(n)} ${n === 1 ? noun : plural}`;

/** The one by name, or how many: `client 10.0.0.1`, `3 clients`. */
export const few = (names: readonly string[], noun: string): string =>
  names.length === 1 ? `${noun} ${names[0]}` : count(names.length, noun);

/** A file by its name and the folder it lies in. */
export const fileName = (path: string): string => path.split(/[\\/]/).slice(-2).join('/') || path;

/** `2020-09-19 03:20:25`: to the second, without the zone, which the heading names. */
export const shortTime = (iso: string): string => iso.slice(0, 19).replace('T', ' ');

/** The zone that a time is written in: `UTC`, `UTC+01:00`. */
export const zoneText = (iso: string): string =>
  iso.endsWith('Z') || iso.endsWith('+00:00') ? 'UTC' : `UTC${iso.slice(-'+00:00'.length)}`;

/** The zones that times are written in, said once. */
export const zonesText = (times: readonly string[]): string =>
  [...new Set(times.flatMap((iso) => (iso === '' ? [] : zoneText(iso))))].sort().join(' and ') || 'UTC';

/** `2020-09-19 03:20:25 UTC`. */
export const timeText = (iso: string): string => `${shortTime(iso)} ${zoneText(iso)}`;

/** A stretch of time with what both ends share said once. */
export function timeSpan(first: string, last: string): string {
  if (zoneText(first) !== zoneText(last)) return `${timeText(first)} – ${timeText(last)}`;
  return `${bareSpan(first, last)} ${zoneText(first)}`;
}

/** The same without the zone, which the heading names. */
export function bareSpan(first: string, last: string): string {
  const [from, to] = [shortTime(first), shortTime(last)];
  if (from === to) return from;
  return `${from} – ${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to}`;
}

/** Orders times as they came, whatever zones they are written in. */
export function byInstant(a: string, b: string): number {
  const apart = a.endsWith('Z') ? 0 : Date.parse(a) - Date.parse(b);
  return apart || (a < b ? -1 : a > b ? 1 : 0);
}

/** How long something took: `42 s`, `68 min`, `5 h 03 min`. */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** The first label of a machine's name. */
export const shortHost = (host: string): string => host.replace(/\..*$/, '');
