import { textFact, type Event } from '../model/event.ts';
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
  const loose: Event[] = [];
  for (const side of sideChannels) {
    const name = pickText(side, 'connectionName', ['connection-timing', 'connection-created']);
    const byName = name === undefined ? undefined : latest(drafts, side, (draft) => namedSo(draft, name));
    const owner = byName ?? latest(drafts, side, (draft) => sameClient(draft, side));
    for (const { event } of side.links) {
      if (owner) addTo(owner, event, byName ? 'connection-name' : 'client-endpoint');
      else loose.push(event);
    }
  }
  return loose;
}

function latest(drafts: readonly Draft[], side: Draft, fits: (draft: Draft) => boolean): Draft | undefined {
  let best: Draft | undefined;
  for (const draft of drafts) {
    if (draft.start <= side.start && fits(draft) && (!best || draft.start > best.start)) best = draft;
  }
  return best && side.start - best.start <= NAME_LIFETIME ? best : undefined;
}

const namedSo = (draft: Draft, name: string): boolean =>
  draft.links.some(({ event }) => textFact(event, 'connectionName') === name);

const sameClient = (draft: Draft, side: Draft): boolean =>
  side.start - draft.start <= SIDE_CHANNEL_DELAY && clientOf(draft) === clientOf(side);
