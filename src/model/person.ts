import { plainName } from './account-name.ts';
import { textFact, type Event } from './event.ts';
import type { KnownKind } from './kinds.ts';

/** What these call an account is a service's or a computer's: nobody who wants to connect. */
const ofMachines: ReadonlySet<string> = new Set<KnownKind>(['service-failed', 'secure-channel-refused']);

/** Whom an event is about, one key for all spellings of a user; the address where it names no user. */
export function personOf(event: Event): string | undefined {
  const account = accountOf(event);
  return account === undefined ? textFact(event, 'client') : plainName(account);
}

/** The user that an event names, as its record has it: with the domain, or by SID where that is all. */
export function accountOf(event: Event): string | undefined {
  if (ofMachines.has(event.kind)) return undefined;
  const name = textFact(event, 'account');
  const domain = textFact(event, 'domain');
  if (!name) return textFact(event, 'sid');
  return domain ? `${domain}\\${name}` : name;
}
