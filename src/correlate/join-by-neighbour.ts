import { textFact, type Event } from '../model/event.ts';
import { MILLISECOND } from '../model/time.ts';
import { addTo, type Draft } from './draft.ts';
import { plainName } from '../model/account-name.ts';

/** The check and the logon that it was for are written one after the other. */
const NEXT_RECORDS = 3;
const NEXT_MOMENT = 100 * MILLISECOND;

/**
 * Gives the audit's NTLM checks (4776), which name neither address nor logon, to the attempts of the logon record that
 * follows them at once for the same account. Gives back the rest: a domain controller checks for other machines.
 */
export function joinNtlmChecks(drafts: readonly Draft[], events: readonly Event[]): Event[] {
  if (!events.some((event) => event.kind === 'ntlm-checked')) return [...events];
  const logons = placedLogons(drafts);
  return events.filter((event) => {
    if (event.kind !== 'ntlm-checked') return true;
    for (let next = 1; next <= NEXT_RECORDS; next++) {
      const found = logons.get(keyOf(event, event.source.recordId + next)) ?? [];
      const same = found.filter((one) => isFor(event, one.event));
      for (const { draft } of same) addTo(draft, event, 'sequence', same.length - 1);
      if (same.length > 0) return false;
    }
    return true;
  });
}

interface Placed {
  readonly draft: Draft;
  readonly event: Event;
}

function placedLogons(drafts: readonly Draft[]): ReadonlyMap<string, readonly Placed[]> {
  const placed = new Map<string, Placed[]>();
  for (const draft of drafts) {
    for (const { event } of draft.links) {
      if (event.kind !== 'logon-failed' && event.kind !== 'logon-succeeded') continue;
      const key = keyOf(event, event.source.recordId);
      const known = placed.get(key);
      if (known) known.push({ draft, event });
      else placed.set(key, [{ draft, event }]);
    }
  }
  return placed;
}

const keyOf = ({ host, source }: Event, recordId: number): string => `${host}|${source.channel}|${recordId}`;

const isFor = (check: Event, logon: Event): boolean =>
  Math.abs(logon.time - check.time) <= NEXT_MOMENT &&
  plainName(textFact(check, 'account') ?? '') === plainName(textFact(logon, 'account') ?? '');
