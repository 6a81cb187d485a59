import { createClockLinks } from './correlate/clock-links.ts';
import { byStart } from './correlate/correlate-host.ts';
import { joinMachines } from './correlate/join-machines.ts';
import type { Cut } from './correlate/over.ts';
import { attemptDiagnosis, type DiagnoseAttempt } from './diagnose/diagnose-attempt.ts';
import { causesAmong } from './diagnose/diagnose-host.ts';
import { createHostCauseMemory } from './diagnose/host-cause-memory.ts';
import { createMemoryRoom } from './diagnose/host-memory.ts';
import { createJudgementMemory } from './diagnose/judgement-memory.ts';
import type { PatternIndex } from './diagnose/pattern-index.ts';
import type { Surroundings } from './diagnose/surroundings.ts';
import { createHostAnalysis, type HostAnalysis, type HostAnalysisTools } from './host-analysis.ts';
import type { HeldState } from './host-held.ts';
import type { HostRound } from './host-round.ts';
import type { Attempt } from './model/attempt.ts';
import type { ClockLink, ClockStep } from './model/clock.ts';
import type { CoverageView } from './model/coverage.ts';
import type { DiagnosedAttempt, HostDiagnosis } from './model/diagnosis.ts';
import type { Event } from './model/event.ts';
import { groupBy } from './model/group-by.ts';
import { HOUR, micros, MINUTE, type Micros } from './model/time.ts';
import type { KeptAttempt } from './report/attempt-keeper.ts';
import type { Leftovers } from './report/build-coverage.ts';
import { joinTraits, noTraits, noteTraits, type HostTraits } from './timeline/describe-hosts.ts';
import { clockedView } from './timeline/host-clocks.ts';
import type { HostNames } from './timeline/host-names.ts';
import { inOrder } from './timeline/timeline.ts';

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

/** All hosts as they stand while more may come. */
interface LookedHosts {
  readonly attempts: readonly UnjudgedAttempt[];
  /** The causes that hosts have beside those of their attempts. */
  readonly causes: () => readonly HostDiagnosis[];
}

/** An attempt as it stands, which is judged when somebody asks. */
export interface UnjudgedAttempt {
  readonly attempt: Attempt;
  readonly judge: () => DiagnosedAttempt;
}

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
  finish(names: HostNames, seen: CoverageView): HostSetOutcome;
  /** All it knows, to be made again of. */
  state(): HostSetState;
}

/** All that is known of the hosts between two rounds, as plain data. */
export interface HostSetState {
  readonly members: readonly {
    readonly computer: string;
    readonly held: HeldState;
    readonly traits: HostTraits;
  }[];
  readonly links: Map<string, ClockLink>;
  readonly held: number;
  readonly waited: number;
  /** Of the room for what is remembered. */
  readonly share: number;
}

export interface HostSetTools extends Omit<HostAnalysisTools, 'room'> {
  readonly patterns: PatternIndex;
}

interface Member {
  /** As its first event spells it. */
  readonly computer: string;
  readonly analysis: HostAnalysis;
  readonly traits: HostTraits;
}

/** What is looked at of a machine. */
interface Looked extends Pick<Member, 'computer' | 'analysis'> {
  readonly events?: readonly Event[];
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
  const room = createMemoryRoom(remembered, state?.share);
  const tools = { ...shared, room };
  const members = new Map<string, Member>(
    state?.members.map(({ computer, held, traits }) => [
      computer.toLowerCase(),
      { computer, analysis: createHostAnalysis(tools, held), traits },
    ]),
  );
  const links = createClockLinks(state?.links);
  const judged = createJudgementMemory();
  const beside = createHostCauseMemory(patterns.patterns);
  let held = state?.held ?? 0;
  let waited = state?.waited ?? 0;
  const memberOf = (name: string): Member => {
    const key = name.toLowerCase();
    const known = members.get(key);
    if (known) return known;
    const member = { computer: name, analysis: createHostAnalysis(tools), traits: noTraits() };
    members.set(key, member);
    return member;
  };
  /** For who leaves no trace. */
  const passing = { ...tools, room: createMemoryRoom() };
  /** The machines of these events; one of which nothing is known yet leaves no trace. */
  const asked = (ahead: readonly Event[]): Looked[] =>
    [...groupBy(ahead, ({ host }) => host.toLowerCase())].map(([key, events]) => {
      const known = members.get(key);
      return known
        ? { ...known, events }
        : { computer: events[0]?.host ?? key, analysis: createHostAnalysis(passing), events };
    });
  const judge = (rounds: readonly (readonly [Member, HostRound])[], seen: CoverageView): CoverageView => {
    const { view, clocks, attemptsOf, around } = tryMachines(
      rounds.map(([, round]) => round),
      seen,
    );
    links.add(clocks);
    for (const [{ analysis }, round] of rounds)
      analysis.judge(attemptsOf(round), attemptDiagnosis(patterns, around(round)));
    for (const [{ analysis }] of rounds) analysis.endRound();
    return view;
  };
  const mostCarried = (): number => {
    const counts = Array.from(members.values(), ({ analysis }) => analysis.held.carried.length);
    return Math.min(MOST_CARRIED, evenShare(counts, remembered / EVENTS_PER_SESSION));
  };
  const settleTo = (cut: Cut, names: HostNames, seen: CoverageView): number => {
    const due = [...members.values()].filter(({ analysis }) => analysis.isDue(cut));
    const rounds = due.map((member) => {
      const host = names.hostOf(member.computer);
      return [member, member.analysis.round([host, ...names.aliasesOf(host)], seen, cut)] as const;
    });
    judge(rounds, seen);
    return [...members.values()].reduce((sum, { analysis }) => sum + analysis.pending.length, 0);
  };

  return {
    push(event) {
      const { analysis, traits } = memberOf(event.host);
      analysis.push(event);
      noteTraits(traits, event);
      held++;
    },
    pending: () => [...members.values()].flatMap(({ analysis }) => analysis.pending),
    settle(before, names, seen) {
      // What must wait is looked at again with as many new events: settling costs what is held.
      if (held < Math.max(worthSettling, 2 * waited)) return;
      const view = seen();
      const settleAll = (horizon: number, most = Infinity): number =>
        settleTo({ before: micros(before - horizon), most, mostCarried: mostCarried() }, names, view);
      held = settleAll(HORIZON);
      if (held > worthSettling / 2) held = settleAll(SHORT_HORIZON);
      const share = Math.max(LEAST_SHARE, (2 * worthSettling) / members.size);
      if (held > worthSettling) held = settleAll(SHORT_HORIZON, share);
      waited = held;
    },
    look(names, seen, ahead) {
      const looked: readonly Looked[] = ahead ? asked(ahead) : [...members.values()];
      const rounds = looked.map(({ computer, analysis, events }) => {
        const host = names.hostOf(computer);
        return analysis.look([host, ...names.aliasesOf(host)], seen, events);
      });
      const { attemptsOf, around, indexOf, view } = tryMachines(rounds, seen);
      const attempts = rounds.flatMap((round) => {
        let diagnose: DiagnoseAttempt | undefined;
        const judge = (attempt: Attempt): DiagnosedAttempt => {
          diagnose ??= judged.diagnosis(patterns, around(round), { seen, indexOf });
          return diagnose(attempt);
        };
        return attemptsOf(round).map((attempt) => ({ attempt, judge: () => judge(attempt) }));
      });
      const ofAttempts = (host: string): ReadonlySet<string> =>
        causesAmong([
          ...looked.flatMap(({ computer, analysis }) =>
            names.hostOf(computer) === host ? analysis.held.attempts.map(({ one }) => one) : [],
          ),
          ...attempts.flatMap(({ attempt, judge }) => (attempt.host === host ? [judge()] : [])),
        ]);
      const causes = (): readonly HostDiagnosis[] =>
        [...groupBy(rounds, ({ host }) => host)].flatMap(([host, own]) =>
          beside.causes({
            host,
            indexes: own.map(({ index }) => index),
            rows: seen.rowsOf(host),
            alone: () => inOrder(own.flatMap(({ alone }) => alone())).events,
            wasSeen: view.wasSeen,
            ofAttempts: () => ofAttempts(host),
          }),
        );
      return { attempts, causes };
    },
    finish(names, seen) {
      const last = names.hosts().map((host) => {
        const own = [...members.values()].filter(({ computer }) => names.hostOf(computer) === host);
        const member = own.reduce(joined, memberOf(host));
        return [member, member.analysis.round([host, ...names.aliasesOf(host)], seen)] as const;
      });
      const clocked = judge(last, seen);
      const scenes = last.map(([{ analysis, traits }, { host, unattached, index }]) => {
        const {
          attempts,
          attached,
          unattached: alone,
          leftovers,
          clockSteps,
          cutShort,
          unlisted,
        } = analysis.held;
        attempts.sort((a, b) => byStart(a.one.attempt, b.one.attempt));
        const letGo = {
          eventsForgotten: attached.forgotten + alone.forgotten,
          sessionsCutShort: cutShort,
          recordsNotListed: unlisted,
        };
        return { host, traits, attempts, unattached, leftovers, index, steps: clockSteps, letGo };
      });
      return { scenes, links: links.list(), seen: clocked };
    },
    state: () => ({
      members: Array.from(members.values(), ({ computer, analysis, traits }) => ({
        computer,
        held: analysis.state(),
        traits,
      })),
      links: links.state,
      held,
      waited,
      share: room.share,
    }),
  };
}

/** What several machines came to, before it is judged. */
interface TriedMachines {
  readonly view: CoverageView;
  readonly clocks: readonly ClockLink[];
  readonly attemptsOf: (machine: HostRound) => readonly Attempt[];
  readonly around: (machine: HostRound) => Surroundings;
  readonly indexOf: (host: string) => HostRound['index'] | undefined;
}

/** Joins what several machines logged of one try, and gives for each of them what is to be judged, and by what. */
function tryMachines(machines: readonly HostRound[], seen: CoverageView): TriedMachines {
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

/** Puts what a renamed machine did under one of its names to what it did under the other. */
function joined(whole: Member, other: Member): Member {
  if (other === whole) return whole;
  whole.analysis.absorb(other.analysis);
  joinTraits(whole.traits, other.traits);
  return whole;
}
