import { byStart, joinHost, type HostView } from './correlate/correlate-host.ts';
import { copyDraft, type Draft } from './correlate/draft.ts';
import { finish } from './correlate/finish.ts';
import type { MachineView } from './correlate/outer-view.ts';
import { draftState } from './correlate/over.ts';
import { shortenDraft } from './correlate/shorten-draft.ts';
import type { DiagnoseAttempt } from './diagnose/diagnose-attempt.ts';
import { eventsOf, indexEvents, type EventIndex } from './diagnose/event-index.ts';
import {
  createHostMemory,
  type HostMemory,
  type MemoryRoom,
  type MemoryState,
} from './diagnose/host-memory.ts';
import type { Attempt } from './model/attempt.ts';
import type { ClockStep } from './model/clock.ts';
import type { ChannelCoverage, CoverageView } from './model/coverage.ts';
import type { DiagnosedAttempt } from './model/diagnosis.ts';
import { recordKey, type Event } from './model/event.ts';
import { areSame } from './model/once-each.ts';
import { micros, type Micros } from './model/time.ts';
import { channels } from './normalize/channels.ts';
import type { AttemptKeeper, KeptAttempt } from './report/attempt-keeper.ts';
import {
  joinLeftovers,
  noLeftovers,
  noteLeftover,
  noteUndecided,
  type Leftovers,
} from './report/build-coverage.ts';
import { keepOrder, type HostClock } from './timeline/keep-order.ts';
import { inOrder } from './timeline/timeline.ts';

/** What all hosts of a run share. */
export interface HostAnalysisTools {
  /** Of events that outlive the attempts around them. */
  readonly kindsToRemember: ReadonlySet<string>;
  /** Of all hosts, for those events. */
  readonly room: MemoryRoom;
  readonly keeper: AttemptKeeper;
  /** An attempt may have so many records, and two more of each kind, when a round is over. */
  readonly mostRecords: number;
  /** Is told of every further copy of a record. */
  readonly onCopy: (copy: Event) => void;
  /** Is told of every attempt that was judged for good. */
  readonly onJudged?: (judged: DiagnosedAttempt) => void;
}

/** A host's attempts before they are judged, with what else there is to look at. */
export interface HostRound extends MachineView {
  /** All events of the host, or those that are remembered. */
  readonly index: EventIndex;
  readonly clock: Pick<HostClock, 'readAt'>;
}

/** A host as it stands while more may come. */
interface HostLook extends HostRound {
  /** All events that no attempt explains, those that are remembered among them, in time order. */
  readonly alone: () => readonly Event[];
}

/** How far a round goes. */
export interface Cut {
  readonly before: Micros;
  /** Of more events the older half is judged, over or not: a clock set far ahead would make them wait for ever. */
  readonly most: number;
  /** Of more sessions that go on the oldest are judged as they stand. */
  readonly mostCarried: number;
}

/** The analysis of one host, in one go or round by round; what is over is judged and let go. */
export interface HostAnalysis {
  push(event: Event): void;
  /** Events that wait for a later round. */
  readonly pending: readonly Event[];
  /** What is held beside them: for one that takes it over. */
  readonly held: Held;
  /** All it knows between two rounds, to be made again of. */
  readonly state: () => HeldState;
  /** Takes over what another name of the same machine has. */
  absorb(other: HostAnalysis): void;
  /** Says whether a round up to there would find anything that is over. */
  isDue(cut: Cut): boolean;
  /**
   * Gives the attempts that were over by `cut`, where no event before it will come any more; without it, all that are
   * left.
   */
  round(names: readonly string[], seen: CoverageView, cut?: Cut): HostRound;
  /**
   * Gives all attempts that were not judged yet as they stand, and lets nothing go: for those who watch. The same until
   * something comes.
   *
   * @param ahead Events that are still to be pushed.
   */
  look(names: readonly string[], seen: CoverageView, ahead?: readonly Event[]): HostLook;
  /** Judges the attempts of a round, which other machines' logs may have changed. */
  judge(attempts: readonly Attempt[], diagnose: DiagnoseAttempt): void;
  /** Ends a round when all machines' attempts are judged: what nothing waits for is remembered or forgotten. */
  endRound(): void;
}

/** What a look found, and of what beside the host's own events. */
interface Looked {
  readonly round: HostLook;
  readonly stack: ChannelCoverage | undefined;
}

interface Held {
  pending: Event[];
  /** Attempts in sessions that go on. */
  carried: Draft[];
  attempts: KeptAttempt[];
  readonly attached: HostMemory;
  readonly unattached: HostMemory;
  readonly leftovers: Leftovers;
  readonly clockSteps: ClockStep[];
  /** Attempts that were judged before their end, for there were too many. */
  cutShort: number;
  /** Records that attempts had too many of. */
  unlisted: number;
}

/** What is held, as plain data. */
export interface HeldState extends Omit<Held, 'attached' | 'unattached'> {
  readonly attached: MemoryState;
  readonly unattached: MemoryState;
}

const nothingHeld = (): Omit<Held, 'attached' | 'unattached'> => ({
  pending: [],
  carried: [],
  attempts: [],
  leftovers: noLeftovers(),
  clockSteps: [],
  cutShort: 0,
  unlisted: 0,
});

/** A clock that is set all day need not be told of without end. */
const MOST_STEPS = 1000;

export function createHostAnalysis(
  { kindsToRemember, room, keeper, mostRecords, onCopy, onJudged }: HostAnalysisTools,
  state?: HeldState,
): HostAnalysis {
  const held: Held = {
    ...(state ?? nothingHeld()),
    attached: createHostMemory(kindsToRemember, room, state?.attached),
    unattached: createHostMemory(kindsToRemember, room, state?.unattached),
  };
  const memories = [held.attached, held.unattached];
  const takeOrdered = (): HostClock => {
    const { events, copies } = inOrder(held.pending);
    for (const copy of copies) onCopy(copy);
    const clock = keepOrder(events);
    return clock;
  };
  /** A step that waits is found again in the next round. */
  const noteSteps = ({ steps }: HostClock, waiting: Iterable<Event> = []): void => {
    if (steps.length === 0) return;
    const stays = new Set(Array.from(waiting, recordKey));
    const gone = steps.filter(({ event }) => !stays.has(recordKey(event)));
    held.clockSteps.push(...gone.slice(0, MOST_STEPS - held.clockSteps.length));
  };
  const withRemembered = (unattached: readonly Event[]): readonly Event[] =>
    inOrder([...held.unattached.events(), ...unattached]).events;
  let looked: Looked | undefined;
  const isMoved = (): void => void (looked = undefined);
  let leaving: readonly Event[] = [];
  let alone: ReadonlySet<Event> = new Set();
  const letGo = (event: Event): void => {
    const isAlone = alone.has(event);
    if (isAlone) noteLeftover(held.leftovers, event);
    (isAlone ? held.unattached : held.attached).keep(event);
  };

  return {
    held,
    state: () => ({ ...held, attached: held.attached.state, unattached: held.unattached.state }),
    get pending() {
      return held.pending;
    },
    push(event) {
      isMoved();
      held.pending.push(event);
    },
    isDue: ({ before, most }) => held.pending.length > most || held.pending.some(({ time }) => time < before),
    absorb({ held: other }) {
      isMoved();
      absorb(held, other);
    },
    round(names, seen, cut) {
      isMoved();
      const host = names[0] ?? '';
      const clock = takeOrdered();
      const { events } = clock;
      const view = viewOf(host, seen, clock, cut !== undefined);
      const { drafts, unattached } = joinHost(events, view, held.carried);
      const lastSeen = cut?.before ?? micros(events.at(-1)?.time ?? 0);
      if (cut === undefined) {
        noteSteps(clock);
        const own = eventsOf(
          drafts.map(({ links }) => ({ events: links })),
          unattached,
        );
        for (const event of unattached) noteLeftover(held.leftovers, event);
        const index = indexEvents(own, memories);
        return {
          ...roundOf(drafts, { host, lastSeen }),
          names,
          unattached: withRemembered(unattached),
          index,
          clock,
        };
      }
      const { over, carried, waiting, cutShort } = sortOut(
        drafts,
        unattached,
        { ...cutFor(events, cut), mostRecords },
        held.carried,
      );
      noteSteps(clock, waiting);
      alone = new Set(unattached);
      leaving = events.filter((event) => !waiting.has(event));
      held.pending = events.filter((event) => waiting.has(event)).map(asRead);
      held.carried = carried;
      held.cutShort += cutShort;
      for (const draft of [...over, ...carried]) held.unlisted += shortenDraft(draft, mostRecords);
      const index = indexEvents(events, memories);
      return { ...roundOf(over, { host, lastSeen }), names, unattached, index, clock };
    },
    look(names, seen, ahead = []) {
      const host = names[0] ?? '';
      const stack = stackOf(host, seen);
      if (looked && ahead.length === 0 && looked.stack === stack && areSame(looked.round.names, names))
        return looked.round;
      const clock = keepOrder(inOrder([...held.pending, ...ahead]).events);
      const { events } = clock;
      const view = viewOf(host, seen, clock, true);
      const { drafts, unattached } = joinHost(events, view, held.carried.map(copyDraft));
      const lastSeen = micros(events.at(-1)?.time ?? 0);
      const index = indexEvents(events, memories);
      const round = {
        ...roundOf(drafts, { host, lastSeen }),
        names,
        unattached,
        index,
        clock,
        alone: () => withRemembered(unattached),
      };
      if (ahead.length === 0) looked = { round, stack };
      return round;
    },
    judge(attempts, diagnose) {
      for (const attempt of attempts) {
        const diagnosed = diagnose(attempt);
        noteUndecided(held.leftovers.undecided, diagnosed);
        held.attempts.push(keeper.keep(diagnosed));
        onJudged?.(diagnosed);
      }
    },
    endRound() {
      isMoved();
      for (const event of leaving) letGo(event);
      leaving = [];
      alone = new Set();
      if (held.attempts.some(({ isForgotten }) => isForgotten))
        held.attempts = held.attempts.filter(({ isForgotten }) => isForgotten !== true);
    },
  };
}

const roundOf = (
  drafts: readonly Draft[],
  { host, lastSeen }: { readonly host: string; readonly lastSeen: Micros },
): Pick<HostRound, 'host' | 'attempts'> => ({
  host,
  attempts: drafts.map((draft) => finish(draft, host, lastSeen)).sort(byStart),
});

/** The order is worked out anew with the events to come. */
function asRead(event: Event): Event {
  if (event.clock === undefined) return event;
  const { clock, ...rest } = event;
  return { ...rest, time: clock.read };
}

function absorb(held: Held, other: Held): void {
  for (const event of other.pending) held.pending.push(event);
  for (const draft of other.carried) held.carried.push(draft);
  for (const kept of other.attempts) held.attempts.push(kept);
  for (const event of other.attached.events()) held.attached.keep(event);
  for (const event of other.unattached.events()) held.unattached.keep(event);
  for (const step of other.clockSteps) held.clockSteps.push(step);
  held.cutShort += other.cutShort;
  held.unlisted += other.unlisted;
  joinLeftovers(held.leftovers, other.leftovers);
}

interface DueCut extends Cut {
  /** Up to where attempts are judged; later than `before` where too much waits. */
  readonly due: Micros;
}

function cutFor(events: readonly Event[], cut: Cut): DueCut {
  const { before, most } = cut;
  const middle = events.length > most ? events[events.length >> 1]?.time : undefined;
  return { ...cut, due: micros(Math.max(before, middle ?? before)) };
}

/** Parts attempts that are over from those in a session and those that are still being joined, with their events. */
function sortOut(
  drafts: readonly Draft[],
  unattached: readonly Event[],
  { before, due, mostCarried, mostRecords }: DueCut & Pick<HostAnalysisTools, 'mostRecords'>,
  carriedSoFar: readonly Draft[],
): { over: readonly Draft[]; carried: Draft[]; waiting: ReadonlySet<Event>; cutShort: number } {
  const known = new Set(carriedSoFar);
  let cutShort = 0;
  const over: Draft[] = [];
  const carried: Draft[] = [];
  const waiting = new Set(unattached.filter((event) => event.time >= due));
  for (const draft of drafts) {
    const state = draftState(draft, due, mostRecords);
    if (state === 'over') {
      over.push(draft);
      if (due > before && draftState(draft, before) !== 'over') cutShort++;
    } else if (state === 'in-session' || known.has(draft)) carried.push(draft);
    else for (const { event } of draft.links) waiting.add(event);
  }
  carried.sort((a, b) => a.start - b.start);
  const tooMany = carried.splice(0, Math.max(0, carried.length - mostCarried));
  over.push(...tooMany);
  return { over, carried, waiting, cutShort: cutShort + tooMany.length };
}

const stackOf = (host: string, seen: CoverageView): ChannelCoverage | undefined =>
  seen.rowsOf(host).find(({ channel }) => channel === channels.stack);

function viewOf(host: string, seen: CoverageView, { readAt }: HostClock, isOngoing: boolean): HostView {
  const stack = stackOf(host, seen);
  return {
    host,
    isOngoing,
    stackSeen: seen.hasChannel(host, channels.stack),
    // The logs of one machine are copied together: after its last record the stack's was silent, not unseen.
    stackCovers: (time) =>
      readAt(time) > (stack?.lastTime ?? Infinity) || seen.wasSeen(host, channels.stack, readAt(time)),
  };
}
