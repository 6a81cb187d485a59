import type { Attempt } from '../model/attempt.ts';
import { groupBy } from '../model/group-by.ts';
import { lastBefore } from '../model/last-before.ts';
import { SECOND } from '../model/time.ts';
import type { LinkKind } from '../model/vocabulary.ts';
import { SAME_MOMENT } from './clock-offset.ts';
import { goesOnAfter } from './contradiction.ts';
import { endOf, machineOffset, type MachineOffset } from './machine-offset.ts';
import { fitOf, type MachineView, type OuterView } from './outer-view.ts';
import { asTheyWere, steadyAttempts, steadyViews, type Steady } from './steady-clock.ts';

/** One try, as another machine saw it and as the host did. */
export interface ViewPair {
  readonly view: OuterView;
  readonly attempt: Attempt;
  readonly by: LinkKind;
  /** What to add to the view's times to get the host's. */
  readonly delta: number;
}

/** What the logs of two machines have in common. */
export interface Pairing {
  readonly outer: string;
  readonly inner: string;
  readonly offset: MachineOffset | undefined;
  readonly pairs: readonly ViewPair[];
}

/** A try that would fit more attempts than this says nothing of any. */
const MOST_RIVALS = 32;
/** One record follows another this closely, or the two are of different tries. */
const APART: number = SECOND;

/** Pairs the tries of one machine's log with the attempts of a host, as far as no other would fit as well. */
export function pairViews(seen: readonly OuterView[], host: HostSide): Pairing {
  const outer = seen[0]?.host ?? '';
  const steady = steadyViews(seen);
  const { tries: views } = steady;
  const { tries: attempts } = host.attempts;
  const shared = sharedActivities(views, host);
  const taken = new Set<object>(shared.flatMap(({ view, attempt }) => [view, attempt]));
  const rest = views.filter((view) => !taken.has(view));
  const free = attempts.filter((attempt) => !taken.has(attempt));
  const known = offsetOfShared(shared);
  const offset = known ?? machineOffset(rest, free, host.names);
  const pairs = offset ? offeredPairs(rest, free, host.names, offset) : [];
  const all = [...shared, ...pairs].map((pair) => asTheyWere(pair, steady, host.attempts));
  return { outer, inner: host.host, offset, pairs: all };
}

/** A host as the joins look at it: worked out once for all machines that connected to it. */
export interface HostSide {
  readonly host: string;
  readonly names: readonly string[];
  readonly attempts: Steady<Attempt>;
  /** Whose an ActivityID is that the client made. */
  readonly owners: ReadonlyMap<string, Attempt>;
}

export function hostSide({ host, names, attempts }: MachineView): HostSide {
  const own = steadyAttempts(attempts.filter(({ seenBy }) => seenBy === 'server'));
  const owners = new Map<string, Attempt>();
  for (const attempt of own.tries) {
    for (const { event } of attempt.events) {
      if (event.activityId !== undefined && isClientMade(event.activityId))
        owners.set(event.activityId, attempt);
    }
  }
  return { host, names, attempts: own, owners };
}

/** An ActivityID that the client made and the host kept is one connection's, whatever the clocks say. */
function sharedActivities(views: readonly OuterView[], { owners }: HostSide): ViewPair[] {
  return views.flatMap((view) => {
    const id = view.links.find(({ event }) => owners.has(event.activityId ?? ''))?.event.activityId;
    const attempt = view.as === 'client' && id !== undefined ? owners.get(id) : undefined;
    const begun = view.begun.at(-1);
    if (!attempt || begun === undefined) return [];
    return [{ view, attempt, by: 'activity-id' as const, delta: attempt.startedAt - begun }];
  });
}
const isClientMade = (id: string): boolean => !/^F4(20|62).*0000$/.test(id) && !id.startsWith('61A55000-');

function offsetOfShared(pairs: readonly ViewPair[]): MachineOffset | undefined {
  const middle = pairs.toSorted((a, b) => a.delta - b.delta)[pairs.length >> 1];
  if (!middle) return undefined;
  const clients = new Set(pairs.map(({ attempt }) => attempt.client?.address));
  return { delta: middle.delta, tries: pairs.length, clients, isSure: true };
}

/** Each view with every attempt that it may be. */
function offeredPairs(
  views: readonly OuterView[],
  attempts: readonly Attempt[],
  hostNames: readonly string[],
  offset: MachineOffset,
): ViewPair[] {
  const byStart = attempts.toSorted((a, b) => a.startedAt - b.startedAt);
  const by = offset.isSure ? 'client-endpoint' : 'time-only';
  // The estimate is of the latest tries: from there back the pairs themselves tell how the clocks drift.
  const drift = followDrift(offset.delta);
  return views.toReversed().flatMap((view) => {
    const delta = drift.delta();
    const fitting = candidates(view, byStart, delta)
      .filter((attempt) => !goesOnAfter(view, attempt, delta))
      .map((attempt) => ({ attempt, fit: fitOf(view, attempt, hostNames) }))
      .filter(({ fit }) => fit !== 'no');
    const known = fitting.filter(
      ({ attempt, fit }) => fit === 'named' || offset.clients.has(attempt.client?.address),
    );
    const [only] = known;
    if (only && known.length === 1) drift.note(apart(view, only.attempt));
    if (known.length > 0)
      return known.map(({ attempt, fit }) => ({
        view,
        attempt,
        by: fit === 'named' ? ('client-endpoint' as const) : by,
        delta,
      }));
    // Of a connection that was refused early the host may not know where it came from: then the moment must do.
    return fitting
      .filter(
        ({ attempt }) =>
          offset.isSure && attempt.client === undefined && Math.abs(apart(view, attempt) - delta) < APART,
      )
      .map(({ attempt }) => ({ view, attempt, by: 'time-only' as const, delta }));
  });
}

/** How many of the latest pairs say how the clocks differ: a false one among them has no say. */
const ASKED = 5;

/** How two clocks differ, try by try. */
function followDrift(first: number): { readonly delta: () => number; note(delta: number): void } {
  let latest: readonly number[] = [];
  let middle = first;
  return {
    delta: () => middle,
    note(delta) {
      latest = [...latest, delta].slice(-ASKED);
      if (latest.length === ASKED) middle = latest.toSorted((a, b) => a - b)[ASKED >> 1] ?? middle;
    },
  };
}

/** The time service lets clocks drift apart by less than this, and sets them back by as much, without a word. */
const DRIFT: number = 5 * SECOND;

function candidates(view: OuterView, byStart: readonly Attempt[], delta: number): readonly Attempt[] {
  const near = begunWithin(SAME_MOMENT, view, byStart, delta);
  const found = near.length > 0 ? near : begunWithin(DRIFT, view, byStart, delta);
  if (found.length > MOST_RIVALS) return [];
  const ended = view.ended;
  if (found.length < 2 || ended === undefined) return found;
  // The client lets go of the host while it asks for the password: the connection that ended with it is the try.
  const withEnd = found.filter(
    (attempt) => Math.abs((endOf(attempt) ?? Infinity) - ended - delta) <= SAME_MOMENT,
  );
  return withEnd.length > 0 ? withEnd : found;
}

function begunWithin(
  slack: number,
  { begun, until }: OuterView,
  byStart: readonly Attempt[],
  delta: number,
): readonly Attempt[] {
  const startOf = ({ startedAt }: Attempt): number => startedAt;
  return byStart.slice(
    lastBefore(byStart, Math.min(...begun) + delta - slack - 1, startOf) + 1,
    lastBefore(byStart, until + delta + slack, startOf) + 1,
  );
}

/** By how much the host's clock was ahead, by the record of the view that lies nearest. */
const apart = ({ begun }: OuterView, { startedAt }: Attempt): number =>
  begun.reduce(
    (best, time) => (Math.abs(startedAt - time) < Math.abs(best) ? startedAt - time : best),
    Infinity,
  );

/** The pairs that stand, and those of which nobody can say which it is. */
export interface Settled {
  readonly pairs: readonly ViewPair[];
  /** For an attempt's or view's id, the ids of what may be the same try. */
  readonly rivals: ReadonlyMap<string, readonly string[]>;
}

/** Lets a pair stand where each side has no other, or none that lies nearly as close. */
export function settlePairs(offered: readonly ViewPair[]): Settled {
  const ofView = bestOf(groupBy(offered, ({ view }) => view).values());
  const ofAttempt = bestOf(
    groupBy(offered, ({ attempt, view }) => `${attempt.id} ${attempt.host} ${view.as}`).values(),
  );
  const pairs = offered.filter((pair) => ofView.has(pair) && ofAttempt.has(pair));
  const done = new Set<object>(pairs.flatMap(({ view, attempt }) => [view, attempt]));
  const rivals = new Map<string, string[]>();
  const note = (id: string, other: string): void => void rivals.set(id, [...(rivals.get(id) ?? []), other]);
  for (const { view, attempt } of offered) {
    if (done.has(view) || done.has(attempt)) continue;
    note(view.id, attempt.id);
    note(attempt.id, view.id);
  }
  return { pairs, rivals };
}

function bestOf(groups: Iterable<readonly ViewPair[]>): ReadonlySet<ViewPair> {
  const best = new Set<ViewPair>();
  for (const group of groups) {
    const [first, second] = group.toSorted((a, b) => distance(a) - distance(b));
    if (first && (!second || first.by === 'activity-id' || distance(second) - distance(first) >= APART))
      best.add(first);
  }
  return best;
}

const distance = ({ view, attempt, delta }: ViewPair): number =>
  view.begun.reduce((least, time) => Math.min(least, Math.abs(attempt.startedAt - time - delta)), Infinity);
