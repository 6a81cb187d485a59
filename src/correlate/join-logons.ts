import { numberFact, textFact, type Event } from '../model/event.ts';
import { MILLISECOND, SECOND, type Micros } from '../model/time.ts';
import { indexDrafts, type DraftIndex } from './draft-index.ts';
import {
  accountKinds,
  addTo,
  beginDraft,
  clientOf,
  closedAt,
  find,
  has,
  pickText,
  type Draft,
} from './draft.ts';

/** Two services write the two logs; on older systems with a clock that ticks every 15.6 ms. */
const SLACK = 50 * MILLISECOND;
/** The second and third logon of one connection (network, then desktop) follow each other this closely. */
const SAME_LOGON = 10 * SECOND;
/** What is written about a logon after its connection closed still is about that connection. */
const AFTERMATH = 60 * SECOND;

const NETWORK = 3;
const UNLOCK = 7;

/** What the joins ask of coverage: did the protocol stack's log cover that time? */
export type CoversTime = (time: Micros) => boolean;

/**
 * Gives Windows logons to the attempts that caused them: by the client's address where the audit has one, else by
 * lying inside the one attempt that was going on. Logons that must be Remote Desktop's and that no attempt
 * explains become attempts of their own. Gives back what has no place.
 */
export function joinLogons(drafts: Draft[], events: readonly Event[], stackCovers: CoversTime): Event[] {
  const index = indexDrafts(drafts, closedAt);
  const loose: Event[] = [];
  const begun: Draft[] = [];
  for (const event of events) {
    if (joinByAddressOrTime(index, event)) continue;
    if (continuesOwnAttempt(begun, event)) continue;
    if (beginsAttempt(event, stackCovers)) begun.push(beginDraft(event, 'server', 'time-only'));
    else loose.push(event);
  }
  drafts.push(...begun);
  return joinByLogonId(drafts, loose);
}

function joinByAddressOrTime(index: DraftIndex, event: Event): boolean {
  const client = textFact(event, 'client');
  if (isLogon(event) && !maybeRemote(event)) return false;
  const going = client === undefined ? [] : index.ofClient(client, event.time, SLACK);
  const sameClient = going.filter((draft) => fits(draft, event));
  if (sameClient.length > 0) {
    // One client's attempts follow each other: the latest that began is the one that is logging on.
    const open = sameClient.filter((draft) => event.time <= closedAt(draft) + SLACK);
    const choice = open.length > 0 ? open : sameClient.slice(0, 1);
    for (const draft of choice) addTo(draft, event, 'client-endpoint', choice.length - 1);
    return true;
  }
  // Desktop logons carry the address; only network logons hide it.
  if (client !== undefined || numberFact(event, 'logonType') !== NETWORK) return false;
  const candidates = index.around(event.time, SLACK).filter((draft) => fits(draft, event));
  const unanswered = candidates.filter((draft) => !has(draft, 'logon-failed'));
  const choice = unanswered.length > 0 ? unanswered : candidates;
  for (const draft of choice) addTo(draft, event, 'time-only', choice.length - 1);
  return choice.length > 0;
}

const isLogon = (event: Event): boolean => event.kind === 'logon-failed' || event.kind === 'logon-succeeded';

/** A network logon with a real port is file sharing or RPC; Remote Desktop's has 0 or none. Loopback is local. */
function maybeRemote(event: Event): boolean {
  const client = textFact(event, 'client');
  if (client === '127.0.0.1' || client === '::1') return false;
  return numberFact(event, 'logonType') !== NETWORK || (numberFact(event, 'clientPort') ?? 0) === 0;
}

/** Nothing known of the attempt speaks against the event: neither account nor the order of steps. */
function fits(draft: Draft, event: Event): boolean {
  if (draft.seenBy !== 'server') return false;
  if (clientOf(draft) !== undefined && textFact(event, 'client') !== undefined) {
    if (clientOf(draft) !== textFact(event, 'client')) return false;
  }
  const account = pickText(draft, 'account', accountKinds);
  const named = textFact(event, 'account');
  if (account !== undefined && named !== undefined && plainName(account) !== plainName(named)) return false;
  if (numberFact(event, 'logonType') !== NETWORK) return true;
  if (find(draft, 'security-layer-failed')) return false;
  const answered = find(draft, 'authentication-passed') ?? find(draft, 'credentials-refused');
  return answered === undefined || event.time <= answered.time + SLACK;
}

/** One user is spelled four ways: alice, CORP\alice, alice@corp.example, Alice. */
const plainName = (name: string): string => name.toLowerCase().replace(/^.*\\/, '').replace(/@.*$/, '');

function continuesOwnAttempt(begun: readonly Draft[], event: Event): boolean {
  const last = begun.at(-1);
  if (!last || event.kind !== 'logon-succeeded' || event.time - last.end > SAME_LOGON) return false;
  if (!fits(last, event) || clientOf(last) !== textFact(event, 'client')) return false;
  addTo(last, event, 'client-endpoint');
  return true;
}

/** Without any other record, only these are Remote Desktop for sure, or probably where its own log is silent. */
function beginsAttempt(event: Event, stackCovers: CoversTime): boolean {
  if (event.kind === 'remote-logon-denied') return true;
  if (!isLogon(event) || !maybeRemote(event)) return false;
  const type = numberFact(event, 'logonType');
  if (type === NETWORK) return event.kind === 'logon-failed' && !stackCovers(event.time);
  return type !== UNLOCK;
}

function joinByLogonId(drafts: readonly Draft[], events: readonly Event[]): Event[] {
  const owners = new Map<string, Draft>();
  for (const draft of drafts) {
    for (const { event } of draft.links) {
      const id = event.kind === 'logon-succeeded' ? textFact(event, 'logonId') : undefined;
      if (id !== undefined) owners.set(`${event.host} ${id}`, draft);
    }
  }
  return events.filter((event) => {
    const owner = owners.get(`${event.host} ${textFact(event, 'logonId')}`);
    // A logon outlives its connection: what happens to it later belongs to the attempt that took the session over.
    const closed = owner && find(owner, 'connection-closed');
    if (!owner || (closed && event.time > closed.time + AFTERMATH)) return true;
    addTo(owner, event, 'logon-id');
    return false;
  });
}
