import { numberFact, textFact, type Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import { MINUTE, type Micros } from '../model/time.ts';
import { addTo, beginDraft, clientOf, closedAt, find, has, type Draft } from './draft.ts';

/** From the listener's word to the user's logon on systems that keep no ActivityID. */
const CONNECT_TIME = 2 * MINUTE;
/** What is written about a session after its connection closed still is about it. */
const AFTERMATH = MINUTE;
const sessionKinds = [
  'session-assigned',
  'session-logged-on',
  'session-reconnected',
] as const satisfies readonly KnownKind[];

/**
 * Places events that carry no usable ActivityID by session id within the session's life, and rebuilds attempts of
 * systems that keep no ActivityIDs (Windows 7) from listener, 1149 and logon. Events come in timeline order. Gives
 * back what has no place.
 */
export function joinSessions(drafts: Draft[], events: readonly Event[], receivedIsEnough: boolean): Event[] {
  const loose: Event[] = [];
  const sessions = indexSessions(drafts);
  const unnamed: Draft[] = [];
  const begin = (event: Event): void => {
    const draft = beginDraft(event, 'server', 'time-only');
    drafts.push(draft);
    unnamed.push(draft);
    noteSession(sessions, draft, event);
  };
  for (const event of events) {
    const owner = sessionOwner(sessions, event) ?? connectionOwner(drafts, event);
    if (owner) {
      addTo(owner.draft, event, owner.by);
    } else if (continues(unnamed, event)) {
      noteSession(sessions, unnamed.at(-1), event);
    } else if (startsConnection(event, receivedIsEnough)) {
      begin(event);
    } else {
      loose.push(event);
    }
  }
  return loose;
}

interface SessionUse {
  readonly draft: Draft;
  readonly from: Micros;
}
export type Sessions = Map<string, SessionUse[]>;

/** Which attempts used which session, in order of time. */
export function indexSessions(drafts: readonly Draft[]): Sessions {
  const sessions: Sessions = new Map();
  for (const draft of drafts) {
    for (const { event } of draft.links) {
      if ((sessionKinds as readonly string[]).includes(event.kind)) noteSession(sessions, draft, event);
    }
  }
  for (const uses of sessions.values()) uses.sort((a, b) => a.from - b.from);
  return sessions;
}

function noteSession(sessions: Sessions, draft: Draft | undefined, event: Event): void {
  const id = numberFact(event, 'sessionId');
  if (id === undefined || !draft) return;
  const uses = sessions.get(String(id)) ?? [];
  sessions.set(String(id), [...uses.filter((use) => use.draft !== draft), { draft, from: event.time }]);
}

function sessionOwner(sessions: Sessions, event: Event): { draft: Draft; by: 'session-id' } | undefined {
  const id = numberFact(event, 'sessionId');
  if (id === undefined || isConsole(event)) return undefined;
  const use = sessions.get(String(id))?.findLast(({ from }) => from <= event.time);
  return use && event.time <= closedAt(use.draft) + AFTERMATH
    ? { draft: use.draft, by: 'session-id' }
    : undefined;
}

/** The audit of window stations names the connection: `RDP-Tcp#3`. */
function connectionOwner(
  drafts: readonly Draft[],
  event: Event,
): { draft: Draft; by: 'connection-name' } | undefined {
  const name = textFact(event, 'connectionName');
  if (name === undefined || !event.kind.startsWith('station-')) return undefined;
  let best: Draft | undefined;
  for (const draft of drafts) {
    const created = find(draft, 'connection-created');
    if (created?.facts['connectionName'] !== name || created.time > event.time) continue;
    if (event.time <= closedAt(draft) + AFTERMATH && (!best || draft.start > best.start)) best = draft;
  }
  return best && { draft: best, by: 'connection-name' };
}

const isConsole = (event: Event): boolean => textFact(event, 'client')?.toUpperCase() === 'LOCAL';
const isLogon = (event: Event): boolean =>
  (event.kind === 'session-logged-on' || event.kind === 'session-reconnected') && !isConsole(event);

/** Windows 7: the next step of the latest connection that has not taken it yet. */
function continues(unnamed: readonly Draft[], event: Event): boolean {
  const last = unnamed.at(-1);
  if (!last || event.time - last.start > CONNECT_TIME) return false;
  if (event.kind === 'authentication-passed' && !has(last, 'authentication-passed', 'session-logged-on')) {
    addTo(last, event, 'sequence');
    return true;
  }
  if (isLogon(event) && !has(last, 'session-logged-on', 'session-reconnected')) {
    const known = clientOf(last);
    if (known !== undefined && known !== textFact(event, 'client')) return false;
    addTo(last, event, known === undefined ? 'sequence' : 'client-endpoint');
    return true;
  }
  if (event.kind === 'security-layer-failed' && clientOf(last) === undefined) {
    addTo(last, event, 'sequence');
    return true;
  }
  return false;
}

function startsConnection(event: Event, receivedIsEnough: boolean): boolean {
  if (event.kind === 'connection-received') return receivedIsEnough;
  if (event.kind === 'security-layer-failed') return textFact(event, 'client') !== undefined;
  return (
    event.kind === 'authentication-passed' || (isLogon(event) && textFact(event, 'client') !== undefined)
  );
}
