import { numberFact, textFact, type Event } from '../model/event.ts';
import { MILLISECOND, type Micros } from '../model/time.ts';
import { addTo, beginDraft, clientOf, find, has, type Draft } from './draft.ts';
import { plainName } from '../model/account-name.ts';
import { joinNtlmChecks } from './join-by-neighbour.ts';
import { candidateFinder, NETWORK, SAME_LOGON, SLACK, UNLOCK } from './logon-candidates.ts';

/** What the joins ask of coverage: did the protocol stack's log cover that time? */
export type CoversTime = (time: Micros) => boolean;
interface LogonView {
  readonly stackCovers: CoversTime;
}

/**
 * Gives Windows logons to the attempts that caused them: by the client's address where the audit has one, else by
 * lying inside an attempt that was going on. Where several would fit, each gets the event, marked as a rival.
 * Logons that must be Remote Desktop's and that no attempt explains become attempts of their own. Events come in
 * timeline order. Gives back what has no place.
 */
export function joinLogons(drafts: Draft[], events: readonly Event[], view: LogonView): Event[] {
  const candidates = candidateFinder(drafts);
  const begun = new Map<string, Draft>();
  const loose: Event[] = [];
  for (const event of events) {
    const fitting = isLogon(event) && !maybeRemote(event) ? [] : candidates(event);
    const client = textFact(event, 'client');
    const answered = fitting.length > 1 ? nextRefused(fitting, event) : undefined;
    if (answered) addTo(answered, event, 'sequence');
    for (const draft of answered ? [] : fitting)
      addTo(
        draft,
        event,
        client !== undefined && clientOf(draft) === client ? 'client-endpoint' : 'time-only',
        fitting.length - 1,
      );
    if (fitting.length > 0 || continuesOwnAttempt(begun, event)) continue;
    if (beginsAttempt(event, view.stackCovers)) begun.set(whoOf(event), newAttempt(drafts, event));
    else loose.push(event);
  }
  return joinNtlmChecks(drafts, loose);
}

const isLogon = (event: Event): boolean => event.kind === 'logon-failed' || event.kind === 'logon-succeeded';

/**
 * A network logon with a real port is file sharing or RPC; Remote Desktop's has 0 or none. One that a program of this
 * machine asked for, and one from loopback, are local.
 */
function maybeRemote(event: Event): boolean {
  if (numberFact(event, 'logonType') === NETWORK && textFact(event, 'callerProcess') !== undefined)
    return false;
  const client = textFact(event, 'client');
  if (client === '::1' || client?.startsWith('127.')) return false;
  return numberFact(event, 'logonType') !== NETWORK || (numberFact(event, 'clientPort') ?? 0) === 0;
}

/** The stack tells the refusal when the audit has been written: at once. */
const REFUSAL_DELAY = 100 * MILLISECOND;

/**
 * Of several attempts the one that was told its refusal right after this record, where it is the only one: each
 * refused network logon is followed by its own "credentials refused".
 */
function nextRefused(drafts: readonly Draft[], event: Event): Draft | undefined {
  if (event.kind !== 'logon-failed' || numberFact(event, 'logonType') !== NETWORK) return undefined;
  const next = drafts.filter((draft) => {
    const refused = find(draft, 'credentials-refused');
    const wait = refused ? refused.time - event.time : Infinity;
    return wait >= -SLACK && wait <= REFUSAL_DELAY && !has(draft, 'logon-failed');
  });
  return next.length === 1 ? next[0] : undefined;
}

const whoOf = (event: Event): string =>
  `${textFact(event, 'client') ?? ''} ${plainName(textFact(event, 'account') ?? '')}`;

function newAttempt(drafts: Draft[], event: Event): Draft {
  const draft = beginDraft(event, 'server', 'time-only');
  if (!isOfRemoteDesktop(event)) draft.isUnproven = true;
  drafts.push(draft);
  return draft;
}

/**
 * File sharing and all other services ask for network logons as well. From Windows 10 and Server 2016 on the audit gives
 * Remote Desktop's an address and port 0, and others their real port; before them it gives neither to any.
 */
const isOfRemoteDesktop = (event: Event): boolean =>
  numberFact(event, 'logonType') !== NETWORK ||
  (textFact(event, 'client') !== undefined && numberFact(event, 'clientPort') === 0);

/** The next logon of the same user from the same place. A refused network logon ends its connection. */
function continuesOwnAttempt(begun: ReadonlyMap<string, Draft>, event: Event): boolean {
  const last = begun.get(whoOf(event));
  if (!last || event.kind !== 'logon-succeeded' || event.time - last.end > SAME_LOGON) return false;
  if (
    last.links.some((link) => link.event.kind === 'logon-failed' && link.event.facts['logonType'] === NETWORK)
  )
    return false;
  addTo(last, event, textFact(event, 'client') === undefined ? 'time-only' : 'client-endpoint');
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
