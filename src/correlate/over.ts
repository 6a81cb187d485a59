import type { Event } from '../model/event.ts';
import { groupBy } from '../model/group-by.ts';
import { micros, MINUTE, type Micros } from '../model/time.ts';
import type { HostJoins } from './correlate-host.ts';
import { HANDSHAKE } from './join-schannel.ts';
import { has, wasOverBy, type Draft } from './draft.ts';
import { isTakenBefore, sessionUses } from './session-uses.ts';

/** Windows gives up on an unfinished logon after 90 s, and its last records come within a minute of it. */
const SETTLED = 10 * MINUTE;

/** What an attempt is when everything up to a time is known: over, in a session that goes on, or still being joined. */
export type DraftState = 'over' | 'in-session' | 'recent';

/**
 * Says whether an attempt can still change, when no event before `cut` will come any more.
 *
 * @param mostRecords What has more goes on, though it was never still: its records are not waited with.
 */
export function draftState(draft: Draft, cut: Micros, mostRecords: number = Infinity): DraftState {
  // A handshake may break a moment after the last sign of it.
  if (draft.end + HANDSHAKE >= cut)
    return draft.links.length > mostRecords && draft.start + SETTLED < cut ? 'in-session' : 'recent';
  if (isOver(draft, cut) || has(draft, 'client-disconnected') || !hasSession(draft)) return 'over';
  // What logs on within the first minutes may still be tied to it, or to a rival.
  return draft.start + SETTLED < cut ? 'in-session' : 'recent';
}

/** What ended its connection, or took the host away, was told of. */
function isOver(draft: Draft, cut: Micros): boolean {
  const stop = draft.cutOffBy?.[0];
  return wasOverBy(draft, cut) || (stop !== undefined && stop.time + SETTLED < cut);
}

const hasSession = (draft: Draft): boolean =>
  has(draft, 'session-assigned', 'session-logged-on', 'session-reconnected', 'client-logged-on');

/** How far a round goes. */
export interface Cut {
  readonly before: Micros;
  /** Of more events the older half is judged, over or not: a clock set far ahead would make them wait for ever. */
  readonly most: number;
  /** Of more sessions that go on the oldest are judged as they stand. */
  readonly mostCarried: number;
}

/** The same for one host. */
export interface HostCut extends Cut {
  /** An attempt may have so many records; what has more is not waited with. */
  readonly mostRecords: number;
}

/** The attempts of a host at the end of a round. */
interface SortedOut {
  readonly over: readonly Draft[];
  /** In sessions that go on, the oldest first. */
  readonly carried: Draft[];
  /** Events of attempts that are still being joined, and those that may yet find one. */
  readonly waiting: ReadonlySet<Event>;
  /** Attempts that are judged before their end. */
  readonly cutShort: number;
}

/** Parts attempts that are over from those in a session and those that are still being joined, with their events. */
export function sortOut(
  events: readonly Event[],
  { drafts, unattached }: HostJoins,
  cut: HostCut,
  carriedSoFar: readonly Draft[],
): SortedOut {
  const { before, mostCarried, mostRecords } = cut;
  const due = dueBy(events, cut);
  const known = new Set(carriedSoFar);
  const uses = sessionUses(drafts);
  const ended: Draft[] = [];
  const carried: Draft[] = [];
  const waiting = new Set(unattached.filter((event) => event.time >= due));
  const wait = ({ links }: Draft): void => links.forEach(({ event }) => waiting.add(event));
  for (const draft of drafts) {
    const state = draftState(draft, due, mostRecords);
    if (state === 'over' || (state === 'in-session' && isTakenBefore(draft, due - HANDSHAKE, uses)))
      ended.push(draft);
    else if (state === 'in-session' || known.has(draft)) carried.push(draft);
    else wait(draft);
  }
  const over = new Set(ended);
  const held =
    due === before
      ? rivalsOf(
          waiting,
          ended.filter((draft) => !known.has(draft)),
        )
      : [];
  for (const draft of held) {
    over.delete(draft);
    wait(draft);
  }
  // What fits one that is judged must not seem to be another's alone later.
  for (const { links } of over) for (const { event } of links) waiting.delete(event);
  const isCut = (draft: Draft): boolean => due > before && draftState(draft, before) !== 'over';
  carried.sort((a, b) => a.start - b.start);
  const tooMany = carried.splice(0, Math.max(0, carried.length - mostCarried));
  const cutShort = [...over].filter(isCut).length + tooMany.length;
  return { over: [...over, ...tooMany], carried, waiting, cutShort };
}

/**
 * Those of some attempts that a record of what waits would fit as well, and the rivals of these in turn: a record that would
 * fit two attempts says which only as long as both are there.
 */
function rivalsOf(waiting: ReadonlySet<Event>, drafts: readonly Draft[]): ReadonlySet<Draft> {
  const sharing = groupBy(
    drafts.flatMap((draft) => sharedBy(draft).map((event) => ({ draft, event }))),
    ({ event }) => event,
  );
  const rivals = new Set<Draft>();
  const asked = [...sharing.keys()].filter((event) => waiting.has(event));
  for (let event = asked.pop(); event; event = asked.pop()) {
    for (const { draft } of sharing.get(event) ?? []) {
      if (rivals.has(draft)) continue;
      rivals.add(draft);
      for (const link of draft.links) if (sharing.has(link.event)) asked.push(link.event);
    }
    sharing.delete(event);
  }
  return rivals;
}

const sharedBy = ({ links }: Draft): readonly Event[] =>
  links.flatMap(({ event, rivals }) => (rivals === undefined ? [] : [event]));

/** Up to where attempts are judged: later than the cut where too much waits. */
function dueBy(events: readonly Event[], { before, most }: Cut): Micros {
  const middle = events.length > most ? events[events.length >> 1]?.time : undefined;
  return micros(Math.max(before, middle ?? before));
}
