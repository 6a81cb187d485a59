import { hashText } from '../model/hash-text.ts';
import { recordKey } from '../model/event.ts';
import { attemptActivity } from './group-by-activity.ts';
import type { Draft } from './draft.ts';

/**
 * Names an attempt by what cannot change when more evidence comes: host and ActivityID where there is one, which
 * Windows makes at random for every connection, else its first event.
 */
export function attemptId(draft: Draft): string {
  // What came by another tie may bear the ActivityID of the attempt that it was taken from.
  const keyed = draft.links.find(
    ({ event, by }) => by === 'activity-id' && attemptActivity(event) !== undefined,
  )?.event;
  return hashText(keyed ? `${keyed.host.toLowerCase()}|${attemptActivity(keyed)}` : firstEventKey(draft));
}

/** An event that fits several attempts names none of them: two attempts would have one id. */
function firstEventKey({ links }: Draft): string {
  const own = links.filter((link) => (link.rivals ?? 0) === 0);
  return recordKey(
    (own.length > 0 ? own : links).reduce((a, b) => (b.event.time < a.event.time ? b : a)).event,
  );
}
