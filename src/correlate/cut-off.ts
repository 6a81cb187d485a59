import { isToldLater, textFact, type Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import { lastBefore } from '../model/last-before.ts';
import { micros, MINUTE, type Micros } from '../model/time.ts';
import { desktopKinds, has, LOGON_TIME, wasOverBy, type Draft } from './draft.ts';
import { nextUse, sessionUses, type SessionUses } from './session-uses.ts';

/** Several logs tell of one stop, within so long of the first. */
const ONE_STOP = 2 * MINUTE;

/** Of a machine that was shut down. */
const ordered: readonly string[] = ['system-stopping', 'log-service-stopped'] satisfies KnownKind[];

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
      return ordered.includes(event.kind) || isToldLater(event);
  }
}

/**
 * Notes on every attempt whose end was not seen what no connection outlives: the host or its Remote Desktop service went
 * away, with a word before it or none.
 *
 * @param events Of the host, in time order.
 */
export function noteCutOffs(drafts: readonly Draft[], events: readonly Event[]): void {
  const stops = events.filter(isStop);
  if (stops.length === 0) return;
  const uses = sessionUses(drafts);
  for (const draft of drafts) {
    const known = draft.cutOffBy ?? [];
    const first = known[0] ?? firstAfter(stops, draft.end);
    if (!first || (known.length === 0 && !isOpenAt(draft, first, uses))) continue;
    const more = stops.filter(
      (stop) => stop.time >= first.time && stop.time <= first.time + ONE_STOP && !known.includes(stop),
    );
    draft.cutOffBy = [...known, ...more];
  }
}

const firstAfter = (stops: readonly Event[], time: Micros): Event | undefined =>
  stops[lastBefore(stops, time - 1, (stop) => stop.time) + 1];

/** Whoever has a desktop stays until an end is seen; an unfinished logon does not wait for long. */
function isOpenAt(draft: Draft, stop: Event, uses: SessionUses): boolean {
  if (draft.seenBy === 'client' || draft.replacedBy || hasEnd(draft)) return false;
  if (!has(draft, ...desktopKinds)) return !isToldLater(stop) && stop.time - draft.end <= LOGON_TIME;
  return !isTakenBefore(draft, stop.time, uses);
}

const hasEnd = (draft: Draft): boolean =>
  has(draft, 'connection-closed', 'connection-ended', 'client-disconnect-requested') ||
  wasOverBy(draft, micros(Infinity));

/** A session that another attempt got was not this one's any more. */
function isTakenBefore(draft: Draft, time: Micros, uses: SessionUses): boolean {
  for (const [id, list] of uses) {
    const own = list.find((use) => use.draft === draft);
    const next = own && nextUse(uses, id, own.from);
    if (next && next.from < time) return true;
  }
  return false;
}
