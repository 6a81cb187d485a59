import type { KnownKind } from './kinds.ts';
import type { Micros } from './time.ts';
import type { Stage } from './vocabulary.ts';

/** Our name for what happened; the catalog says which provider and event id it is. */
export type EventKind = string;

/** A fact of an event, under our name for it. Addresses, accounts and codes are normalised text. */
export type FactValue = string | number;
export type Facts = Readonly<Record<string, FactValue | undefined>>;

/** Names one record of one input, well enough for a person to find it again. */
interface EventSource {
  readonly input: string;
  readonly channel: string;
  readonly provider: string;
  readonly eventId: number;
  readonly recordId: number;
  /** How often another log had been made in the input's place: the ids of each count anew. Absent: never. */
  readonly life?: number;
}

/** What a machine's clock said, where it had been set since its first event. */
interface ClockReading {
  /** The time in the record. */
  readonly read: Micros;
  /** By how much the clock had been set in all, in microseconds. */
  readonly set: number;
  /** How many of the settings no record tells, so that `set` is a guess. */
  readonly guesses: number;
}

/** An event with our meaning. */
export interface Event {
  readonly kind: EventKind;
  readonly stage: Stage | undefined;
  /** When it happened: the time in the record, or where `clock` is there, one that keeps the order. */
  readonly time: Micros;
  readonly clock?: ClockReading;
  /** The computer name as the record has it; `aliases` of one host are resolved by the timeline. */
  readonly host: string;
  readonly source: EventSource;
  readonly activityId: string | undefined;
  readonly processId: number | undefined;
  readonly facts: Facts;
  /** One line for people, made by the catalog; holds untrusted text. */
  readonly summary: string;
}

/**
 * Gives the event at another time than its record says. Written out: an object that is spread from another and changed gets a
 * shape of its own, which is larger than it is.
 */
export const atTime = (event: Event, time: Micros, clock: ClockReading): Event => ({
  kind: event.kind,
  stage: event.stage,
  time,
  clock,
  host: event.host,
  source: event.source,
  activityId: event.activityId,
  processId: event.processId,
  facts: event.facts,
  summary: event.summary,
});

/**
 * What makes a record the same record, wherever it was copied to and under whatever file name. Forms without record ids
 * have whole seconds, in which much alike can happen: there it is what it says.
 */
export function recordKey(event: Event): string {
  const { host, source } = event;
  const { channel, provider, eventId, recordId } = source;
  const key = `${host}|${channel}|${recordId}|${readTime(event)}|${provider}|${eventId}`.toLowerCase();
  return recordId === 0 ? `${key}|${event.summary}` : key;
}

/** The number of a record, and in which log of which machine, whatever time it has. */
export const numberKey = ({ host, source }: Pick<Event, 'host' | 'source'>): string =>
  `${host}|${source.channel}|${source.recordId}|${source.provider}|${source.eventId}`.toLowerCase();

/** The time in the record, which is what a person finds in the log. */
export const readTime = ({ time, clock }: Pick<Event, 'time' | 'clock'>): Micros => clock?.read ?? time;

/** Says whether two events are one record: what `recordKey` says, without making keys for all there are. */
export function areCopies(a: Event, b: Event | undefined): boolean {
  return (
    b !== undefined &&
    a.time === b.time &&
    (a.source.recordId !== 0 || a.summary === b.summary) &&
    isSameRecord(a, b)
  );
}

const isSameRecord = (a: Event, b: Event): boolean =>
  a.source.recordId === b.source.recordId &&
  a.source.eventId === b.source.eventId &&
  isSame(a.source.provider, b.source.provider) &&
  isSame(a.source.channel, b.source.channel) &&
  isSame(a.host, b.host);

const isSame = (a: string, b: string): boolean => a === b || a.toLowerCase() === b.toLowerCase();

/** Gives events in time order, each once. */
export const inTime = (events: readonly Event[]): Event[] =>
  [...new Set(events)].sort((a, b) => a.time - b.time);

/** Says whether a record is of one of Remote Desktop's own logs. */
export const isRemoteDesktops = ({ source }: Event): boolean =>
  /^Microsoft-Windows-(TerminalServices|RemoteDesktopServices)-/i.test(source.provider);

/** The text of a fact, or undefined when it is absent or a number. */
export function textFact(event: Event, name: string): string | undefined {
  const value = event.facts[name];
  return typeof value === 'string' ? value : undefined;
}

/** The number of a fact, or undefined when it is absent or text. */
export function numberFact(event: Event, name: string): number | undefined {
  const value = event.facts[name];
  return typeof value === 'number' ? value : undefined;
}

/** Says whether a record of the host's end was written when it was there again, and so does not say when that was. */
export const isToldLater = ({ kind }: Event): boolean =>
  kind === ('system-stopped-unexpectedly' satisfies KnownKind);
