import { inTime, isToldLater, textFact, type Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import { lastBefore } from '../model/last-before.ts';
import { MINUTE, SECOND, type Micros } from '../model/time.ts';
import { desktopKinds, endOf, has, isDesktopLogon, isOwn, LOGON_TIME, type Draft } from './draft.ts';
import { isTakenBefore, sessionUses, type SessionUses } from './session-uses.ts';

/** Several logs tell of one stop, within so long of the first. */
const ONE_STOP = 2 * MINUTE;
/** So many records of one stop prove it; every attempt that it cut off has them as evidence. */
const MOST_TOLD = 32;

/** Of a machine that was shut down. */
const shutDown: readonly string[] = ['system-stopping', 'log-service-stopped'] satisfies KnownKind[];

/**
 * The shutdown of an evaluation copy whose time is over cannot be stopped: in public reports the machine is down within
 * seconds. Whoever else asks for one may wait, or take it back.
 */
const isForced = (event: Event): boolean =>
  event.kind === ('shutdown-requested' satisfies KnownKind) &&
  textFact(event, 'program')?.toLowerCase() === 'wlms.exe';

const isOrdered = (event: Event): boolean => shutDown.includes(event.kind) || isForced(event);

/** Newer systems name the service that a process was for, older ones its library alone. */
const serviceParts: ReadonlySet<string> = new Set([
  'svchost.exe_termservice',
  'termsrv.dll',
  'rdpcorets.dll',
  'rdpwrap.dll',
]);

/** Says whether no connection of the host can be alive after what a record tells of. */
function isStop(event: Event): boolean {
  switch (event.kind) {
    case 'service-crashed' satisfies KnownKind:
      return textFact(event, 'service') === 'TermService';
    case 'program-crashed' satisfies KnownKind:
      return serviceParts.has(textFact(event, 'part')?.toLowerCase() ?? '');
    case 'service-stopped-unexpectedly' satisfies KnownKind:
      return true;
    default:
      return isOrdered(event) || isToldLater(event);
  }
}

/**
 * Notes on every attempt that went on until then what no connection outlives: the host or its Remote Desktop service went
 * away, with a word before it or none.
 *
 * @param events Of the host, in time order.
 */
export function noteCutOffs(drafts: readonly Draft[], events: readonly Event[]): void {
  const stops = events.filter(isStop);
  if (stops.length === 0 && !drafts.some((draft) => draft.cutOffBy)) return;
  const uses = sessionUses(drafts);
  for (const draft of drafts) {
    // Of a draft of an earlier round: what came since may tell of its end, and belie the stop.
    const known = draft.cutOffBy ? inTime([...draft.cutOffBy, ...stops]) : stops;
    const first = stopOf(draft, known, uses);
    draft.cutOffBy = first && stopFrom(first, known);
  }
}

/** The records of the stop that this is the first one of; of too many the first. */
function stopFrom({ time }: Event, stops: readonly Event[]): readonly Event[] {
  const first = lastBefore(stops, time - 1, timeOf) + 1;
  const end = lastBefore(stops, time + ONE_STOP, timeOf) + 1;
  return stops.slice(first, Math.min(end, first + MOST_TOLD));
}

const timeOf = ({ time }: Event): number => time;

function stopOf(draft: Draft, stops: readonly Event[], uses: SessionUses): Event | undefined {
  if (draft.seenBy === 'client' || draft.replacedBy || has(draft, ...leavings)) return undefined;
  const end = endOf(draft);
  const stop = firstFrom(stops, end === undefined ? draft.end : end - ONE_STOP);
  if (!stop) return undefined;
  const wasOpen = end === undefined ? isOpenAt(draft, stop, uses) : isEndBy(stop, end);
  return wasOpen ? stop : undefined;
}

/** Ends that somebody asked for. */
const leavings: readonly KnownKind[] = ['session-logged-off', 'client-disconnect-requested'];

const firstFrom = (stops: readonly Event[], time: number): Event | undefined =>
  stops[lastBefore(stops, time - 1, timeOf) + 1];

/** Of a service that dies the ends of its connections are written in the same moment or right after, by others. */
const isEndBy = (stop: Event, end: Micros): boolean =>
  !isOrdered(stop) && !isToldLater(stop) && end >= stop.time - SAME_MOMENT;
const SAME_MOMENT = 2 * SECOND;

/** Whoever has a desktop stays until an end is seen; an unfinished logon does not wait for long. */
function isOpenAt(draft: Draft, stop: Event, uses: SessionUses): boolean {
  if (!hasDesktop(draft)) return !isToldLater(stop) && stop.time - draft.end <= LOGON_TIME;
  return !isTakenBefore(draft, stop.time, uses);
}

const hasDesktop = (draft: Draft): boolean =>
  has(draft, ...desktopKinds) || draft.links.some((link) => isDesktopLogon(link) && isOwn(link));
