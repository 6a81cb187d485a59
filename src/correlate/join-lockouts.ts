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
  const near = new Map([...refused].map(([account, refusals]) => [account, onlyOneNear(refusals)] as const));
  return events.filter((event) => {
    if (event.kind !== 'account-locked') return true;
    const draft = near.get(accountOf(event))?.(event.time);
    if (!draft) return true;
    addTo(draft, event, 'sequence');
    return false;
  });
}

interface Refusal {
  readonly draft: Draft;
  readonly event: Event;
}

/** Finds the attempt of the refusals of a moment, where it is one only; they come in order of time. */
function onlyOneNear(refusals: readonly Refusal[]): (time: number) => Draft | undefined {
  const placeBy = (time: number): number => lastBefore(refusals, time, ({ event }) => event.time);
  /** For each the last of those in a row that are of its attempt: one attempt can have thousands. */
  const last = refusals.map((_, i) => i);
  for (let i = last.length - 2; i >= 0; i--)
    if (refusals[i]?.draft === refusals[i + 1]?.draft) last[i] = last[i + 1] ?? i;
  return (time) => {
    const first = placeBy(time - SAME_MOMENT - 1) + 1;
    const end = placeBy(time + SAME_MOMENT);
    return first <= end && (last[first] ?? -1) >= end ? refusals[first]?.draft : undefined;
  };
}

const refusalsOf = (draft: Draft): Refusal[] =>
  draft.links.flatMap(({ event, rivals }) =>
    event.kind === 'logon-failed' && rivals === undefined ? [{ draft, event }] : [],
  );

const accountOf = (event: Event): string => plainName(textFact(event, 'account') ?? '');
