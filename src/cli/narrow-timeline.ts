import type { Event, Report } from '../index.ts';
import { plainText } from '../render.ts';
import { readTime, readZone, type StatedTime } from './stated-time.ts';
import { UsageError } from './streams.ts';

/** The options of `timeline` that say which part of it is wanted. */
export interface NarrowFlags {
  readonly since?: string;
  readonly until?: string;
  readonly host?: string;
  readonly attempt?: string;
  readonly tz?: string;
}

/** The events of a part of what was read. */
export type Narrowed = (events: readonly Event[], report: Report) => readonly Event[];

/** Reads what part is wanted; a mistake is told before any log is read. `nameOf` says how a machine is called in the events. */
export function readNarrowing(flags: NarrowFlags, nameOf: (host: string) => string): Narrowed {
  const zone = readZone(flags.tz ?? 'utc');
  const since = flags.since === undefined ? undefined : readBound(flags.since, zone);
  const until = flags.until === undefined ? undefined : readBound(flags.until, zone);
  return (events, report) => {
    const last = events.at(-1)?.time ?? 0;
    const [from, to] = [since?.(last)[0] ?? -Infinity, until?.(last)[1] ?? Infinity];
    if (from > to)
      throw new UsageError(
        `--since ${plainText(flags.since ?? '')} lies after --until ${plainText(flags.until ?? '')}: nothing can be between them`,
      );
    const isOfHost = flags.host === undefined ? () => true : ofHost(nameOf(flags.host), report);
    const isOfAttempt = flags.attempt === undefined ? () => true : ofAttempt(flags.attempt, report);
    return events.filter(
      (event) => event.time >= from && event.time <= to && isOfHost(event) && isOfAttempt(event),
    );
  };
}

const units = { m: 60_000_000, h: 3_600_000_000, d: 86_400_000_000 } as const;

/** A time as people state it, or `24h`: so long before the last record. */
function readBound(text: string, zone: string): StatedTime {
  const [, number, unit] = /^(\d{1,5})([mhd])$/.exec(text.trim()) ?? [];
  if (unit !== 'm' && unit !== 'h' && unit !== 'd') return readTime(text, zone, ', or 30m, 24h, 7d');
  return (last) => {
    const time = last - Number(number) * units[unit];
    return [time, time];
  };
}

/** A machine by any of its names, or the first part of one. */
function ofHost(asked: string, { hosts }: Report): (event: Event) => boolean {
  const isAsked = (name: string): boolean => {
    const [own, wanted] = [name.toLowerCase(), asked.toLowerCase()];
    return own === wanted || own.split('.')[0] === wanted;
  };
  const meant = hosts.filter(({ name, aliases }) => [name, ...aliases].some(isAsked));
  if (meant.length === 0)
    throw new UsageError(
      `no machine '${plainText(asked)}' in these logs; there ${hosts.length === 1 ? 'is' : 'are'} ${listed(hosts.map(({ name }) => name))}`,
    );
  const names = new Set(
    meant.flatMap(({ name, aliases }) => [name, ...aliases]).map((name) => name.toLowerCase()),
  );
  return ({ host }) => names.has(host.toLowerCase());
}

/** The records of an attempt, by its id or the beginning of one. */
function ofAttempt(asked: string, { attempts }: Report): (event: Event) => boolean {
  const [attempt, ...others] = attempts.filter(({ id }) => id.startsWith(asked.toLowerCase()));
  if (!attempt || others.length > 0)
    throw new UsageError(
      `${attempt ? `${others.length + 1} attempts begin` : 'no attempt begins'} with '${plainText(asked)}'; the ids are in the report's JSON and CSV`,
    );
  const keys = new Set(attempt.events.map(keyOf));
  return ({ source }) => keys.has(keyOf(source));
}

interface Place {
  readonly input: string;
  readonly channel: string;
  readonly provider: string;
  readonly recordId: number;
  readonly eventId: number;
}

const keyOf = ({ input, channel, provider, recordId, eventId }: Place): string =>
  [input, channel, provider, recordId, eventId].join('\n');

const SHOWN = 5;

const listed = (names: readonly string[]): string =>
  names.length === 0
    ? 'none'
    : plainText(names.slice(0, SHOWN).join(', ')) +
      (names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '');
