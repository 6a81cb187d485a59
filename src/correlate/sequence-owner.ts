import { textFact, type Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import { SECOND, type Micros } from '../model/time.ts';
import type { LinkKind } from '../model/vocabulary.ts';
import { clientOf, has, pickText, type Draft } from './draft.ts';

/** A connection that goes on, known by the order of its steps alone. */
export interface OpenSequence {
  readonly draft: Draft;
  /** When it took its steps, the latest last; those of an earlier round may be later than what is asked for. */
  readonly steps: Micros[];
  isInSession: boolean;
  /** The session that it has now, as far as somebody said. */
  sessionId: number | undefined;
  /** Somebody was logged on in it. */
  hasUser: boolean;
}

/** Whose an event is, what says so, and how many others it would fit as well. */
export interface SequenceOwner {
  readonly one: OpenSequence;
  readonly by: LinkKind;
  readonly rivals: number;
}

/** Records of one moment are written in one go, so that no other connection need be meant. */
const MOMENT: number = SECOND / 2;
/** What has been heard of within this time may be meant as well. */
const STILL: number = 5 * SECOND;

/**
 * Of the connections that go on, the one that an event is about: the one it names; the only one that it fits; the only one that was
 * heard of a moment ago; of one client's several, the latest, with the others as rivals. Otherwise none, for it may be anybody's.
 */
export function sequenceOwner(event: Event, open: readonly OpenSequence[]): SequenceOwner | undefined {
  const named = event.kind === 'connection-created' ? undefined : namedBy(event, open);
  if (named) return { one: named, by: 'connection-name', rivals: 0 };
  const fitting = open.filter((one) => fits(one, event));
  const one = only(fitting) ?? justLeft(fitting, event) ?? justNow(fitting, event.time);
  if (one) return { one, by: tieOf(one, event), rivals: 0 };
  const latest = textFact(event, 'client') === undefined ? undefined : latestOf(fitting, event.time);
  return latest && { one: latest, by: tieOf(latest, event), rivals: fitting.length - 1 };
}

/** What the stack writes when a connection ends, of itself or because something broke. */
const endings: readonly string[] = [
  'read-failed',
  'write-failed',
  'state-machine-error',
  'stream-error',
  'disconnect-trace',
  'client-disconnect-requested',
  'connection-idle-time',
  'connection-closed',
  'connection-ended',
] satisfies KnownKind[];

/** Whether an event tells of an end. */
export const isEnding = ({ kind, facts }: Event): boolean =>
  endings.includes(kind) || (kind === 'stack-call' && facts['errorInfo'] !== undefined);

/** Whether a connection was heard of so short a time ago that it may be meant. */
export const isFresh = (one: OpenSequence, time: Micros): boolean => time - stepBefore(one, time) <= STILL;

/** Of an end the one whose session was told to have ended in this moment, unless it may be that of one on its way to a session. */
function justLeft(fitting: readonly OpenSequence[], event: Event): OpenSequence | undefined {
  if (!isEnding(event) || isOnTheWay(fitting, event.time)) return undefined;
  return only(
    fitting.filter(({ draft: { leftAt } }) => leftAt !== undefined && isMoment(leftAt, event.time)),
  );
}

/** Whether one of them has no session yet and was heard of lately. */
export const isOnTheWay = (open: readonly OpenSequence[], time: Micros): boolean =>
  open.some((one) => !one.isInSession && isFresh(one, time));

/** Whether two records were written in one go. */
export const isMoment = (one: Micros, other: Micros): boolean => Math.abs(other - one) <= MOMENT;

/** The latest connection of the name that an event bears. */
export function namedBy(event: Event, open: readonly OpenSequence[]): OpenSequence | undefined {
  const name = textFact(event, 'connectionName');
  return name === undefined ? undefined : open.findLast(({ draft }) => nameOf(draft) === name);
}

/** The latest step that a connection had taken by a time. */
export const stepBefore = ({ draft, steps }: OpenSequence, time: Micros): Micros =>
  steps.findLast((step) => step <= time) ?? draft.start;

const nameOf = (draft: Draft): string | undefined =>
  pickText(draft, 'connectionName', ['connection-created']);

const only = (open: readonly OpenSequence[]): OpenSequence | undefined =>
  open.length === 1 ? open[0] : undefined;

const latestOf = (open: readonly OpenSequence[], time: Micros): OpenSequence | undefined =>
  open.toSorted((a, b) => stepBefore(a, time) - stepBefore(b, time)).at(-1);

/**
 * The one that was heard of a moment ago, where all others have been still for longer. Not so of sessions: one that is taken
 * back is spoken of in the moment in which it is taken.
 */
function justNow(fitting: readonly OpenSequence[], time: Micros): OpenSequence | undefined {
  const one = only(fitting.filter((each) => isFresh(each, time)));
  if (!one || !isMoment(stepBefore(one, time), time)) return undefined;
  return one.isInSession && fitting.some((other) => other !== one && other.isInSession) ? undefined : one;
}

/** Whether the event may be the next step of a connection. */
function fits({ draft, isInSession }: OpenSequence, event: Event): boolean {
  // Two windows of the client are two processes, as are two runs of the service; not every form tells.
  const process = draft.links[0]?.event.processId;
  if (!agree(process, event.processId) || !agree(clientOf(draft), textFact(event, 'client'))) return false;
  // Each is created and refused once.
  if (event.kind === 'connection-created' && nameOf(draft) !== undefined) return false;
  if (event.kind === 'credentials-refused' && has(draft, 'credentials-refused')) return false;
  // A step on the way to a session is of one that has none yet; a side channel may come later.
  const leadsToSession =
    event.stage !== undefined && event.stage !== 'session' && event.kind !== 'connection-accepted';
  return !isInSession || !leadsToSession;
}

/** What one of two does not say does not speak against the other. */
const agree = <T>(a: T | undefined, b: T | undefined): boolean =>
  a === undefined || b === undefined || a === b;

function tieOf({ draft }: OpenSequence, event: Event): LinkKind {
  const client = textFact(event, 'client');
  return client !== undefined && clientOf(draft) === client ? 'client-endpoint' : 'sequence';
}
