import { groupBy } from '../model/group-by.ts';
import { textFact, type Event } from '../model/event.ts';
import { lastBefore } from '../model/last-before.ts';
import { accountKinds, addTo, clientOf, pickText, wasOverBy, type Draft } from './draft.ts';
import { plainName } from '../model/account-name.ts';

/**
 * Gives the audit's "came back to a session" (4778), where no connection name ties it, to the latest attempt of the same
 * client and user that is not over. Gives back the rest.
 */
export function joinStations(drafts: readonly Draft[], events: readonly Event[]): Event[] {
  if (!events.some(isReturn)) return [...events];
  const byClient = groupBy(
    drafts.toSorted((a, b) => a.start - b.start),
    clientOf,
  );
  return events.filter((event) => {
    const client = isReturn(event) ? textFact(event, 'client') : undefined;
    const own = client === undefined ? [] : (byClient.get(client) ?? []);
    const last = own[lastBefore(own, event.time, (draft) => draft.start)];
    if (!last || wasOverBy(last, event.time) || !isSameUser(last, event)) return true;
    addTo(last, event, 'client-endpoint');
    return false;
  });
}

const isReturn = ({ kind }: Event): boolean => kind === 'station-reconnected';

function isSameUser(draft: Draft, event: Event): boolean {
  const account = pickText(draft, 'account', accountKinds);
  const named = textFact(event, 'account');
  return account !== undefined && named !== undefined && plainName(account) === plainName(named);
}
