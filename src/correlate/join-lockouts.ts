import { groupBy } from '../model/group-by.ts';
import { textFact, type Event } from '../model/event.ts';
import { lastBefore } from '../model/last-before.ts';
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
  const refused = groupBy(
    drafts.flatMap(refusalsOf).sort((a, b) => a.event.time - b.event.time),
    ({ event }) => accountOf(event),
  );
  return events.filter((event) => {
    if (event.kind !== 'account-locked') return true;
    const draft = onlyOneNear(refused.get(accountOf(event)) ?? [], event.time);
    if (!draft) return true;
    addTo(draft, event, 'sequence');
    return false;
  });
}

interface Refusal {
  readonly draft: Draft;
  readonly event: Event;
}

/** The attempt of the refusals of that moment, where it is one only; they come in order of time. */
function onlyOneNear(refusals: readonly Refusal[], time: number): Draft | undefined {
  let only: Draft | undefined;
  const first = lastBefore(refusals, time - SAME_MOMENT - 1, ({ event }) => event.time) + 1;
  for (let i = first; i < refusals.length; i++) {
    const one = refusals[i];
    if (!one || one.event.time > time + SAME_MOMENT) break;
    if (only && only !== one.draft) return undefined;
    only = one.draft;
  }
  return only;
}

const refusalsOf = (draft: Draft): Refusal[] =>
  draft.links.flatMap(({ event, rivals }) =>
    event.kind === 'logon-failed' && rivals === undefined ? [{ draft, event }] : [],
  );

const accountOf = (event: Event): string => plainName(textFact(event, 'account') ?? '');
