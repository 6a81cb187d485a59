import { joinMachines } from './correlate/join-machines.ts';
import { attemptDiagnosis } from './diagnose/diagnose-attempt.ts';
import { hostProofs } from './diagnose/host-signs.ts';
import type { PatternIndex } from './diagnose/pattern-index.ts';
import type { Surroundings } from './diagnose/surroundings.ts';
import type { Member } from './host-members.ts';
import type { HostRound } from './host-round.ts';
import type { Attempt } from './model/attempt.ts';
import type { ClockLink } from './model/clock.ts';
import type { CoverageView } from './model/coverage.ts';
import { clockedView } from './timeline/host-clocks.ts';

/** What several machines came to, before it is judged. */
export interface TriedMachines {
  readonly view: CoverageView;
  readonly clocks: readonly ClockLink[];
  readonly attemptsOf: (machine: HostRound) => readonly Attempt[];
  readonly around: (machine: HostRound) => Surroundings;
  readonly indexOf: (host: string) => HostRound['index'] | undefined;
}

/** Joins what several machines logged of one try, and gives for each of them what is to be judged, and by what. */
export function tryMachines(machines: readonly HostRound[], seen: CoverageView): TriedMachines {
  const joined = joinMachines(machines);
  const clocks = new Map(machines.map(({ host, clock }) => [host, clock]));
  const { wasSeen, ...view } = clockedView(seen, clocks);
  const byName = new Map(machines.map((machine) => [machine.host, machine]));
  const indexOf: TriedMachines['indexOf'] = (name) => byName.get(name)?.index;
  return {
    view: { ...view, wasSeen },
    clocks: joined.clocks,
    attemptsOf: ({ host }) => joined.attempts.get(host) ?? [],
    around: ({ index }) => ({ wasSeen, seenElsewhere: seen.hasElsewhere, host: index, ofMachine: indexOf }),
    indexOf,
  };
}

/** A machine and what its round gave. */
export type MemberRound = readonly [Member, HostRound];

/** Judges the rounds of several machines and ends them when all are judged: each may ask what the others remember. */
export function judgeTogether(
  rounds: readonly MemberRound[],
  patterns: PatternIndex,
  seen: CoverageView,
): Pick<TriedMachines, 'view' | 'clocks'> {
  const { view, clocks, attemptsOf, around } = tryMachines(
    rounds.map(([, round]) => round),
    seen,
  );
  for (const [{ analysis }, round] of rounds)
    analysis.judge(attemptsOf(round), attemptDiagnosis(patterns, around(round)));
  const { wasSeen } = view;
  for (const [{ analysis }, { host, alone, index, past }] of rounds)
    analysis.endRound(() =>
      hostProofs({ host, unattached: alone(), wasSeen, index, past }, patterns.patterns),
    );
  return { view, clocks };
}
