import type { LinkedEvent, Viewpoint } from '../model/attempt.ts';
import { numberFact, textFact, type Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import type { Micros } from '../model/time.ts';
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
}

/** Begins a draft with the event that shows that there was an attempt at all. */
export function beginDraft(event: Event, seenBy: Viewpoint, by: LinkKind): Draft {
  return { seenBy, links: [{ event, by }], start: event.time, end: event.time };
}

/** Adds an event; `rivals` counts the other attempts that it would fit as well. */
export function addTo(draft: Draft, event: Event, by: LinkKind, rivals = 0): void {
  draft.links.push(rivals > 0 ? { event, by, rivals } : { event, by });
  if (event.time < draft.start) draft.start = event.time;
  if (event.time > draft.end) draft.end = event.time;
}

export function find(draft: Draft, kind: KnownKind): Event | undefined {
  return draft.links.find((link) => link.event.kind === kind)?.event;
}

export function has(draft: Draft, ...kinds: readonly KnownKind[]): boolean {
  return draft.links.some((link) => (kinds as readonly string[]).includes(link.event.kind));
}

/** The first text fact of that name among the draft's events of these kinds, best kind first. */
export function pickText(draft: Draft, name: string, kinds: readonly KnownKind[]): string | undefined {
  for (const kind of kinds) {
    for (const { event } of draft.links) {
      const value = event.kind === kind ? textFact(event, name) : undefined;
      if (value !== undefined) return value;
    }
  }
  return undefined;
}

export function pickNumber(draft: Draft, name: string, kinds: readonly KnownKind[]): number | undefined {
  for (const kind of kinds) {
    for (const { event } of draft.links) {
      const value = event.kind === kind ? numberFact(event, name) : undefined;
      if (value !== undefined) return value;
    }
  }
  return undefined;
}

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

/** When the host closed the connection, or the last sign of it. */
export const closedAt = (draft: Draft): Micros => find(draft, 'connection-closed')?.time ?? draft.end;
