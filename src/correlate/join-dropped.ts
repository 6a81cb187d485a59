import { groupBy } from '../model/group-by.ts';
import { textFact, type Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import { SECOND } from '../model/time.ts';
import { firstAnswer } from './draft-answers.ts';
import { addTo, clientOf, findFirst, lastsUntil, type Draft } from './draft.ts';
import { isStackSequence } from './group-in-sequence.ts';
import { followSpans, indexSpans, type Span } from './span-index.ts';

/** The driver and the protocol stack write of one refusal in the same moment. */
const MOMENT: number = SECOND;
/** What would fit more attempts than this says nothing of any: no more than one more is looked for. */
const MOST_RIVALS = 32;
const TOO_MANY: number = MOST_RIVALS + 1;

/**
 * Gives the driver's "dropped the client" (TermDD 56), which names an address and no connection, to the attempt of that
 * client that it is about: one that was being set up, and best one that ended in that moment. Where several fit, each
 * gets it, marked as a rival. Gives back the rest: on systems without the protocol stack's log it is a step of its own.
 */
export function joinDropped(drafts: readonly Draft[], events: readonly Event[]): Event[] {
  if (!events.some(isDropped)) return [...events];
  const tied = drafts.filter(
    (draft) => isStackSequence(draft) || (draft.seenBy === 'server' && draft.links.some(isTied)),
  );
  const byClient = new Map(
    [...groupBy(tied, clientOf)].map(([client, own]) => [client, droppable(own)] as const),
  );
  return events.filter((event) => {
    const client = isDropped(event) ? textFact(event, 'client') : undefined;
    if (client === undefined) return true;
    const fitting = byClient.get(client)?.(event) ?? [];
    if (fitting.length === 0 || fitting.length > MOST_RIVALS) return true;
    for (const draft of fitting) addTo(draft, event, 'client-endpoint', fitting.length - 1);
    return false;
  });
}

/** Of one client's attempts those that were being set up, and best those that ended in that moment. Ask in the order of time. */
function droppable(own: readonly Draft[]): (event: Event) => readonly Draft[] {
  const open = own.map((one) => ({ one, from: one.start, to: lastsUntil(one) }));
  const untilSession = ({ one, from, to }: Span<Draft>): Span<Draft> => ({
    one,
    from,
    to: Math.min(to, findFirst(one, sessionKinds)?.time ?? Infinity),
  });
  const settingUp = followSpans(open.map(untilSession), wasDropped);
  const ending = indexSpans(open.flatMap(endOf));
  return (event) => {
    const isSettingUp = (draft: Draft): boolean => !hasSession(draft, event) && !wasDropped(draft);
    const ended = ending.goingOn(event.time, MOMENT, {
      most: TOO_MANY,
      isWanted: (span) => isNear(span, event) && isSettingUp(span.one) && endsWith(span.one, event),
    });
    if (ended.length > 0) return ended.map(({ one }) => one);
    return settingUp.goingOn(event.time, MOMENT, { most: TOO_MANY, isWanted: isSettingUp });
  };
}

/** From an attempt's first sign of an end to its last. */
function endOf(open: Span<Draft>): Span<Span<Draft>>[] {
  const times = open.one.links.flatMap(({ event }) => (endKinds.includes(event.kind) ? [event.time] : []));
  const first = times.reduce<number>((a, b) => Math.min(a, b), Infinity);
  const last = times.reduce<number>((a, b) => Math.max(a, b), -Infinity);
  return times.length > 0 ? [{ one: open, from: first, to: last }] : [];
}

const isNear = ({ from, to }: Span<Draft>, { time }: Event): boolean =>
  from <= time + MOMENT && to >= time - MOMENT;

/** What else the security layer drops bears its connection's ActivityID, and has been placed by it. */
const isDropped = ({ kind }: Event): boolean => kind === 'security-layer-failed';

const isTied = ({ by }: Draft['links'][number]): boolean => by === 'activity-id';

/** A connection is dropped once. */
const wasDropped = ({ links }: Draft): boolean =>
  firstAnswer(
    links,
    'dropped',
    ({ event, by, rivals }) =>
      (isDropped(event) && by === 'client-endpoint' && rivals === undefined) || undefined,
  ) ?? false;

/** Where a session had begun, the driver's word is about its end, if it is about this connection at all. */
const hasSession = (draft: Draft, { time }: Event): boolean =>
  (findFirst(draft, sessionKinds)?.time ?? Infinity) <= time;

const sessionKinds: readonly KnownKind[] = ['session-assigned', 'session-logged-on', 'session-reconnected'];

const endsWith = ({ links }: Draft, { time }: Event): boolean =>
  links.some(({ event }) => endKinds.includes(event.kind) && Math.abs(event.time - time) <= MOMENT);

const endKinds: readonly string[] = [
  'security-layer-failed',
  'credentials-refused',
  'connection-closed',
] satisfies KnownKind[];
