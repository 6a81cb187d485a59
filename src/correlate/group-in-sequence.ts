import type { Viewpoint } from '../model/attempt.ts';
import type { Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import { addTo, beginDraft, clientOf, has, pickNumber, type Draft } from './draft.ts';
import { looseEnds } from './loose-ends.ts';
import {
  isFresh,
  isOnTheWay,
  namedBy,
  sequenceOwner,
  type OpenSequence,
  type SequenceOwner,
} from './sequence-owner.ts';
import {
  arrivals,
  arrive,
  isOneOf,
  isOpen,
  leave,
  leavings,
  leftBy,
  takeSession,
} from './sequence-sessions.ts';

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
  begins: (event) => event.kind === 'connection-accepted',
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

/** More connections at once than this cannot be told apart by order: the oldest are not followed any more. */
const MOST_OPEN = 64;

/** Connections whose records bear no ActivityID, as in tables, in text and in what some collectors keep. */
export interface Sequences {
  /** Those that began here, in the order of time. */
  readonly begun: readonly Draft[];
  /** Takes the event for the connection that it begins or goes on with; false: nothing says which that is. */
  takes(event: Event): boolean;
  /** What was taken for an end, and no session that ended then was found for. */
  left(): readonly Event[];
}

/**
 * Follows connections by the order of their steps alone: those of the host's protocol stack, and those of the client. Events come
 * in timeline order.
 *
 * @param carried Attempts of earlier events: those that are open go on.
 */
export function followSequences(carried: readonly Draft[]): Sequences {
  const begun: Draft[] = [];
  const ends = looseEnds();
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
    const one = isOneOf(leavings, event) ? leftBy(event, ofStack) : undefined;
    if (one) {
      leave(one, event);
      for (const end of ends.before(event)) goOn({ one, by: 'sequence', rivals: 0 }, stack, end, ofStack);
    }
    const steps = stepsOf.get(source.provider);
    if (!steps || activityId !== undefined || kind.startsWith('listener-')) return false;
    const others = stillOpen(steps, event);
    const isFirst = steps.begins(event) && !isSideChannel(event, others);
    if (isFirst || (others.length === 0 && isOneOf(steps.remains, event))) {
      const draft = beginDraft(event, steps.seenBy, 'sequence');
      begun.push(draft);
      others.push(...openOf(draft, steps));
      if (others.length > MOST_OPEN) leave(others.shift(), event);
      return true;
    }
    const owner = sequenceOwner(event, others);
    if (owner) goOn(owner, steps, event, others);
    return owner !== undefined || (!isOnTheWay(others, event.time) && ends.takes(event));
  };
  return { begun, takes, left: ends.left };
}

/** A side channel follows its connection at once; not every form says which of the two it is. */
function isSideChannel({ kind, facts, time }: Event, open: readonly OpenSequence[]): boolean {
  const { transport, client } = facts;
  if (kind !== 'connection-accepted' || client === undefined) return false;
  if (transport !== undefined) return transport === 'UDP';
  return open.some((one) => clientOf(one.draft) === client && isFresh(one, time));
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
