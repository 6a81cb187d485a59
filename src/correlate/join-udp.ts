import { groupBy } from '../model/group-by.ts';
import { textFact, type Event } from '../model/event.ts';
import { lastBefore } from '../model/last-before.ts';
import { SECOND } from '../model/time.ts';
import { addTo, clientOf, pickText, type Draft } from './draft.ts';

/** A side channel follows its TCP connection by about a second. */
const SIDE_CHANNEL_DELAY = 2 * SECOND;
/** A connection's name comes back after a restart or a few hundred others: only near in time it is the same. */
const NAME_LIFETIME = 60 * SECOND;

/**
 * Joins UDP side channels, which have ActivityIDs of their own, to the TCP attempts they belong to: by the
 * connection name in the timing event, else by address and time. Gives back the events of those that fit nowhere.
 */
export function joinUdp(drafts: readonly Draft[], sideChannels: readonly Draft[]): Event[] {
  const byStart = drafts.toSorted((a, b) => a.start - b.start);
  const byName = groupBy(byStart, nameOf);
  const byClient = groupBy(byStart, clientOf);
  const loose: Event[] = [];
  for (const side of sideChannels) {
    const name = pickText(side, 'connectionName', ['connection-timing', 'connection-created']);
    const named = name === undefined ? undefined : latest(byName.get(name), side, NAME_LIFETIME);
    const client = clientOf(side);
    const owner =
      named ?? (client === undefined ? undefined : latest(byClient.get(client), side, SIDE_CHANNEL_DELAY));
    for (const { event } of side.links) {
      if (owner) addTo(owner, event, named ? 'connection-name' : 'client-endpoint');
      else loose.push(event);
    }
  }
  return loose;
}

/** The attempt that began last before the side channel, when it did so within a time. */
function latest(drafts: readonly Draft[] = [], side: Draft, within: number): Draft | undefined {
  const last = drafts[lastBefore(drafts, side.start, (draft) => draft.start)];
  return last && side.start - last.start <= within ? last : undefined;
}

const nameOf = (draft: Draft): string | undefined => {
  for (const { event } of draft.links) {
    const name = textFact(event, 'connectionName');
    if (name !== undefined) return name;
  }
  return undefined;
};
