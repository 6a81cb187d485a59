import { plainName } from '../model/account-name.ts';
import { numberFact, textFact, type Event } from '../model/event.ts';
import { groupBy } from '../model/group-by.ts';
import type { KnownKind } from '../model/kinds.ts';
import { onceEach } from '../model/once-each.ts';
import { MILLISECOND, SECOND } from '../model/time.ts';
import { answerOfAll, firstAnswer } from './draft-answers.ts';
import {
  accountKinds,
  clientOf,
  endOf,
  findFirst,
  has,
  isDesktopLogon,
  isOwn,
  lastsUntil,
  LOGON_TIME,
  pickText,
  type Draft,
} from './draft.ts';
import { isStackSequence } from './group-in-sequence.ts';
import { followSpans, indexSpans, type Span, type SpanIndex } from './span-index.ts';

/** Two services write the two logs; on older systems with a clock that ticks every 15.6 ms. */
export const SLACK: number = 50 * MILLISECOND;
/** The second and third logon of one connection (network, then desktop) follow each other this closely. */
export const SAME_LOGON: number = 10 * SECOND;
/** An event that would fit more attempts than this says nothing of any: no more than one more is looked for. */
const MOST_RIVALS = 32;
const TOO_MANY: number = MOST_RIVALS + 1;
/** Among more connections that are still open after a refusal nobody can tell which was refused again. */
const MOST_REFUSED = 1000;

/** The logon type with which a client is let in before it has a desktop. */
export const NETWORK = 3;
export const UNLOCK = 7;
const DESKTOP: ReadonlySet<number | undefined> = new Set([10, 12]);

/** Spans in which attempts were open, by the time in which these may take a logon of one sort. */
type Index = (open: readonly Span<Draft>[]) => SpanIndex<Draft>;

/**
 * Finds the attempts that may have caused a logon: those of its client where it names one, else those that were going on;
 * none where too many would fit. Ask in the order of time.
 */
export function candidateFinder(drafts: readonly Draft[]): (event: Event) => readonly Draft[] {
  const servers = drafts.filter((draft) => draft.seenBy === 'server');
  const open = servers.map((one) => ({ one, from: one.start, to: lastsUntil(one) }));
  const perClient = groupBy(open, ({ one }) => clientOf(one));
  const nameless = perClient.get(undefined);
  const indexes = { network: indexOf('network'), unlock: indexOf('unlock'), desktop: indexOf('desktop') };
  const ofNobody = nobodyFinder(open, indexes);
  /** Who has had its own already is meant only where no other may be. */
  const named = (index: Index, client: string, event: Event): readonly Draft[] => {
    const own = perClient.get(client);
    const ofTheirs = own ? ofClient(index(own), event) : [];
    if (!nameless || !ofTheirs.every(hadItsOwnBefore(event))) return ofTheirs;
    // Attempts of which no record names the client, as where the protocol stack's log is not there.
    const unknown = openTo(index(nameless), event);
    return unknown.length > 0 ? unknown : ofTheirs;
  };
  return (event) => {
    const client = textFact(event, 'client');
    const found = client === undefined ? ofNobody(event) : named(indexes[sortOf(event)], client, event);
    return found.length > MOST_RIVALS ? [] : found;
  };
}

/** Made when the first logon of its sort comes. */
const indexOf = (sort: Sort): Index => onceEach((open) => indexSpans(open.map(narrowedTo(sort))));

const narrowedTo =
  (sort: Sort) =>
  (open: Span<Draft>): Span<Draft> => ({ ...open, to: Math.min(open.to, until[sort](open.one)) });

function ofClient(index: SpanIndex<Draft>, event: Event): readonly Draft[] {
  const open = openTo(index, event);
  if (open.length > 0) return open;
  // The audit may be late: one client's attempts follow each other, and the latest is the one that logged on.
  const last = index.lastBegun(event.time);
  const isTheirs = last && (event.time <= lastsUntil(last) + SAME_LOGON || isStillOn(last, event));
  return isTheirs && fits(last, event) ? [last] : [];
}

/** A session of which the end is not there yet is logged on to however late; what is refused by then is another's. */
const isStillOn = (draft: Draft, event: Event): boolean =>
  event.kind === 'logon-succeeded' &&
  endOf(draft) === undefined &&
  has(draft, 'session-assigned') &&
  !hadItsOwnBefore(event)(draft);

/** Those that were going on and that the event fits; who has had its own already is not meant while another has not. */
function openTo(index: SpanIndex<Draft>, event: Event): readonly Draft[] {
  const hadItsOwn = hadItsOwnBefore(event);
  const isWaiting = (draft: Draft): boolean => fits(draft, event) && !hadItsOwn(draft);
  const waiting = index.goingOn(event.time, SLACK, { most: TOO_MANY, isWanted: isWaiting });
  return waiting.length > 0
    ? waiting
    : index.goingOn(event.time, SLACK).filter((draft) => fits(draft, event));
}

/**
 * Says of an attempt whether it had got before this event what comes once: a refused network logon ends its connection, and
 * with a desktop no other is logged on to. A desktop logon that fits several attempts let one of them in, and the others may
 * wait still, but not for longer than Windows lets them.
 */
function hadItsOwnBefore(event: Event): (draft: Draft) => boolean {
  if (event.kind === 'logon-ended') return () => false;
  if (numberFact(event, 'logonType') === NETWORK)
    return event.kind === 'logon-failed' ? wasRefused : () => false;
  const before = event.time - SAME_MOMENT;
  return (draft) => desktopLogonOf(draft, event.time > draft.start + LOGON_TIME ? 'any' : 'own') < before;
}

const desktopLogonOf = ({ links }: Draft, which: 'own' | 'any'): number =>
  answerOfAll<number>(links, `${which} desktop logon`, (first, link) =>
    isDesktopLogon(link) && (which === 'any' || isOwn(link))
      ? Math.min(link.event.time, first ?? Infinity)
      : first,
  ) ?? Infinity;

/** By a record that is nobody else's. */
const wasRefused = ({ links }: Draft): boolean =>
  firstAnswer(
    links,
    'own refusal',
    (link) => (link.event.kind === 'logon-failed' && isOwn(link)) || undefined,
  ) ?? false;

/** A user's two tokens are told as two logons of one moment. */
const SAME_MOMENT = SECOND;

/** The audit hides the address of network logons, and of desktop logons at a virtual machine's console. */
function nobodyFinder(
  open: readonly Span<Draft>[],
  { network, desktop }: Readonly<Record<Sort, Index>>,
): (event: Event) => readonly Draft[] {
  const inSession = open.filter(({ one }) => has(one, 'session-assigned'));
  // Other services of the host log on without an address all day: a success needs the attempt's own word for it.
  const signedIn = open.filter(({ one }) => has(one, 'authentication-passed', 'security-established'));
  const unanswered = followSpans(open.map(narrowedTo('network')), wasRefused);
  return (event) => {
    const type = numberFact(event, 'logonType');
    const only = { most: TOO_MANY, isWanted: (draft: Draft) => fits(draft, event) };
    // When a logon ends says nothing of whose it was: only its id does.
    if (event.kind === 'logon-ended') return [];
    if (DESKTOP.has(type)) return desktop(inSession).goingOn(event.time, SLACK, only);
    if (type !== NETWORK) return [];
    if (event.kind === 'logon-succeeded') return network(signedIn).goingOn(event.time, SLACK, only);
    const first = unanswered.goingOn(event.time, SLACK, only);
    if (first.length > 0) return first;
    const refused = network(open).goingOn(event.time, SLACK, { most: MOST_REFUSED + 1 });
    return refused.length > MOST_REFUSED ? [] : refused.filter((draft) => fits(draft, event));
  };
}

/** Nothing known of the attempt speaks against the event: neither account nor client nor the order of steps. */
const fits = (draft: Draft, event: Event): boolean =>
  isSameAccount(draft, event) && isSameClient(draft, event) && event.time <= until[sortOf(event)](draft);

function isSameClient(draft: Draft, event: Event): boolean {
  const [client, named] = [clientOf(draft), textFact(event, 'client')];
  return client === undefined || named === undefined || client === named;
}

function isSameAccount(draft: Draft, event: Event): boolean {
  const account = pickText(draft, 'account', accountKinds);
  const named = textFact(event, 'account');
  return account === undefined || named === undefined || plainName(account) === plainName(named);
}

type Sort = 'network' | 'unlock' | 'desktop';

function sortOf(event: Event): Sort {
  const type = numberFact(event, 'logonType');
  if (type === NETWORK) return 'network';
  return type === UNLOCK ? 'unlock' : 'desktop';
}

/**
 * Up to when an attempt takes logons of each sort. However long a connection lives, or seems to where the clock was set:
 * that of the network and the unlocking come at its beginning.
 */
const until: Readonly<Record<Sort, (draft: Draft) => number>> = {
  network: (draft) =>
    Math.min(
      draft.start + LOGON_TIME,
      (findFirst(draft, answers)?.time ?? Infinity) + SLACK,
      brokenAt(draft),
    ),
  unlock: (draft) => draft.start + LOGON_TIME,
  desktop: (draft) =>
    Math.min((findFirst(draft, desktops)?.time ?? Infinity) + SAME_LOGON, refusedAt(draft) + SLACK),
};

/** A refused network logon mostly ends its connection: where only order ties it together, its end may not have been seen. */
const refusedAt = (draft: Draft): number =>
  (isStackSequence(draft) &&
    firstAnswer(draft.links, 'refused at', (link) =>
      link.event.kind === 'logon-failed' && numberFact(link.event, 'logonType') === NETWORK && isOwn(link)
        ? link.event.time
        : undefined,
    )) ||
  Infinity;

/**
 * Where TLS broke nobody signed in. The driver's word (TermDD 56), which may stand for a refused sign-in as well, rules
 * out no more than what comes after it.
 */
const brokenAt = ({ links }: Draft): number =>
  answerOfAll<number>(links, 'broken at', (first, { event, by }) =>
    event.kind === 'security-layer-failed'
      ? Math.min(first ?? Infinity, by === 'client-endpoint' ? event.time + SLACK : -Infinity)
      : first,
  ) ?? Infinity;

/** After one of these there is no network logon to come. */
const answers = [
  'authentication-passed',
  'credentials-refused',
  'security-established',
  'session-assigned',
  'session-logged-on',
  'session-reconnected',
] as const satisfies readonly KnownKind[];

const desktops = ['session-logged-on', 'session-reconnected'] as const satisfies readonly KnownKind[];
