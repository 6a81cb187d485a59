import { byStart, joinHost, type HostView } from './correlate/correlate-host.ts';
import type { Draft } from './correlate/draft.ts';
import { finish } from './correlate/finish.ts';
import { draftState } from './correlate/over.ts';
import { attemptDiagnosis } from './diagnose/diagnose-attempt.ts';
import { eventsOf, indexEvents, type EventIndex } from './diagnose/event-index.ts';
import { createHostMemory, type HostMemory } from './diagnose/host-memory.ts';
import type { PatternIndex } from './diagnose/pattern-index.ts';
import type { CoverageView } from './model/coverage.ts';
import type { Event } from './model/event.ts';
import type { Micros } from './model/time.ts';
import { channels } from './normalize/channels.ts';
import type { AttemptKeeper, KeptAttempt } from './report/attempt-keeper.ts';
import { noLeftovers, noteLeftover, type Leftovers } from './report/build-coverage.ts';
import { inOrder } from './timeline/timeline.ts';

/** What all hosts of a run share. */
export interface HostAnalysisTools {
  readonly patterns: PatternIndex;
  /** Of events that outlive the attempts around them. */
  readonly kindsToRemember: ReadonlySet<string>;
  readonly keeper: AttemptKeeper;
  /** Is told of every further copy of a record. */
  readonly onCopy: (copy: Event) => void;
}

/** All that came of a host. */
export interface HostOutcome {
  /** By start. */
  readonly attempts: readonly KeptAttempt[];
  /** What no attempt explains, in time order; of a long run the events that are remembered. */
  readonly unattached: readonly Event[];
  readonly leftovers: Leftovers;
  /** All events of the host, or those that are remembered. */
  readonly index: EventIndex;
}

/** The analysis of one host, in one go or bit by bit; what is over is judged and let go. */
export interface HostAnalysis {
  push(event: Event): void;
  /** Events that wait to be judged, and attempts that go on. */
  readonly pending: readonly Event[];
  /** Takes over what another name of the same machine has. */
  absorb(other: HostAnalysis): void;
  /** Judges what was over by `cut`; no event before it will come any more. */
  settle(cut: Micros, host: string, seen: CoverageView): void;
  /** Judges all that is left. */
  finish(host: string, seen: CoverageView): HostOutcome;
  /** What is held beside the attempts: for one that takes it over. */
  readonly held: Held;
}

interface Held {
  pending: Event[];
  /** Attempts in sessions that go on. */
  carried: Draft[];
  attempts: KeptAttempt[];
  readonly attached: HostMemory;
  readonly unattached: HostMemory;
  readonly leftovers: Leftovers;
}

/** So many sessions can go on at one host; beyond, the oldest are judged as they stand. */
const MOST_CARRIED = 2000;

export function createHostAnalysis(tools: HostAnalysisTools): HostAnalysis {
  const held: Held = {
    pending: [],
    carried: [],
    attempts: [],
    attached: createHostMemory(tools.kindsToRemember),
    unattached: createHostMemory(tools.kindsToRemember),
    leftovers: noLeftovers(),
  };
  const takeOrdered = (): readonly Event[] => {
    const { events, copies } = inOrder(held.pending);
    for (const copy of copies) tools.onCopy(copy);
    return events;
  };
  const remembered = (): Event[] => [...held.attached.events(), ...held.unattached.events()];
  const judge = (
    drafts: readonly Draft[],
    lastSeen: Micros,
    { host, seen, index }: { host: string; seen: CoverageView; index: EventIndex },
  ): void => {
    const around = { wasSeen: seen.wasSeen, seenElsewhere: seen.hasElsewhere, host: index };
    const diagnose = attemptDiagnosis(tools.patterns, around);
    const attempts = drafts.map((draft) => finish(draft, host, lastSeen)).sort(byStart);
    for (const attempt of attempts) held.attempts.push(tools.keeper.keep(diagnose(attempt)));
  };

  return {
    held,
    get pending() {
      return held.pending;
    },
    push: (event) => void held.pending.push(event),
    absorb({ held: other }) {
      for (const event of other.pending) held.pending.push(event);
      for (const draft of other.carried) held.carried.push(draft);
      for (const kept of other.attempts) held.attempts.push(kept);
      for (const event of other.attached.events()) held.attached.keep(event);
      for (const event of other.unattached.events()) held.unattached.keep(event);
      for (const channel of other.leftovers.cleared) held.leftovers.cleared.add(channel);
      for (const [channel, count] of other.leftovers.unattributed)
        held.leftovers.unattributed.set(channel, count + (held.leftovers.unattributed.get(channel) ?? 0));
    },
    settle(cut, host, seen) {
      const events = takeOrdered();
      const view = { ...viewOf(host, seen), isOngoing: true };
      const { drafts, unattached } = joinHost(events, view, held.carried);
      const { over, carried, waiting } = sortOut(drafts, unattached, cut, held.carried);
      judge(over, cut, { host, seen, index: indexEvents(new Set([...remembered(), ...events])) });
      const alone = new Set(unattached);
      for (const event of events) {
        if (waiting.has(event)) continue;
        if (alone.has(event)) noteLeftover(held.leftovers, event);
        (alone.has(event) ? held.unattached : held.attached).keep(event);
      }
      held.pending = events.filter((event) => waiting.has(event));
      held.carried = carried;
    },
    finish(host, seen) {
      const events = takeOrdered();
      const { drafts, unattached } = joinHost(events, viewOf(host, seen), held.carried);
      for (const event of unattached) noteLeftover(held.leftovers, event);
      const before = remembered();
      const own = eventsOf(
        drafts.map(({ links }) => ({ events: links })),
        unattached,
      );
      const index = indexEvents(new Set([...before, ...own]));
      judge(drafts, (events.at(-1)?.time ?? 0) as Micros, { host, seen, index });
      const alone =
        before.length === 0 ? unattached : inOrder([...held.unattached.events(), ...unattached]).events;
      const attempts = held.attempts.sort((a, b) => byStart(a.one.attempt, b.one.attempt));
      return { attempts, unattached: alone, leftovers: held.leftovers, index };
    },
  };
}

/** Parts attempts that are over from those in a session and those that are still being joined, with their events. */
function sortOut(
  drafts: readonly Draft[],
  unattached: readonly Event[],
  cut: Micros,
  before: readonly Draft[],
): { over: readonly Draft[]; carried: Draft[]; waiting: ReadonlySet<Event> } {
  const known = new Set(before);
  const over: Draft[] = [];
  const carried: Draft[] = [];
  const waiting = new Set(unattached.filter((event) => event.time >= cut));
  for (const draft of drafts) {
    const state = draftState(draft, cut);
    if (state === 'over') over.push(draft);
    else if (state === 'in-session' || known.has(draft)) carried.push(draft);
    else for (const { event } of draft.links) waiting.add(event);
  }
  carried.sort((a, b) => a.start - b.start);
  over.push(...carried.splice(0, Math.max(0, carried.length - MOST_CARRIED)));
  return { over, carried, waiting };
}

function viewOf(host: string, seen: CoverageView): HostView {
  const stack = seen.rows.find((row) => row.host === host && row.channel === channels.stack);
  return {
    host,
    stackSeen: seen.hasChannel(host, channels.stack),
    // The logs of one machine are copied together: after its last record the stack's was silent, not unseen.
    stackCovers: (time) => time > (stack?.lastTime ?? Infinity) || seen.wasSeen(host, channels.stack, time),
  };
}
