import { groupBy } from '../model/group-by.ts';
import { textFact, type Event } from '../model/event.ts';
import { lastBefore } from '../model/last-before.ts';
import { MINUTE } from '../model/time.ts';
import { addTo, beginDraft, pickText, type Draft } from './draft.ts';

/** The client tries several protocol steps in one go and writes one refusal each. */
const SAME_TRY = MINUTE;

/**
 * Gives the client machine's refusals of an unsafe CredSSP peer to the attempt they ended, by target; where the
 * client's own RDP log is missing they are the attempt. Events come in timeline order. Gives back what names no
 * Remote Desktop target.
 */
export function joinClientRefusals(drafts: Draft[], events: readonly Event[]): Event[] {
  const loose: Event[] = [];
  const ownTry = tryFinder(drafts);
  // Attempts that begin here: events come in order, so that only the latest of each target matters.
  const begun = new Map<string, Draft>();
  for (const event of events) {
    const target = /^TERMSRV\/(.+)$/i.exec(textFact(event, 'target') ?? '')?.[1];
    if (event.kind !== 'credssp-version-refused' || target === undefined) {
      loose.push(event);
      continue;
    }
    const key = nameOf(target);
    const last = begun.get(key);
    const refused = last && isGoingOn(last, event) ? last : undefined;
    const owner = refused ?? ownTry(key, event);
    if (owner) {
      addTo(owner, event, refused ? 'sequence' : 'client-endpoint');
      continue;
    }
    const draft = beginDraft(event, 'client', 'time-only');
    drafts.push(draft);
    begun.set(key, draft);
  }
  return loose;
}

/** Finds the latest of the client's own attempts that asked for a target, or whose target its log does not say. */
function tryFinder(drafts: readonly Draft[]): (target: string, event: Event) => Draft | undefined {
  const byStart = drafts.filter((draft) => draft.seenBy === 'client').sort((a, b) => a.start - b.start);
  const byTarget = groupBy(byStart, (draft) => nameOf(targetOf(draft) ?? ''));
  const latest = (target: string, event: Event): Draft | undefined => {
    const tries = byTarget.get(target) ?? [];
    const last = tries[lastBefore(tries, event.time, (draft) => draft.start)];
    return last && isGoingOn(last, event) ? last : undefined;
  };
  return (target, event) => latest(target, event) ?? latest('', event);
}

const isGoingOn = (draft: Draft, event: Event): boolean => event.time <= draft.end + SAME_TRY;

/** A target is asked for with its port and refused without. */
const nameOf = (target: string): string => target.toLowerCase().replace(/:\d+$/, '');

/** What the client asked for. */
export function targetOf(draft: Draft): string | undefined {
  return (
    pickText(draft, 'server', ['client-connecting', 'client-server-address']) ??
    pickText(draft, 'target', ['credssp-version-refused'])?.replace(/^TERMSRV\//i, '')
  );
}
