import { createClockLinks } from './correlate/clock-links.ts';
import type { Cut } from './correlate/over.ts';
import type { PatternIndex } from './diagnose/pattern-index.ts';
import type { HostAnalysisTools } from './host-analysis.ts';
import { memoryRooms, type RoomShares } from './host-held.ts';
import { createHostLooks, type LookedHosts } from './host-looks.ts';
import { createHostMembers, namesOf, type Member, type MemberState } from './host-members.ts';
import { sceneOf, type HostScene } from './host-scene.ts';
import type { ClockLink } from './model/clock.ts';
import type { CoverageView } from './model/coverage.ts';
import type { Event } from './model/event.ts';
import { groupBy } from './model/group-by.ts';
import { HOUR, micros, MINUTE, type Micros } from './model/time.ts';
import type { KeptAttempt } from './report/attempt-keeper.ts';
import { noteTraits } from './timeline/describe-hosts.ts';
import type { HostNames } from './timeline/host-names.ts';
import { judgeTogether, type MemberRound } from './try-machines.ts';

interface HostSetOutcome {
  /** Every host that has records at all, by name. */
  readonly scenes: readonly HostScene[];
  /** How the machines' clocks differ, as far as they share tries. */
  readonly links: readonly ClockLink[];
  /** Answers by the clocks as they ran on. */
  readonly seen: CoverageView;
}

/** The analyses of all machines of a run, by the names their events have. */
export interface HostSet {
  push(event: Event): void;
  /** All events that were not let go. */
  pending(): readonly Event[];
  settle(before: Micros, names: HostNames, seen: () => CoverageView): void;
  /**
   * All attempts that were not judged yet as they stand now; nothing changes by looking.
   *
   * @param ahead Events that were not pushed yet: then those of their machines alone, as they would stand with them.
   */
  look(names: HostNames, seen: CoverageView, ahead?: readonly Event[]): LookedHosts;
  /** The attempts of each host that were judged for good, as far as they are not forgotten. */
  judged(names: HostNames): ReadonlyMap<string, readonly KeptAttempt[]>;
  finish(names: HostNames, seen: CoverageView): HostSetOutcome;
  /** All it knows, to be made again of. */
  state(): HostSetState;
}

/** All that is known of the hosts between two rounds, as plain data. */
export interface HostSetState {
  readonly members: readonly MemberState[];
  readonly links: Map<string, ClockLink>;
  readonly held: number;
  readonly waited: number;
  /** Of the rooms for what is remembered. */
  readonly shares: RoomShares;
}

export interface HostSetTools extends Omit<HostAnalysisTools, 'rooms'> {
  readonly patterns: PatternIndex;
}

/** Events held by all hosts together before any is let go: 100 MB. */
const WORTH_SETTLING = 100_000;
/** Patterns look this far beyond an attempt's end. */
const HORIZON = HOUR;
/** Where a flood fills the hour, at least this much is kept whole: it is longer than any logon takes. */
const SHORT_HORIZON: number = 10 * MINUTE;

/** However early is settled, so many events are remembered beyond that. */
const LEAST_ROOM = 20_000;
/** So many sessions can go on at one host; beyond, the oldest are judged as they stand. */
const MOST_CARRIED = 500;
/** At all hosts together it is one for so many events that may be remembered; not all will ever be seen to end. */
const EVENTS_PER_SESSION = 10;

/** No host has less room than this, however many there are. */
const LEAST_SHARE = 2000;

export function createHostSet(
  { patterns, ...shared }: HostSetTools,
  worthSettling: number = WORTH_SETTLING,
  state?: HostSetState,
): HostSet {
  const remembered = Math.max(LEAST_ROOM, worthSettling);
  const rooms = memoryRooms(remembered, state?.shares);
  const members = createHostMembers({ ...shared, rooms }, state?.members);
  const links = createClockLinks(state?.links);
  const looks = createHostLooks(patterns);
  let held = state?.held ?? 0;
  let waited = state?.waited ?? 0;

  const judge = (rounds: readonly MemberRound[], seen: CoverageView): CoverageView => {
    const { view, clocks } = judgeTogether(rounds, patterns, seen);
    links.add(clocks);
    return view;
  };
  /** Gives how many events still wait. */
  const settleTo = (cut: Cut, names: HostNames, seen: CoverageView): number => {
    const due = members.all().filter(({ analysis }) => analysis.isDue(cut));
    const rounds = due.map((member) => {
      const ownNames = namesOf(names.hostOf(member.computer), names);
      return [member, member.analysis.round(ownNames, seen, cut)] as const;
    });
    judge(rounds, seen);
    return members.all().reduce((sum, { analysis }) => sum + analysis.pending.length, 0);
  };

  return {
    push(event) {
      const { analysis, traits } = members.of(event.host);
      analysis.push(event);
      noteTraits(traits, event);
      held++;
    },
    pending: () => members.all().flatMap(({ analysis }) => analysis.pending),
    settle(before, names, seen) {
      // What must wait is looked at again with as many new events: settling costs what is held.
      if (held < Math.max(worthSettling, 2 * waited)) return;
      const view = seen();
      const settleAll = (horizon: number, most = Infinity): number => {
        const mostCarried = mostCarriedBy(members.all(), remembered);
        return settleTo({ before: micros(before - horizon), most, mostCarried }, names, view);
      };
      held = settleAll(HORIZON);
      if (held > worthSettling / 2) held = settleAll(SHORT_HORIZON);
      const share = Math.max(LEAST_SHARE, (2 * worthSettling) / members.count);
      if (held > worthSettling) held = settleAll(SHORT_HORIZON, share);
      waited = held;
    },
    look: (names, seen, ahead) => looks.look(ahead ? members.ofEvents(ahead) : members.all(), names, seen),
    judged(names) {
      const byHost = groupBy(members.all(), ({ computer }) => names.hostOf(computer));
      return new Map(
        [...byHost].map(([host, own]) => [host, own.flatMap(({ analysis }) => analysis.held.attempts)]),
      );
    },
    finish(names, seen) {
      const last = members
        .whole(names)
        .map(([host, member]) => [member, member.analysis.round(namesOf(host, names), seen)] as const);
      const clocked = judge(last, seen);
      const scenes = last.map(([member, round]) => sceneOf(member, round));
      return { scenes, links: links.list(), seen: clocked };
    },
    state: () => ({
      members: members.state(),
      links: links.state,
      held,
      waited,
      shares: { records: rooms.records.share, proofs: rooms.proofs.share },
    }),
  };
}

/** How many sessions may go on at each of these machines, where so many events may be remembered. */
function mostCarriedBy(members: readonly Member[], remembered: number): number {
  const counts = members.map(({ analysis }) => analysis.held.carried.length);
  return Math.min(MOST_CARRIED, evenShare(counts, remembered / EVENTS_PER_SESSION));
}

/** What each may have of so much, where those that need less leave theirs to the others. */
function evenShare(needs: readonly number[], most: number): number {
  let left = most;
  for (const [i, need] of needs.toSorted((a, b) => a - b).entries()) {
    const share = left / (needs.length - i);
    if (need > share) return Math.max(1, Math.floor(share));
    left -= need;
  }
  return Infinity;
}
