import { byStart } from './model/by-start.ts';
import type { Member } from './host-members.ts';
import type { HostRound } from './host-round.ts';
import type { ClockStep } from './model/clock.ts';
import type { Event } from './model/event.ts';
import type { KeptAttempt } from './report/attempt-keeper.ts';
import type { Leftovers } from './report/build-coverage.ts';
import type { HostTraits } from './timeline/describe-hosts.ts';

/** All that came of a host. */
export interface HostScene {
  readonly host: string;
  readonly traits: HostTraits;
  /** By start. */
  readonly attempts: readonly KeptAttempt[];
  /** What no attempt explains, in time order; of a long run the events that are remembered. */
  readonly unattached: readonly Event[];
  readonly leftovers: Leftovers;
  readonly index: HostRound['index'];
  readonly past: HostRound['past'];
  readonly steps: readonly ClockStep[];
  /** What a long run could not hold. */
  readonly letGo: LetGo;
}

/** Counts of what was let go beyond a limit. */
interface LetGo {
  /** Of the kinds that patterns ask for beyond one attempt. */
  readonly eventsForgotten: number;
  /** Judged before their end. */
  readonly sessionsCutShort: number;
  /** Of attempts that have too many; absent where there are none. */
  readonly recordsNotListed?: number;
}

/** What was let go of all hosts together. */
export function letGoOf(scenes: readonly HostScene[]): LetGo {
  const sumOf = (countOf: (letGo: LetGo) => number): number =>
    scenes.reduce((sum, { letGo }) => sum + countOf(letGo), 0);
  const recordsNotListed = sumOf((one) => one.recordsNotListed ?? 0);
  return {
    eventsForgotten: sumOf((one) => one.eventsForgotten),
    sessionsCutShort: sumOf((one) => one.sessionsCutShort),
    ...(recordsNotListed > 0 && { recordsNotListed }),
  };
}

/** Tells what came of a machine after its last round. */
export function sceneOf(
  { analysis, traits }: Member,
  { host, unattached, index, past }: HostRound,
): HostScene {
  const { attempts, attached, unattached: alone, leftovers, clockSteps, cutShort, unlisted } = analysis.held;
  attempts.sort((a, b) => byStart(a.one.attempt, b.one.attempt));
  const letGo = {
    eventsForgotten: attached.forgotten + alone.forgotten,
    sessionsCutShort: cutShort,
    recordsNotListed: unlisted,
  };
  return { host, traits, attempts, unattached, leftovers, index, past, steps: clockSteps, letGo };
}
