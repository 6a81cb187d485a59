import { joinHost, type HostJoins, type HostView } from './correlate/correlate-host.ts';
import { byStart } from './model/by-start.ts';
import { copyDraft, type Draft } from './correlate/draft.ts';
import { finish } from './correlate/finish.ts';
import type { MachineView } from './correlate/outer-view.ts';
import { sortOut, type HostCut } from './correlate/over.ts';
import { shortenDraft } from './correlate/shorten-draft.ts';
import { eventsOf, indexEvents, type EventIndex } from './diagnose/event-index.ts';
import { knownPast, type KnownPast } from './diagnose/known-past.ts';
import { noteSteps, withRemembered, type Held, type Leaving } from './host-held.ts';
import type { ChannelCoverage, CoverageView } from './model/coverage.ts';
import type { Event } from './model/event.ts';
import { micros, type Micros } from './model/time.ts';
import { channels } from './normalize/channels.ts';
import { noteLeftover } from './report/build-coverage.ts';
import { keepOrder, type HostClock } from './timeline/keep-order.ts';
import { inOrder } from './timeline/timeline.ts';

/** A host's attempts before they are judged, with what else there is to look at. */
export interface HostRound extends MachineView {
  /** All events of the host, or those that are remembered. */
  readonly index: EventIndex;
  /** All events that no attempt explains, those that are remembered among them, in time order. */
  readonly alone: () => readonly Event[];
  readonly past: KnownPast;
  readonly clock: Pick<HostClock, 'readAt'>;
}

/** By what a host's events are joined. */
interface Scope {
  /** The host's, the present one first. */
  readonly names: readonly string[];
  readonly seen: CoverageView;
}

/** A host's events as they followed on one another, and the attempts that they are joined to. */
interface JoinedHost extends HostJoins {
  readonly names: readonly string[];
  readonly clock: HostClock;
}

/**
 * Joins a host's events to attempts.
 *
 * @param ordered By the clock as it was read.
 * @param carried Attempts of earlier rounds, which take what is theirs.
 */
export function joinEvents(
  ordered: readonly Event[],
  carried: readonly Draft[],
  { names, seen }: Scope,
): JoinedHost {
  const clock = keepOrder(ordered);
  const view = viewOf(names[0] ?? '', seen, clock);
  return { ...joinHost(clock.events, view, carried), names, clock };
}

/** Gives all attempts that are left, and notes what they leave over. */
export function lastRound(held: Held, joined: JoinedHost): HostRound {
  const { drafts, unattached, clock } = joined;
  noteSteps(held, clock);
  for (const event of unattached) noteLeftover(held.leftovers, event);
  const own = eventsOf(
    drafts.map(({ links }) => ({ events: links })),
    unattached,
  );
  const alone = withRemembered(held, unattached);
  return {
    ...finished(joined, drafts, lastTime(clock)),
    ...remembering(held, own, alone),
    unattached: alone,
  };
}

/** Gives the attempts that were over by the cut; what is not stays held, and what leaves is let go when they are judged. */
export function roundTo(
  held: Held,
  joined: JoinedHost,
  cut: HostCut,
): { readonly round: HostRound; readonly leaving: Leaving } {
  const { unattached, clock } = joined;
  const { events } = clock;
  const { over, carried, waiting, cutShort } = sortOut(events, joined, cut, held.carried);
  noteSteps(held, clock, waiting);
  held.pending = events.filter((event) => waiting.has(event)).map(asRead);
  held.carried = carried;
  held.cutShort += cutShort;
  for (const draft of [...over, ...carried]) held.unlisted += shortenDraft(draft, cut.mostRecords);
  return {
    round: {
      // What is over is not open, however short a time ago it was.
      ...finished(joined, over, micros(Infinity)),
      ...remembering(held, events, unattached),
      unattached,
    },
    leaving: {
      events: events.filter((event) => !waiting.has(event)),
      alone: new Set(unattached),
      staying: waiting,
    },
  };
}

/** Gives all attempts as they would stand with these events, and changes nothing. */
export function lookAt(held: Held, events: readonly Event[], scope: Scope): HostRound {
  const carried = held.carried.map(copyDraft);
  const joined = joinEvents(inOrder(events).events, carried, scope);
  const { drafts, unattached, clock } = joined;
  return {
    ...finished(joined, drafts, lastTime(clock)),
    ...remembering(held, clock.events, unattached),
    unattached,
  };
}

/** The machine with these attempts, told of up to that time. */
const finished = (
  { names, clock }: JoinedHost,
  drafts: readonly Draft[],
  lastSeen: Micros,
): Pick<HostRound, 'host' | 'names' | 'attempts' | 'clock'> => {
  const host = names[0] ?? '';
  return { host, names, clock, attempts: drafts.map((draft) => finish(draft, host, lastSeen)).sort(byStart) };
};

const lastTime = ({ events }: HostClock): Micros => micros(events.at(-1)?.time ?? 0);

/** What there is to ask of a host: these events, those of them that no attempt explains, and what is remembered. */
function remembering(
  held: Held,
  events: Iterable<Event>,
  unattached: readonly Event[],
): Pick<HostRound, 'index' | 'alone' | 'past'> {
  return {
    index: indexEvents(events, [held.attached, held.unattached, held.proofs]),
    alone: () => withRemembered(held, unattached),
    past: knownPast(held, held.proofs),
  };
}

/** The order is worked out anew with the events to come. */
function asRead(event: Event): Event {
  if (event.clock === undefined) return event;
  const { clock, ...rest } = event;
  return { ...rest, time: clock.read };
}

/** What was seen of the log of the protocol stack. */
export const stackOf = (host: string, seen: CoverageView): ChannelCoverage | undefined =>
  seen.rowsOf(host).find(({ channel }) => channel === channels.stack);

function viewOf(host: string, seen: CoverageView, { readAt }: HostClock): HostView {
  const stack = stackOf(host, seen);
  return {
    host,
    stackSeen: seen.hasChannel(host, channels.stack),
    // The logs of one machine are copied together: after its last record the stack's was silent, not unseen.
    stackCovers: (time) =>
      readAt(time) > (stack?.lastTime ?? Infinity) || seen.wasSeen(host, channels.stack, readAt(time)),
  };
}
