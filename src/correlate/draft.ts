import type { LinkedEvent, Viewpoint } from '../model/attempt.ts';
import { numberFact, textFact, type Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import { micros, MINUTE, type Micros } from '../model/time.ts';
import type { LinkKind } from '../model/vocabulary.ts';
import { answerOfAll, firstAnswer, forgetAnswers } from './draft-answers.ts';

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
  /** Only order ties it together, and what comes after this is another's: it ended, or its name or session was given to another. */
  leftAt?: Micros;
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
  forgetAnswers(links);
  draft.start = micros(links.reduce((least, link) => Math.min(least, link.event.time), Infinity));
  draft.end = micros(links.reduce((most, link) => Math.max(most, link.event.time), -Infinity));
}

/** The first that was added of a kind. */
export const find = ({ links }: Draft, kind: KnownKind): Event | undefined =>
  firstAnswer(links, `of ${kind}`, ({ event }) => (event.kind === kind ? event : undefined));

/** The last that was added of any of these kinds. */
const findLast = ({ links }: Draft, kinds: readonly KnownKind[]): Event | undefined =>
  answerOfAll<Event>(links, `last of ${kinds.join()}`, (last, { event }) =>
    isOf(kinds, event) ? event : last,
  );

/** The earliest event of any of these kinds. */
export const findFirst = ({ links }: Draft, kinds: readonly KnownKind[]): Event | undefined =>
  answerOfAll<Event>(links, `earliest of ${kinds.join()}`, (first, { event }) =>
    isOf(kinds, event) && (!first || event.time < first.time) ? event : first,
  );

export const has = ({ links }: Draft, ...kinds: readonly KnownKind[]): boolean =>
  firstAnswer(links, `any of ${kinds.join()}`, ({ event }) => isOf(kinds, event) || undefined) ?? false;

const isOf = (kinds: readonly KnownKind[], { kind }: Event): boolean =>
  (kinds as readonly string[]).includes(kind);

/**
 * The first text fact of that name among the draft's events of these kinds, best kind first. What would fit other
 * attempts as well says nothing of who this one is.
 */
export const pickText = (draft: Draft, name: string, kinds: readonly KnownKind[]): string | undefined =>
  pick(draft, kinds, `text ${name}`, (event) => textFact(event, name));

export const pickNumber = (draft: Draft, name: string, kinds: readonly KnownKind[]): number | undefined =>
  pick(draft, kinds, `number ${name}`, (event) => numberFact(event, name));

function pick<T>(
  { links }: Draft,
  kinds: readonly KnownKind[],
  what: string,
  valueOf: (event: Event) => T | undefined,
): T | undefined {
  for (const kind of kinds) {
    const value = firstAnswer(links, `${what} of ${kind}`, ({ event, rivals }) =>
      event.kind === kind && rivals === undefined ? valueOf(event) : undefined,
    );
    if (value !== undefined) return value;
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
const ends: readonly KnownKind[] = [
  'session-disconnected',
  'session-disconnect-reason',
  'session-logged-off',
];
const logons: readonly KnownKind[] = ['session-logged-on', 'session-reconnected'];

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
  const [end, logon] = [findLast(draft, ends), findLast(draft, logons)];
  return end && logon && logon.time > end.time ? undefined : end?.time;
}

/** Windows gives up on an unfinished logon after 90 s; what belongs to it comes within this time of its start. */
export const LOGON_TIME: number = 2 * MINUTE;

/** An attempt whose end was not seen is open for as long as a logon can take. */
export const lastsUntil = (draft: Draft): number =>
  endOf(draft) ?? Math.max(draft.end, draft.start + LOGON_TIME);

/** When the host closed the connection, or the last sign of it. */
export const closedAt = (draft: Draft): Micros => find(draft, 'connection-closed')?.time ?? draft.end;
