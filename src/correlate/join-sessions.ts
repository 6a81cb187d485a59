import { groupBy } from '../model/group-by.ts';
import { numberFact, textFact, type Event } from '../model/event.ts';
import { lastBefore } from '../model/last-before.ts';
import type { LinkKind } from '../model/vocabulary.ts';
import { addTo, beginDraft, find, has, isConsole, wasOverBy, type Draft } from './draft.ts';
import { isStackSequence } from './group-in-sequence.ts';
import { joinUnnamed } from './join-unnamed.ts';
import { lastUse, sessionUses, type SessionUse, type SessionUses } from './session-uses.ts';

interface Owner {
  readonly draft: Draft;
  readonly by: LinkKind;
}

/**
 * Places events that carry no usable ActivityID by session id or connection name within the session's life, and
 * rebuilds attempts of systems that keep no ActivityIDs (Windows 7) from listener, 1149 and logon. Events come in
 * timeline order. Gives back what has no place.
 */
export function joinSessions(drafts: Draft[], events: readonly Event[], receivedIsEnough: boolean): Event[] {
  const loose: Event[] = [];
  const known = sessionUses(drafts);
  // Sessions of attempts that begin here: events come in order, so that only the latest of each id matters.
  const begun = new Map<number, SessionUse>();
  const connectionOwner = connectionOwners(drafts);
  const unnamed = joinUnnamed();
  const ofStack = drafts.filter(isStackSequence).sort((a, b) => b.start - a.start);
  for (const event of events) {
    for (let next = ofStack.at(-1); next && next.start <= event.time; next = ofStack.at(-1)) {
      unnamed.began(next);
      ofStack.pop();
    }
    const owner = sessionOwner(known, begun, event) ?? connectionOwner(event);
    if (owner) {
      addTo(owner.draft, event, owner.by);
      continue;
    }
    let draft = unnamed.continued(event);
    if (!draft && startsConnection(event, receivedIsEnough)) {
      draft = beginDraft(event, 'server', 'time-only');
      drafts.push(draft);
      unnamed.began(draft);
    }
    const id = numberFact(event, 'sessionId');
    if (!draft) loose.push(event);
    else if (id !== undefined) begun.set(id, { draft, from: event.time });
  }
  return loose;
}

function sessionOwner(
  known: SessionUses,
  begun: ReadonlyMap<number, SessionUse>,
  event: Event,
): Owner | undefined {
  const id = numberFact(event, 'sessionId');
  if (id === undefined || isConsole(event)) return undefined;
  const [one, other] = [lastUse(known, id, event.time), begun.get(id)];
  const use = one && other ? (one.from > other.from ? one : other) : (one ?? other);
  if (!use || wasOverBy(use.draft, event.time)) return undefined;
  // A second logon to a session is another connection's.
  if (isLogon(event) && has(use.draft, 'session-logged-on', 'session-reconnected')) return undefined;
  return { draft: use.draft, by: 'session-id' };
}

/** The audit of window stations names the connection: `RDP-Tcp#3`. Names come back: the latest before the event. */
function connectionOwners(drafts: readonly Draft[]): (event: Event) => Owner | undefined {
  const created = drafts.flatMap((draft) => {
    const event = find(draft, 'connection-created');
    const name = event && textFact(event, 'connectionName');
    return event && name !== undefined ? [{ draft, name, from: event.time }] : [];
  });
  const byName = groupBy(
    created.sort((a, b) => a.from - b.from),
    ({ name }) => name,
  );
  return (event) => {
    if (!event.kind.startsWith('station-')) return undefined;
    const list = byName.get(textFact(event, 'connectionName') ?? '') ?? [];
    const last = list[lastBefore(list, event.time, ({ from }) => from)];
    return last && !wasOverBy(last.draft, event.time)
      ? { draft: last.draft, by: 'connection-name' }
      : undefined;
  };
}

const isLogon = ({ kind }: Event): boolean => kind === 'session-logged-on' || kind === 'session-reconnected';

function startsConnection(event: Event, receivedIsEnough: boolean): boolean {
  if (event.kind === 'connection-received') return receivedIsEnough;
  if (event.kind === 'authentication-passed') return true;
  // Each connection is refused once: without an ActivityID the refusal stands for it.
  if (event.kind === 'credentials-refused') return true;
  const namesClient = textFact(event, 'client') !== undefined && !isConsole(event);
  return namesClient && (event.kind === 'security-layer-failed' || isLogon(event));
}
