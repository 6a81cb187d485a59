import type { Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import { MILLISECOND, micros, MINUTE, SECOND, type Micros } from '../model/time.ts';
import { countSpans } from './span-index.ts';
import { addTo, closedAt, find, has, type Draft } from './draft.ts';

/** Clocks tick every 15.6 ms on older systems, and two services write the two logs. */
const SLACK = 50 * MILLISECOND;

/** TLS records that Windows wrote for one handshake: a lone one, or 36874 with the 36888 that follows it. */
interface Handshake {
  readonly events: readonly Event[];
  readonly time: Micros;
}

interface Candidate {
  readonly draft: Draft;
  readonly from: Micros;
  readonly to: Micros;
}

const tlsKinds = [
  'tls-key-unreadable',
  'tls-credential-failed',
  'tls-no-common-cipher',
  'tls-alert-received',
  'tls-alert-sent',
] as const satisfies readonly KnownKind[];
const failureKinds: ReadonlySet<string> = new Set(tlsKinds);

/**
 * Gives TLS failures, which carry neither address nor ActivityID, to the attempts they belong to: first to those
 * whose security layer failed, then to those that never got past TLS. Gives back what fits nowhere.
 *
 * Both sequences are walked from their latest end: a log that wrapped has lost its earliest records, so that from
 * the front the two do not start with the same handshake.
 */
export function joinSchannel(drafts: readonly Draft[], events: readonly Event[]): Event[] {
  const asClient = events.filter((event) => event.facts['side'] === 'client');
  const handshakes = toHandshakes(events.filter((event) => event.facts['side'] !== 'client'));
  const failed = drafts.filter((draft) => has(draft, 'security-layer-failed'));
  const addOwn = (draft: Draft, event: Event): void => addTo(draft, event, 'sequence');
  // First what was written at once: a surplus or a missing handshake then moves no other.
  const late = pairFromLatest(failed.map(atFailure), handshakes, addOwn, 0);
  const slow = failed.filter((draft) => !has(draft, ...tlsKinds)).map(untilFailure);
  const left = pairFromLatest(slow, late, addOwn, SLACK);
  // Nothing says that these failed in TLS at all: where several were going on, it may have been any of them.
  const silent = drafts.filter(stoppedBeforeAuthentication).map(untilClosed);
  const goingOn = countSpans(silent);
  const addOne = (draft: Draft, event: Event, own: Candidate): void =>
    addTo(draft, event, 'time-only', goingOn(event.time, SLACK) - (isGoingOn(own, event) ? 1 : 0));
  const rest = pairFromLatest(silent, left, addOne, SLACK);
  return [...asClient, ...rest.flatMap((handshake) => handshake.events)];
}

function toHandshakes(events: readonly Event[]): Handshake[] {
  const failures = events.filter((event) => failureKinds.has(event.kind)).sort(byRecord);
  const handshakes: Handshake[] = [];
  for (let i = 0; i < failures.length; i++) {
    const event = failures[i];
    const next = failures[i + 1];
    if (!event) continue;
    const paired =
      next !== undefined &&
      event.kind !== 'tls-alert-sent' &&
      next.kind === 'tls-alert-sent' &&
      next.source.recordId === event.source.recordId + 1 &&
      next.processId === event.processId &&
      next.time - event.time <= SECOND;
    handshakes.push({ events: paired ? [event, next] : [event], time: event.time });
    if (paired) i++;
  }
  return handshakes;
}

const byRecord = (a: Event, b: Event): number => a.time - b.time || a.source.recordId - b.source.recordId;

/** Windows writes the two logs in the same moment: measured 0 to 16 ms apart. */
const atFailure = (draft: Draft): Candidate => {
  const to = find(draft, 'security-layer-failed')?.time ?? draft.end;
  return { draft, from: micros(Math.max(draft.start, to - SLACK)), to };
};

/** TLS fails in the moment that the security layer reports it, however long the client had taken until then. */
const untilFailure = (draft: Draft): Candidate => {
  const to = find(draft, 'security-layer-failed')?.time ?? draft.end;
  return { draft, from: micros(Math.max(draft.start, to - SECOND)), to };
};

/** Windows gives up on a connection that does not log on after 90 s: whatever comes later is another's. */
const MOST_WAIT = 2 * MINUTE;
/** Where nothing says when a connection ended, TLS broke within some round trips of its last sign (inferred). */
export const HANDSHAKE: number = SECOND;
function giveUp(draft: Draft): Micros {
  const end = has(draft, 'connection-closed') ? closedAt(draft) : draft.end + HANDSHAKE;
  return micros(Math.min(end, draft.start + MOST_WAIT));
}
const untilClosed = (draft: Draft): Candidate => ({ draft, from: draft.start, to: giveUp(draft) });

const isGoingOn = ({ from, to }: Candidate, { time }: Event): boolean =>
  from <= time + SLACK && to >= time - SLACK;

/** A session, or the end of one, shows that it got further. */
const stoppedBeforeAuthentication = (draft: Draft): boolean =>
  draft.seenBy === 'server' &&
  has(draft, 'connection-accepted', 'connection-received') &&
  !has(
    draft,
    'security-layer-failed',
    'security-established',
    'credentials-refused',
    'authentication-passed',
    'session-assigned',
    'session-logged-on',
    'session-reconnected',
    'session-disconnected',
    'session-logged-off',
    'station-reconnected',
    'station-disconnected',
  );

/** Pairs the two sequences from their latest ends; each attempt gets at most one. Gives back the rest. */
function pairFromLatest(
  candidates: readonly Candidate[],
  handshakes: readonly Handshake[],
  add: (draft: Draft, event: Event, candidate: Candidate) => void,
  slack: number,
): Handshake[] {
  const waiting = [...candidates].sort((a, b) => a.to - b.to || recordOf(a) - recordOf(b));
  const left: Handshake[] = [];
  let i = waiting.length - 1;
  let j = handshakes.length - 1;
  while (j >= 0) {
    const handshake = handshakes[j];
    const candidate = waiting[i];
    if (!handshake) break;
    if (!candidate || handshake.time > candidate.to + slack) {
      left.push(handshake);
      j--;
    } else if (handshake.time < candidate.from - slack) {
      i--;
    } else {
      for (const event of handshake.events) add(candidate.draft, event, candidate);
      i--;
      j--;
    }
  }
  return left.toReversed();
}

const recordOf = ({ draft }: Candidate): number =>
  (find(draft, 'security-layer-failed') ?? draft.links[0]?.event)?.source.recordId ?? 0;
