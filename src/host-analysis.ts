import type { Cut } from './correlate/over.ts';
import type { DiagnoseAttempt } from './diagnose/diagnose-attempt.ts';
import type { SignProof } from './diagnose/proof-memory.ts';
import {
  absorb,
  createHeld,
  heldState,
  letGo,
  nothingLeaves,
  type Held,
  type HeldState,
  type MemoryRooms,
} from './host-held.ts';
import { joinEvents, lastRound, lookAt, roundTo, stackOf, type HostRound } from './host-round.ts';
import type { Attempt } from './model/attempt.ts';
import type { ChannelCoverage, CoverageView } from './model/coverage.ts';
import type { DiagnosedAttempt } from './model/diagnosis.ts';
import type { Event } from './model/event.ts';
import { areSame } from './model/once-each.ts';
import type { AttemptKeeper } from './report/attempt-keeper.ts';
import { noteUndecided } from './report/build-coverage.ts';
import { inOrder } from './timeline/timeline.ts';

/** What all hosts of a run share. */
export interface HostAnalysisTools {
  /** Of events that outlive the attempts around them. */
  readonly kindsToRemember: ReadonlySet<string>;
  /** Of all hosts, for those events. */
  readonly rooms: MemoryRooms;
  readonly keeper: AttemptKeeper;
  /** An attempt may have so many records, and two more of each kind, when a round is over. */
  readonly mostRecords: number;
  /** Is told of every further copy of a record. */
  readonly onCopy: (copy: Event) => void;
  /** Is told of every attempt that was judged for good. */
  readonly onJudged?: (judged: DiagnosedAttempt) => void;
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
  look(names: readonly string[], seen: CoverageView, ahead?: readonly Event[]): HostRound;
  /** Judges the attempts of a round, which other machines' logs may have changed. */
  judge(attempts: readonly Attempt[], diagnose: DiagnoseAttempt): void;
  /**
   * Ends a round when all machines' attempts are judged: what nothing waits for is remembered or forgotten.
   *
   * @param proofs Gives what the host signs of patterns rest on while all that was known in the round is there.
   */
  endRound(proofs: () => readonly SignProof[]): void;
}

/** What a look found, and of what beside the host's own events. */
interface Looked {
  readonly round: HostRound;
  readonly stack: ChannelCoverage | undefined;
}

export function createHostAnalysis(
  { kindsToRemember, rooms, keeper, mostRecords, onCopy, onJudged }: HostAnalysisTools,
  state?: HeldState,
): HostAnalysis {
  const held = createHeld(kindsToRemember, rooms, state);
  let leaving = nothingLeaves;
  let looked: Looked | undefined;
  const isMoved = (): void => void (looked = undefined);
  const takeOrdered = (): readonly Event[] => {
    const { events, copies } = inOrder(held.pending);
    for (const copy of copies) onCopy(copy);
    return events;
  };

  return {
    held,
    state: () => heldState(held),
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
      const joined = joinEvents(takeOrdered(), held.carried, { names, seen });
      if (cut === undefined) return lastRound(held, joined);
      const made = roundTo(held, joined, { ...cut, mostRecords });
      leaving = made.leaving;
      return made.round;
    },
    look(names, seen, ahead = []) {
      if (ahead.length > 0) return lookAt(held, [...held.pending, ...ahead], { names, seen });
      const stack = stackOf(names[0] ?? '', seen);
      if (!looked || looked.stack !== stack || !areSame(looked.round.names, names))
        looked = { round: lookAt(held, held.pending, { names, seen }), stack };
      return looked.round;
    },
    judge(attempts, diagnose) {
      for (const attempt of attempts) {
        const diagnosed = diagnose(attempt);
        noteUndecided(held.leftovers.undecided, diagnosed);
        held.attempts.push(keeper.keep(diagnosed));
        onJudged?.(diagnosed);
      }
    },
    endRound(proofs) {
      isMoved();
      if (leaving.events.length > 0) letGo(held, leaving, proofs());
      leaving = nothingLeaves;
      if (held.attempts.some(({ isForgotten }) => isForgotten))
        held.attempts = held.attempts.filter(({ isForgotten }) => isForgotten !== true);
    },
  };
}
