import { groupBy } from '../model/group-by.ts';
import { textFact, type Event } from '../model/event.ts';
import { SECOND } from '../model/time.ts';
import { addTo, type Draft } from './draft.ts';
import { plainName } from '../model/account-name.ts';

/** The audit writes the wrong password that was one too many, and the lockout, in one go. */
const SAME_MOMENT = 2 * SECOND;

/**
 * Gives lockouts (4740), which name neither address nor logon, to the attempt whose refused logon of the same account they
 * go with, where it is one attempt only. Gives back the rest: what locks an account mostly comes from elsewhere.
 */
export function joinLockouts(drafts: readonly Draft[], events: readonly Event[]): Event[] {
  if (!events.some((event) => event.kind === 'account-locked')) return [...events];
  const refused = groupBy(drafts.flatMap(refusalsOf), ({ event }) => accountOf(event));
  return events.filter((event) => {
    if (event.kind !== 'account-locked') return true;
    const same = (refused.get(accountOf(event)) ?? []).filter(
      (one) => Math.abs(one.event.time - event.time) <= SAME_MOMENT,
    );
    const [draft, ...others] = new Set(same.map((one) => one.draft));
    if (!draft || others.length > 0) return true;
    addTo(draft, event, 'sequence');
    return false;
  });
}

const refusalsOf = (draft: Draft): { draft: Draft; event: Event }[] =>
  draft.links.flatMap(({ event, rivals }) =>
    event.kind === 'logon-failed' && rivals === undefined ? [{ draft, event }] : [],
  );

const accountOf = (event: Event): string => plainName(textFact(event, 'account') ?? '');
