import type { Attempt } from '../model/attempt.ts';
import type { ClockLink } from '../model/clock.ts';
import { groupBy } from '../model/group-by.ts';
import { areSame, onceEach } from '../model/once-each.ts';
import { gatewayViews } from './gateway-views.ts';
import { calledName, namesMachine, shortName } from './machine-names.ts';
import { joinDirectory } from './join-directory.ts';
import { mergeView } from './merge-views.ts';
import { clientViews, type JoinedMachines, type MachineView, type OuterView } from './outer-view.ts';
import {
  hostSide,
  pairViews,
  settlePairs,
  type HostSide,
  type Pairing,
  type ViewPair,
} from './pair-views.ts';

/** An address says nothing of whose it is: beyond this many hosts it is not looked for among all of them. */
const MOST_HOSTS = 20;

/**
 * Makes one attempt of what several machines logged of one try: the client that made it, the gateway it went through
 * and the host it came to. The ties are an ActivityID that both keep, else the names that each has of the other and the
 * moments that both saw, by clocks whose difference the tries themselves tell. Of two candidates none is taken.
 */
export const joinMachines = (machines: readonly MachineView[]): JoinedMachines =>
  joinDirectory(joinTries(machines), machines);

function joinTries(machines: readonly MachineView[]): JoinedMachines {
  const hosts = machines.map(sideOf).filter(({ attempts: { tries } }) => tries.length > 0);
  const named = hostsByName(hosts);
  const pairings = machines.flatMap((machine) =>
    viewsOf(machine).flatMap((views) => (views.length > 0 ? pairingsOf(views, machine, named) : [])),
  );
  const { pairs, rivals } = settlePairs(pairings.flatMap((pairing) => pairing.pairs));
  const merged = new Map<Attempt, Attempt>();
  const gone = new Set<string>();
  const touched = new Set<string>();
  for (const pair of pairs) {
    merged.set(pair.attempt, mergedBy(pair)(merged.get(pair.attempt) ?? pair.attempt));
    if (pair.view.as === 'client') gone.add(`${pair.view.host}\n${pair.view.id}`);
    touched.add(pair.view.host).add(pair.attempt.host);
  }
  const settled = (attempt: Attempt): Attempt => {
    const mayBe = rivals.get(attempt.id);
    const one = merged.get(attempt) ?? attempt;
    return mayBe ? { ...one, mayBe } : one;
  };
  const attempts = machines.map(({ host, attempts: own }) => {
    if (rivals.size === 0 && !touched.has(host)) return [host, own] as const;
    const left = own.filter((attempt) => attempt.seenBy === 'server' || !gone.has(`${host}\n${attempt.id}`));
    return [host, left.map(settled)] as const;
  });
  return { attempts: new Map(attempts), clocks: pairings.flatMap(clockLink) };
}

// Machines are looked at again and again while logs are followed, and most are what they were: what was found of two that
// did not change is not looked for again.
const sideOf = onceEach(hostSide);
const viewsOf = onceEach((machine: MachineView) => [clientViews(machine), gatewayViews(machine)]);
const mergedBy = onceEach((pair: ViewPair) => onceEach((attempt: Attempt) => mergeView(attempt, pair)));

/** Hosts in their order, found by the names that somebody may call them. */
interface NamedHosts {
  readonly hosts: readonly HostSide[];
  readonly places: ReadonlyMap<HostSide, number>;
  /** By the first label of every name. */
  readonly byShortName: ReadonlyMap<string, readonly HostSide[]>;
}

function hostsByName(hosts: readonly HostSide[]): NamedHosts {
  const called = hosts.flatMap((host) =>
    Array.from(new Set(host.names.map(shortName)), (name) => ({ name, host })),
  );
  const byShortName = groupBy(called, ({ name }) => name);
  return {
    hosts,
    places: new Map(hosts.map((host, place) => [host, place])),
    byShortName: new Map([...byShortName].map(([name, those]) => [name, those.map(({ host }) => host)])),
  };
}

function pairingsOf(
  views: readonly OuterView[],
  machine: MachineView,
  { hosts, places, byShortName }: NamedHosts,
): readonly Pairing[] {
  const isOther = ({ host }: HostSide): boolean => host !== machine.host;
  const own = hosts.filter((host) => !isOther(host)).length;
  const meant = new Map<HostSide, OuterView[]>();
  for (const view of views) {
    const named = hostsNamed(view.target, byShortName).filter(isOther);
    // An address, or an alias that no log knows.
    const isAnybody =
      named.length === 0 &&
      hosts.length - own <= MOST_HOSTS &&
      namesMachine(view.target, machine.names) !== true;
    for (const host of isAnybody ? hosts.filter(isOther) : named) {
      const known = meant.get(host);
      if (known) known.push(view);
      else meant.set(host, [view]);
    }
  }
  return [...meant]
    .sort(([a], [b]) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
    .map(([host, those]) => pairedWith(host)(views)(those));
}

const hostsNamed = (
  target: string | undefined,
  byShortName: NamedHosts['byShortName'],
): readonly HostSide[] =>
  (byShortName.get(calledName(target)) ?? []).filter(({ names }) => namesMachine(target, names) === true);

/** Pairs a host with the views of another machine that may mean it, which are nearly always the same of them. */
const pairedWith = onceEach((host: HostSide) =>
  onceEach((_all: readonly OuterView[]) => {
    let known: { readonly meant: readonly OuterView[]; readonly pairing: Pairing } | undefined;
    return (meant: readonly OuterView[]): Pairing => {
      if (!known || !areSame(known.meant, meant)) known = { meant, pairing: pairViews(meant, host) };
      return known.pairing;
    };
  }),
);

const clockLink = ({ outer, inner, offset }: Pairing): ClockLink[] =>
  offset
    ? [{ host: outer, against: inner, ahead: -offset.delta, tries: offset.tries, isSure: offset.isSure }]
    : [];
