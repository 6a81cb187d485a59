import { textFact, type Event } from '../model/event.ts';
import { MINUTE } from '../model/time.ts';
import { addTo, beginDraft, pickText, type Draft } from './draft.ts';

/** The client tries several protocol steps in one go and writes one refusal each. */
const SAME_TRY = MINUTE;

/**
 * Gives the client machine's refusals of an unsafe CredSSP peer to the attempt they ended, by target; where the
 * client's own RDP log is missing they are the attempt. Gives back what names no Remote Desktop target.
 */
export function joinClientRefusals(drafts: Draft[], events: readonly Event[]): Event[] {
  const loose: Event[] = [];
  for (const event of events) {
    const target = /^TERMSRV\/(.+)$/i.exec(textFact(event, 'target') ?? '')?.[1];
    if (event.kind !== 'credssp-version-refused' || target === undefined) {
      loose.push(event);
      continue;
    }
    const owner = drafts.findLast((draft) => isTry(draft, target, event));
    if (owner)
      addTo(owner, event, owner.links[0]?.event.kind === event.kind ? 'sequence' : 'client-endpoint');
    else drafts.push(beginDraft(event, 'client', 'time-only'));
  }
  return loose;
}

function isTry(draft: Draft, target: string, event: Event): boolean {
  if (draft.seenBy !== 'client') return false;
  if (event.time < draft.start || event.time > draft.end + SAME_TRY) return false;
  const server = targetOf(draft);
  return server === undefined || server.toLowerCase() === target.toLowerCase();
}

/** What the client asked for. */
export function targetOf(draft: Draft): string | undefined {
  return (
    pickText(draft, 'server', ['client-connecting', 'client-server-address']) ??
    pickText(draft, 'target', ['credssp-version-refused'])?.replace(/^TERMSRV\//i, '')
  );
}
