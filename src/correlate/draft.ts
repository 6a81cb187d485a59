import type { LinkedEvent, Viewpoint } from '../model/attempt.ts';
import { numberFact, textFact, type Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import { micros, MINUTE, type Micros } from '../model/time.ts';
import type { LinkKind } from '../model/vocabulary.ts';

/** An attempt in the making: events are added while the joins run, then it is finished. */
export interface Draft {
  readonly seenBy: Viewpoint;
  /** In the order they were added; `finish` sorts. */
  readonly links: LinkedEvent[];
  start: Micros;
  end: Micros;
  /** Who took the session over, where it was taken. */
  replacedBy?: 'same-client' | 'other-client';
  /** What took host or service away while it went on: all records of that, the first one first. */
  cutOffBy?: readonly Event[] | undefined;
  /** It began with a logon that any service of the host could have asked for. */
  isUnproven?: true;
}

/** Begins a draft with the event that shows that there was an attempt at all. */
export function beginDraft(event: Event, seenBy: Viewpoint, by: LinkKind): Draft {
  return { seenBy, links: [{ event, by }], start: event.time, end: event.time };
}

/** Gives a draft of its own that grows without the other. */
export const copyDraft = (draft: Draft): Draft => ({ ...draft, links: [...draft.links] });

/** Adds an event; `rivals` counts the other attempts that it would fit as well. */
export function addTo(draft: Draft, event: Event, by: LinkKind, rivals = 0): void {
  draft.links.push(rivals > 0 ? { event, by, rivals } : { event, by });
  if (event.time < draft.start) draft.start = event.time;
  if (event.time > draft.end) draft.end = event.time;
}

/** Takes an event out again; what is left says when the attempt began and ended. */
export function removeFrom(draft: Draft, event: Event): void {
  const { links } = draft;
  links.splice(
    links.findIndex((link) => link.event === event),
    1,
  );
  draft.start = micros(links.reduce((least, link) => Math.min(least, link.event.time), Infinity));
  draft.end = micros(links.reduce((most, link) => Math.max(most, link.event.time), -Infinity));
}

export function find(draft: Draft, kind: KnownKind): Event | undefined {
  return draft.links.find((link) => link.event.kind === kind)?.event;
}

/** The earliest event of any of these kinds. */
export function findFirst(draft: Draft, kinds: readonly KnownKind[]): Event | undefined {
  let first: Event | undefined;
  for (const { event } of draft.links) {
    if ((kinds as readonly string[]).includes(event.kind) && (!first || event.time < first.time))
      first = event;
  }
  return first;
}

export function has(draft: Draft, ...kinds: readonly KnownKind[]): boolean {
  return draft.links.some((link) => (kinds as readonly string[]).includes(link.event.kind));
}

/**
 * The first text fact of that name among the draft's events of these kinds, best kind first. What would fit other
 * attempts as well says nothing of who this one is.
 */
export function pickText(draft: Draft, name: string, kinds: readonly KnownKind[]): string | undefined {
  for (const kind of kinds) {
    for (const { event, rivals } of draft.links) {
      const value = event.kind === kind && rivals === undefined ? textFact(event, name) : undefined;
      if (value !== undefined) return value;
    }
  }
  return undefined;
}

export function pickNumber(draft: Draft, name: string, kinds: readonly KnownKind[]): number | undefined {
  for (const kind of kinds) {
    for (const { event, rivals } of draft.links) {
      const value = event.kind === kind && rivals === undefined ? numberFact(event, name) : undefined;
      if (value !== undefined) return value;
    }
  }
  return undefined;
}

/** The desktop was there. */
export const desktopKinds: readonly KnownKind[] = [
  'session-logged-on',
  'session-reconnected',
  'session-shell-started',
  'client-logged-on',
];

/** The audit's word for a logon to a desktop: remote interactive, cached, or the unlocking of a session. */
export const isDesktopLogon = ({ event }: LinkedEvent): boolean =>
  event.kind === 'logon-succeeded' && [7, 10, 12].includes(numberFact(event, 'logonType') ?? 0);

/** What would fit other attempts as well says nothing of this one. */
export const isOwn = ({ rivals }: LinkedEvent): boolean => rivals === undefined;

/** The kinds that carry the client's address, the most trustworthy first. */
const addressKinds = [
  'connection-accepted',
  'credentials-refused',
  'security-layer-failed',
  'authentication-passed',
  'connection-address',
  'session-logged-on',
  'session-reconnected',
  'remote-logon-denied',
  'logon-failed',
  'logon-succeeded',
  'station-reconnected',
] as const satisfies readonly KnownKind[];

/** The kinds that name the account, best witness first. */
export const accountKinds: readonly KnownKind[] = [
  'session-logged-on',
  'session-reconnected',
  'logon-failed',
  'remote-logon-denied',
  'authentication-passed',
  'logon-succeeded',
  'session-arbitration-started',
];

export const clientOf = (draft: Draft): string | undefined => pickText(draft, 'client', addressKinds);

/** The console names no address but itself, in the system's language: LOCAL, LOKAL. */
export const isConsole = (event: Event): boolean => /^[^.:]+$/.test(textFact(event, 'client') ?? '');

/** What is written about a connection or its session this long after the end still is about it. */
const AFTERMATH = MINUTE;
const ends: readonly string[] = [
  'session-disconnected',
  'session-disconnect-reason',
  'session-logged-off',
] satisfies KnownKind[];
const logons: readonly string[] = ['session-logged-on', 'session-reconnected'] satisfies KnownKind[];

/** Says whether a connection had ended well before a time. One whose end was not seen goes on. */
export function wasOverBy(draft: Draft, time: Micros): boolean {
  const end = endOf(draft);
  return end !== undefined && time > end + AFTERMATH;
}

/** When a connection ended; undefined: its end was not seen. */
export const endOf = (draft: Draft): Micros | undefined =>
  find(draft, 'connection-closed')?.time ?? sessionEnd(draft) ?? find(draft, 'connection-ended')?.time;

/** A reconnect ends the temporary session before it takes the one it came for: only what follows the logon counts. */
function sessionEnd(draft: Draft): Micros | undefined {
  const end = draft.links.findLast(({ event }) => ends.includes(event.kind))?.event;
  const logon = draft.links.findLast(({ event }) => logons.includes(event.kind))?.event;
  return end && logon && logon.time > end.time ? undefined : end?.time;
}

/** Windows gives up on an unfinished logon after 90 s; what belongs to it comes within this time of its start. */
export const LOGON_TIME: number = 2 * MINUTE;

/** An attempt whose end was not seen is open for as long as a logon can take. */
export const lastsUntil = (draft: Draft): number =>
  find(draft, 'connection-closed')?.time ?? Math.max(draft.end, draft.start + LOGON_TIME);

/** When the host closed the connection, or the last sign of it. */
export const closedAt = (draft: Draft): Micros => find(draft, 'connection-closed')?.time ?? draft.end;
