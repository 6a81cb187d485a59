import type { Attempt } from '../model/attempt.ts';
import type { ClockLink } from '../model/clock.ts';
import { gatewayViews } from './gateway-views.ts';
import { namesMachine } from './machine-names.ts';
import { joinDirectory } from './join-directory.ts';
import { mergeView } from './merge-views.ts';
import { clientViews, type JoinedMachines, type MachineView, type OuterView } from './outer-view.ts';
import { hostSide, pairViews, settlePairs, type HostSide, type Pairing } from './pair-views.ts';

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
  const hosts = machines.map(hostSide).filter(({ attempts: { tries } }) => tries.length > 0);
  const pairings = machines.flatMap((machine) =>
    [clientViews(machine), gatewayViews(machine)].flatMap((views) => pairingsOf(views, machine, hosts)),
  );
  const { pairs, rivals } = settlePairs(pairings.flatMap((pairing) => pairing.pairs));
  const merged = new Map<Attempt, Attempt>();
  const gone = new Set<string>();
  for (const pair of pairs) {
    merged.set(pair.attempt, mergeView(merged.get(pair.attempt) ?? pair.attempt, pair));
    if (pair.view.as === 'client') gone.add(`${pair.view.host}\n${pair.view.id}`);
  }
  const settled = (attempt: Attempt): Attempt => {
    const mayBe = rivals.get(attempt.id);
    const one = merged.get(attempt) ?? attempt;
    return mayBe ? { ...one, mayBe } : one;
  };
  const attempts = machines.map(({ host, attempts: own }) => {
    const left = own.filter((attempt) => attempt.seenBy === 'server' || !gone.has(`${host}\n${attempt.id}`));
    return [host, left.map(settled)] as const;
  });
  return { attempts: new Map(attempts), clocks: pairings.flatMap(clockLink) };
}

function pairingsOf(
  views: readonly OuterView[],
  machine: MachineView,
  hosts: readonly HostSide[],
): readonly Pairing[] {
  const others = hosts.filter(({ host }) => host !== machine.host);
  if (views.length === 0) return [];
  const isNobody = (target: string | undefined): boolean =>
    !others.some(({ names }) => namesMachine(target, names) === true);
  return others.flatMap((other) => {
    const meant = views.filter(
      ({ target }) =>
        namesMachine(target, other.names) === true ||
        // An address, or an alias that no log knows.
        (others.length <= MOST_HOSTS && namesMachine(target, machine.names) !== true && isNobody(target)),
    );
    return meant.length > 0 ? [pairViews(meant, other)] : [];
  });
}

const clockLink = ({ outer, inner, offset }: Pairing): ClockLink[] =>
  offset
    ? [{ host: outer, against: inner, ahead: -offset.delta, tries: offset.tries, isSure: offset.isSure }]
    : [];
