import { groupBy } from '../model/group-by.ts';
import { numberFact, textFact, type Event } from '../model/event.ts';
import { MILLISECOND, SECOND, type Micros } from '../model/time.ts';
import { indexDrafts, type SpanIndex } from './span-index.ts';
import {
  accountKinds,
  addTo,
  beginDraft,
  clientOf,
  find,
  findFirst,
  has,
  lastsUntil,
  LOGON_TIME,
  pickText,
  type Draft,
} from './draft.ts';
import { plainName } from '../model/account-name.ts';
import { joinNtlmChecks } from './join-by-neighbour.ts';

/** Two services write the two logs; on older systems with a clock that ticks every 15.6 ms. */
const SLACK = 50 * MILLISECOND;
/** The second and third logon of one connection (network, then desktop) follow each other this closely. */
const SAME_LOGON = 10 * SECOND;
/** An event that would fit more attempts than this says nothing of any. */
const MOST_RIVALS = 32;

/** The logon type with which a client is let in before it has a desktop. */
export const NETWORK = 3;
const UNLOCK = 7;
const DESKTOP: ReadonlySet<number | undefined> = new Set([10, 12]);

/** What the joins ask of coverage: did the protocol stack's log cover that time? */
export type CoversTime = (time: Micros) => boolean;
interface LogonView {
  readonly stackCovers: CoversTime;
  readonly isOngoing?: boolean;
}

/**
 * Gives Windows logons to the attempts that caused them: by the client's address where the audit has one, else by
 * lying inside an attempt that was going on. Where several would fit, each gets the event, marked as a rival.
 * Logons that must be Remote Desktop's and that no attempt explains become attempts of their own. Events come in
 * timeline order. Gives back what has no place.
 */
export function joinLogons(drafts: Draft[], events: readonly Event[], view: LogonView): Event[] {
  const candidates = candidateFinder(drafts, view.isOngoing === true);
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

function candidateFinder(drafts: readonly Draft[], isOngoing: boolean): (event: Event) => readonly Draft[] {
  const servers = drafts.filter((draft) => draft.seenBy === 'server');
  const openUntil = (draft: Draft): number => (isOngoing && mayGoOn(draft) ? Infinity : lastsUntil(draft));
  const all = indexDrafts(servers, openUntil);
  const perClient = new Map<string | undefined, SpanIndex<Draft>>();
  for (const [client, own] of groupBy(servers, clientOf)) perClient.set(client, indexDrafts(own, openUntil));
  const nameless = perClient.get(undefined);
  /** Who has a desktop already is meant only where no other may be. */
  const named = (own: SpanIndex<Draft> | undefined, event: Event): readonly Draft[] => {
    const ofTheirs = own ? ofClient(own, event) : [];
    if (!nameless || !ofTheirs.every(hasDesktopAt(event, true))) return ofTheirs;
    const unknown = ofUnknown(nameless, event);
    return unknown.length > 0 ? unknown : ofTheirs;
  };
  return (event) => {
    const client = textFact(event, 'client');
    const found = client === undefined ? ofNobody(all, event) : named(perClient.get(client), event);
    return found.length > MOST_RIVALS ? [] : found;
  };
}

/** Attempts of which no record names the client, as where the protocol stack's log is not there. */
const ofUnknown = (index: SpanIndex<Draft>, event: Event): readonly Draft[] =>
  withoutDesktop(
    index.goingOn(event.time, SLACK).filter((draft) => fits(draft, event)),
    event,
  );

/** Has a session and was not closed, as far as has been read. */
const mayGoOn = (draft: Draft): boolean =>
  has(draft, 'session-assigned') && !has(draft, 'connection-closed', 'session-logged-off');

function ofClient(index: SpanIndex<Draft>, event: Event): readonly Draft[] {
  const open = index.goingOn(event.time, SLACK).filter((draft) => fits(draft, event));
  if (open.length > 0) return withoutDesktop(open, event);
  // The audit may be late: one client's attempts follow each other, and the latest is the one that logged on.
  const last = index.lastBegun(event.time);
  return last && event.time <= lastsUntil(last) + SAME_LOGON && fits(last, event) ? [last] : [];
}

/** A connection logs on to its desktop once: who has done so is not meant while another of the client's has not. */
function withoutDesktop(drafts: readonly Draft[], event: Event): readonly Draft[] {
  if (drafts.length < 2) return drafts;
  const hasDesktop = hasDesktopAt(event);
  const waiting = drafts.filter((draft) => !hasDesktop(draft));
  return waiting.length > 0 ? waiting : drafts;
}

/**
 * Says of an attempt whether it had logged on to its desktop before this event, which is a logon to one as well; with
 * `surely`, by a record that is nobody else's.
 */
function hasDesktopAt(event: Event, surely = false): (draft: Draft) => boolean {
  if (event.kind === 'logon-ended' || numberFact(event, 'logonType') === NETWORK) return () => false;
  const before = event.time - SAME_MOMENT;
  return ({ links }) =>
    links.some(
      ({ event: own, rivals }) =>
        own.time < before &&
        own.kind === 'logon-succeeded' &&
        isDesktop(own) &&
        (!surely || rivals === undefined),
    );
}

/** A user's two tokens are told as two logons of one moment. */
const SAME_MOMENT = SECOND;

const isDesktop = (event: Event): boolean => {
  const type = numberFact(event, 'logonType');
  return type === UNLOCK || DESKTOP.has(type);
};

/** The audit hides the address of network logons, and of desktop logons at a virtual machine's console. */
function ofNobody(index: SpanIndex<Draft>, event: Event): readonly Draft[] {
  const type = numberFact(event, 'logonType');
  // When a logon ends says nothing of whose it was: only its id does.
  if (event.kind === 'logon-ended' || (type !== NETWORK && !DESKTOP.has(type))) return [];
  const open = index.goingOn(event.time, SLACK).filter((draft) => fits(draft, event));
  if (type !== NETWORK) return open.filter((draft) => has(draft, 'session-assigned'));
  // Other services of the host log on without an address all day: a success needs the attempt's own word for it.
  if (event.kind === 'logon-succeeded')
    return open.filter((draft) => has(draft, 'authentication-passed', 'security-established'));
  const unanswered = open.filter((draft) => !has(draft, 'logon-failed'));
  return unanswered.length > 0 ? unanswered : open;
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

/** Nothing known of the attempt speaks against the event: neither account nor the order of steps. */
const fits = (draft: Draft, event: Event): boolean => isSameAccount(draft, event) && isInOrder(draft, event);

function isSameAccount(draft: Draft, event: Event): boolean {
  const account = pickText(draft, 'account', accountKinds);
  const named = textFact(event, 'account');
  return account === undefined || named === undefined || plainName(account) === plainName(named);
}

function isInOrder(draft: Draft, event: Event): boolean {
  const type = numberFact(event, 'logonType');
  // However long a connection lives, or seems to where the clock was set: these come at its beginning.
  if ((type === NETWORK || type === UNLOCK) && event.time > draft.start + LOGON_TIME) return false;
  if (type === UNLOCK) return true;
  if (type === NETWORK) {
    const answered = findFirst(draft, answers);
    const isLate = answered !== undefined && event.time > answered.time + SLACK;
    return !isLate && !wasBroken(draft, event);
  }
  const desktop = findFirst(draft, ['session-logged-on', 'session-reconnected']);
  return desktop === undefined || event.time <= desktop.time + SAME_LOGON;
}

/**
 * Where TLS broke nobody signed in. The driver's word (TermDD 56), which may stand for a refused sign-in as well, rules
 * out no more than what comes after it.
 */
const wasBroken = ({ links }: Draft, { time }: Event): boolean =>
  links.some(
    ({ event, by }) =>
      event.kind === 'security-layer-failed' && (by !== 'client-endpoint' || time > event.time + SLACK),
  );

/** After one of these there is no network logon to come. */
const answers = [
  'authentication-passed',
  'credentials-refused',
  'security-established',
  'session-assigned',
  'session-logged-on',
  'session-reconnected',
] as const;

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
