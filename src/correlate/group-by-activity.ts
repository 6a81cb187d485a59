import type { Event } from '../model/event.ts';
import { knownKinds, type KnownKind } from '../model/kinds.ts';
import { addTo, beginDraft, has, isConsole, type Draft } from './draft.ts';
import { followSequences } from './group-in-sequence.ts';
import { byStep } from './step-order.ts';

/** ActivityIDs the server makes for an accepted TCP connection. The end is as telling as the beginning. */
const SERVER_CONNECTION = /^F420.*0000$/;
/** Work of the listener and the service: belongs to no attempt. */
const LISTENER_WORK = /^F462.*0000$/;
/** One and the same GUID for the console session of every machine, across boots: never a key. */
const CONSOLE_SESSION = '61A55000-55E5-1017-0000-000000000000';

const hostProviders: ReadonlySet<string> = new Set([
  'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS',
  'Microsoft-Windows-TerminalServices-RemoteConnectionManager',
  'Microsoft-Windows-TerminalServices-LocalSessionManager',
]);
const CLIENT_PROVIDER = 'Microsoft-Windows-TerminalServices-ClientActiveXCore';

/** Kinds that show that a client was there; the rest (closing, tracing) may be the tail of a lost beginning. */
const anchors = [
  'connection-accepted',
  'connection-created',
  'security-layer-failed',
  'credentials-refused',
  'authentication-passed',
  'session-assigned',
  'session-logged-on',
  'session-reconnected',
  'client-connecting',
  'client-connected',
  'client-disconnected',
] as const satisfies readonly KnownKind[];

export interface Grouping {
  readonly drafts: Draft[];
  /** UDP side channels: not attempts of their own. */
  readonly udp: readonly Draft[];
  /** Events that no ActivityID ties to an attempt. */
  readonly loose: Event[];
}

/** Says whether the event's ActivityID may tie it to an attempt. Only RDP's own providers keep one per connection. */
export function attemptActivity(event: Event): string | undefined {
  const id = event.activityId;
  if (id === undefined || id === CONSOLE_SESSION || LISTENER_WORK.test(id)) return undefined;
  if (event.source.provider === CLIENT_PROVIDER) return `client ${id}`;
  return hostProviders.has(event.source.provider) ? id : undefined;
}

const ownKinds: ReadonlySet<string> = new Set(knownKinds);

/**
 * Says whether only a pack knows this event. Its provider may be anyone's, so that it begins no attempt; the id of a
 * server's connection, which nothing else has, ties it to one.
 */
const isOfPack = ({ kind, activityId = '' }: Event): boolean =>
  !ownKinds.has(kind) && SERVER_CONNECTION.test(activityId);

/**
 * Groups a host's events by ActivityID, the one key that Windows itself keeps through the protocol stack, the
 * connection manager and the session manager; what the protocol stack and the client wrote without one, by its order.
 *
 * @param receivedIsEnough A listener's "received a connection" begins an attempt: true only where the protocol
 *   stack's log is missing altogether, for elsewhere it is the remains of an attempt whose record was overwritten.
 * @param carried Attempts of earlier events, which take what bears their ActivityIDs.
 */
export function groupByActivity(
  events: readonly Event[],
  receivedIsEnough: boolean,
  carried: readonly Draft[] = [],
): Grouping {
  const groups = new Map<string, Draft>();
  for (const draft of carried) groups.set(activityOf(draft) ?? `carried ${groups.size}`, draft);
  const known = new Set(carried);
  const loose: Event[] = [];
  const sequences = followSequences(carried);
  for (const event of byStep(events)) {
    const key = attemptActivity(event);
    if (key === undefined) {
      if (!sequences.takes(event)) loose.push(event);
      continue;
    }
    const draft = groups.get(key);
    if (draft) addTo(draft, event, 'activity-id');
    else groups.set(key, beginDraft(event, key.startsWith('client ') ? 'client' : 'server', 'activity-id'));
  }
  const rest = [...loose, ...sequences.left()].filter((event) => {
    const draft = isOfPack(event) ? groups.get(event.activityId ?? '') : undefined;
    if (draft) addTo(draft, event, 'activity-id');
    return draft === undefined;
  });
  const drafts: Draft[] = [...sequences.begun];
  const udp: Draft[] = [];
  for (const [key, draft] of groups) {
    if (known.has(draft)) drafts.push(draft);
    else if (isSideChannel(draft)) udp.push(draft);
    else if (isAttempt(draft, key, receivedIsEnough)) drafts.push(draft);
    else for (const { event } of draft.links) rest.push(event);
  }
  return { drafts, udp, loose: rest };
}

function activityOf({ links }: Draft): string | undefined {
  for (const { event } of links) {
    const key = attemptActivity(event);
    if (key !== undefined) return key;
  }
  return undefined;
}

function isAttempt(draft: Draft, key: string, receivedIsEnough: boolean): boolean {
  if (has(draft, ...anchors)) return !onlyConsole(draft);
  if (has(draft, 'connection-received')) return receivedIsEnough;
  return SERVER_CONNECTION.test(key) && has(draft, 'session-arbitration-started');
}

/** Some console sessions carry an id of their own; what logs on there is at the keyboard. */
const onlyConsole = (draft: Draft): boolean =>
  draft.links.every(({ event }) => event.source.provider.endsWith('LocalSessionManager')) &&
  draft.links.some(({ event }) => isConsole(event));

const isSideChannel = (draft: Draft): boolean => {
  const accepted = draft.links.filter(({ event }) => event.kind === 'connection-accepted');
  return accepted.length > 0 && accepted.every(({ event }) => event.facts['transport'] === 'UDP');
};
