import type { Viewpoint } from '../model/attempt.ts';
import { numberFact, textFact, type Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import { SECOND, type Micros } from '../model/time.ts';
import { addTo, beginDraft, clientOf, has, LOGON_TIME, pickNumber, type Draft } from './draft.ts';
import {
  namedBy,
  sequenceOwner,
  stepBefore,
  type OpenSequence,
  type SequenceOwner,
} from './sequence-owner.ts';

/** How one machine's side of a connection begins, goes on and ends. */
interface Steps {
  readonly seenBy: Viewpoint;
  readonly begins: (event: Event) => boolean;
  /** Where no connection is open: what is left of one whose beginning was lost. */
  readonly remains: readonly KnownKind[];
  /** From then on it may be still for hours. */
  readonly lasts: readonly KnownKind[];
  readonly ends: readonly KnownKind[];
}

const stack: Steps = {
  seenBy: 'server',
  begins: (event) => event.kind === 'connection-accepted' && event.facts['transport'] !== 'UDP',
  remains: ['connection-created'],
  lasts: ['session-assigned'],
  ends: ['connection-closed', 'connection-ended'],
};
const client: Steps = {
  seenBy: 'client',
  begins: ({ kind }) => kind === 'client-connecting',
  remains: ['client-connected', 'client-disconnected'],
  lasts: ['client-connected', 'client-logged-on'],
  ends: ['client-disconnected'],
};
const stepsOf: ReadonlyMap<string, Steps> = new Map([
  ['Microsoft-Windows-RemoteDesktopServices-RdpCoreTS', stack],
  ['Microsoft-Windows-TerminalServices-ClientActiveXCore', client],
]);

/** What is still written about a connection that has ended comes within this time. */
const TAIL: number = 2 * SECOND;
/** More connections at once than this cannot be told apart by order: the oldest are not followed any more. */
const MOST_OPEN = 64;

/** Connections whose records bear no ActivityID, as in tables, in text and in what some collectors keep. */
export interface Sequences {
  /** Those that began here, in the order of time. */
  readonly begun: readonly Draft[];
  /** Adds the event to the connection that it begins or goes on with; false: nothing says which that is. */
  takes(event: Event): boolean;
}

/**
 * Follows connections by the order of their steps alone: those of the host's protocol stack, and those of the client. Events come
 * in timeline order.
 *
 * @param carried Attempts of earlier events: those that are open go on.
 */
export function followSequences(carried: readonly Draft[]): Sequences {
  const begun: Draft[] = [];
  const open = new Map<Steps, OpenSequence[]>();
  for (const steps of stepsOf.values()) {
    open.set(
      steps,
      carried.flatMap((draft) => openOf(draft, steps)),
    );
  }
  const stillOpen = (steps: Steps, event: Event): OpenSequence[] => {
    const before = open.get(steps) ?? [];
    // A name comes back when the connection that had it is no more.
    if (event.kind === 'connection-created') leave(namedBy(event, before), event);
    const after = before.filter((one) => isOpen(one, event.time));
    open.set(steps, after);
    return after;
  };
  const takes = (event: Event): boolean => {
    const { kind, source, activityId } = event;
    const ofStack = open.get(stack) ?? [];
    // Whatever was open went away with the machine, and may have left no word.
    if (kind === 'system-started') for (const one of [...open.values()].flat()) leave(one, event);
    if (isOneOf(arrivals, event)) arrive(ofStack, event);
    if (isOneOf(leavings, event)) leave(leftBy(event, ofStack), event);
    const steps = stepsOf.get(source.provider);
    if (!steps || activityId !== undefined || kind.startsWith('listener-')) return false;
    const others = stillOpen(steps, event);
    if (steps.begins(event) || (others.length === 0 && isOneOf(steps.remains, event))) {
      const draft = beginDraft(event, steps.seenBy, 'sequence');
      begun.push(draft);
      others.push(...openOf(draft, steps));
      if (others.length > MOST_OPEN) leave(others.shift(), event);
      return true;
    }
    const owner = sequenceOwner(event, others);
    if (owner) goOn(owner, steps, event, others);
    return owner !== undefined;
  };
  return { begun, takes };
}

/** Whether only order ties an attempt of the host's protocol stack together. */
export const isStackSequence = (draft: Draft): boolean => isOf(draft, stack);

const isOf = ({ seenBy, links: [first] }: Draft, steps: Steps): boolean =>
  seenBy === steps.seenBy && first?.by === 'sequence' && stepsOf.get(first.event.source.provider) === steps;

/** An attempt that was begun by the order of these steps, as it stands; none for any other. */
function openOf(draft: Draft, steps: Steps): OpenSequence[] {
  if (!isOf(draft, steps)) return [];
  const times = draft.links.flatMap(({ event }) =>
    stepsOf.get(event.source.provider) === steps || isOneOf(leavings, event) ? [event.time] : [],
  );
  return [
    {
      draft,
      steps: times.sort((a, b) => a - b),
      isInSession: has(draft, ...steps.lasts),
      sessionId: pickNumber(draft, 'sessionId', [...arrivals, 'session-assigned']),
      hasUser: has(draft, ...arrivals),
    },
  ];
}

/** Whether more of it may come at this time. */
const isOpen = (one: OpenSequence, time: Micros): boolean =>
  one.draft.leftAt !== undefined
    ? time - one.draft.leftAt <= TAIL
    : one.isInSession || time - stepBefore(one, time) <= LOGON_TIME;

function goOn(
  { one, by, rivals }: SequenceOwner,
  steps: Steps,
  event: Event,
  others: readonly OpenSequence[],
): void {
  addTo(one.draft, event, by, rivals);
  one.steps.push(event.time);
  one.isInSession ||= isOneOf(steps.lasts, event);
  if (event.kind === 'session-assigned') takeSession(one, event, others);
  if (isOneOf(steps.ends, event)) one.draft.leftAt ??= event.time;
}

/** What is written about it in this moment may be about its end; later nothing is. */
function leave(one: OpenSequence | undefined, { time }: Event): void {
  if (!one) return;
  one.steps.push(time);
  one.draft.leftAt ??= time;
}

/** The session manager's word that somebody has a session now, perhaps another than the connection waited in. */
const arrivals: readonly KnownKind[] = ['session-reconnected', 'session-logged-on'];

function arrive(open: readonly OpenSequence[], event: Event): void {
  const [id, from] = [numberFact(event, 'sessionId'), textFact(event, 'client')];
  const waiting = open.filter((one) => !one.hasUser && isOpen(one, event.time));
  const one =
    waiting.findLast(({ sessionId }) => sessionId !== undefined && sessionId === id) ??
    waiting.findLast(({ draft }) => from !== undefined && clientOf(draft) === from);
  if (!one) return;
  one.hasUser = true;
  one.isInSession = true;
  takeSession(one, event, open);
}

/** Whoever had the session before has it no more. */
function takeSession(one: OpenSequence, event: Event, others: readonly OpenSequence[]): void {
  const id = numberFact(event, 'sessionId');
  if (id === undefined) return;
  leave(
    others.find((other) => other !== one && other.sessionId === id && isOpen(other, event.time)),
    event,
  );
  one.sessionId = id;
}

/** The session manager's word that a session has lost its connection. */
const leavings: readonly KnownKind[] = [
  'session-disconnected',
  'session-disconnect-reason',
  'session-logged-off',
];

function leftBy(event: Event, open: readonly OpenSequence[]): OpenSequence | undefined {
  const id = numberFact(event, 'sessionId');
  // What was a place to wait in is given up for the session that somebody comes back to: 0 is no reason.
  if (id === undefined || event.facts['reason'] === 0) return undefined;
  return open.findLast(({ sessionId }) => sessionId === id);
}

const isOneOf = (kinds: readonly KnownKind[], { kind }: Event): boolean =>
  (kinds as readonly string[]).includes(kind);
