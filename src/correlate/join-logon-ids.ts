import { textFact, type Event } from '../model/event.ts';
import { addTo, wasOverBy, type Draft } from './draft.ts';

/**
 * Gives the end of a logon, and what else names its id, to the attempt that logged on. Ids are counted anew at every
 * boot: the latest logon before the event is meant. Events come in timeline order. Gives back what has no place.
 */
export function joinByLogonId(drafts: readonly Draft[], events: readonly Event[]): Event[] {
  const logons = drafts.flatMap(logonsOf).sort((a, b) => a.event.time - b.event.time);
  const owners = new Map<string, Draft>();
  let next = 0;
  return events.filter((event) => {
    for (let logon = logons[next]; logon && logon.event.time <= event.time; logon = logons[++next]) {
      owners.set(logonKey(logon.event), logon.draft);
    }
    // Who comes back takes a logon over: the one who had it is just who is not meant.
    const owner = event.kind === 'station-reconnected' ? undefined : owners.get(logonKey(event));
    // A logon outlives its connection: what happens to it later belongs to the attempt that took the session over.
    if (!owner || wasOverBy(owner, event.time)) return true;
    addTo(owner, event, 'logon-id');
    return false;
  });
}

/** Who comes back to a session (4778) takes over the logon that the session was begun with. */
const logonsOf = (draft: Draft): { draft: Draft; event: Event }[] =>
  draft.links.flatMap(({ event, rivals }) =>
    (event.kind === 'logon-succeeded' || event.kind === 'station-reconnected') &&
    rivals === undefined &&
    textFact(event, 'logonId') !== undefined
      ? [{ draft, event }]
      : [],
  );

const logonKey = (event: Event): string => `${event.host} ${textFact(event, 'logonId')}`;
