import { groupBy } from '../model/group-by.ts';
import { textFact, type Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import { SECOND } from '../model/time.ts';
import { indexDrafts } from './span-index.ts';
import { addTo, clientOf, lastsUntil, type Draft } from './draft.ts';

/** The driver and the protocol stack write of one refusal in the same moment. */
const MOMENT: number = SECOND;
/** What would fit more attempts than this says nothing of any. */
const MOST_RIVALS = 32;

/**
 * Gives the driver's "dropped the client" (TermDD 56), which names an address and no connection, to the attempt of that
 * client that it is about: one that was being set up, and best one that ended in that moment. Where several fit, each
 * gets it, marked as a rival. Gives back the rest: on systems without ActivityIDs it is a step of its own.
 */
export function joinDropped(drafts: readonly Draft[], events: readonly Event[]): Event[] {
  if (!events.some(isDropped)) return [...events];
  const tied = drafts.filter(({ seenBy, links }) => seenBy === 'server' && links.some(isTied));
  const byClient = new Map(
    [...groupBy(tied, clientOf)].map(([client, own]) => [client, indexDrafts(own, lastsUntil)] as const),
  );
  return events.filter((event) => {
    const client = isDropped(event) ? textFact(event, 'client') : undefined;
    if (client === undefined) return true;
    const goingOn = byClient.get(client)?.goingOn(event.time, MOMENT) ?? [];
    const settingUp = goingOn.filter((draft) => !hasSession(draft, event) && !wasDropped(draft));
    const ended = settingUp.filter((draft) => endsWith(draft, event));
    const fitting = ended.length > 0 ? ended : settingUp;
    if (fitting.length === 0 || fitting.length > MOST_RIVALS) return true;
    for (const draft of fitting) addTo(draft, event, 'client-endpoint', fitting.length - 1);
    return false;
  });
}

/** What else the security layer drops bears its connection's ActivityID, and has been placed by it. */
const isDropped = ({ kind }: Event): boolean => kind === 'security-layer-failed';

const isTied = ({ by }: Draft['links'][number]): boolean => by === 'activity-id';

/** A connection is dropped once. */
const wasDropped = ({ links }: Draft): boolean =>
  links.some(({ event, by, rivals }) => isDropped(event) && by === 'client-endpoint' && rivals === undefined);

/** Where a session had begun, the driver's word is about its end, if it is about this connection at all. */
const hasSession = ({ links }: Draft, { time }: Event): boolean =>
  links.some(({ event }) => sessionKinds.includes(event.kind) && event.time <= time);

const sessionKinds: readonly string[] = [
  'session-assigned',
  'session-logged-on',
  'session-reconnected',
] satisfies KnownKind[];

const endsWith = ({ links }: Draft, { time }: Event): boolean =>
  links.some(({ event }) => endKinds.includes(event.kind) && Math.abs(event.time - time) <= MOMENT);

const endKinds: readonly string[] = [
  'security-layer-failed',
  'credentials-refused',
  'connection-closed',
] satisfies KnownKind[];
