import { createHostAnalysis, type HostAnalysis, type HostAnalysisTools } from './host-analysis.ts';
import { memoryRooms, type HeldState } from './host-held.ts';
import type { Event } from './model/event.ts';
import { groupBy } from './model/group-by.ts';
import { joinTraits, noTraits, type HostTraits } from './timeline/describe-hosts.ts';
import type { HostNames } from './timeline/host-names.ts';

/** A machine under one of its names. */
export interface Member {
  /** As its first event spells it. */
  readonly computer: string;
  readonly analysis: HostAnalysis;
  readonly traits: HostTraits;
}

/** What is looked at of a machine. */
export interface LookedMember extends Pick<Member, 'computer' | 'analysis'> {
  /** Those that were not pushed yet. */
  readonly events?: readonly Event[];
}

/** A member as plain data. */
export interface MemberState {
  readonly computer: string;
  readonly held: HeldState;
  readonly traits: HostTraits;
}

/** All machines of a run, by the names their events have. */
export interface HostMembers {
  readonly count: number;
  all(): readonly Member[];
  /** The member of that name, made where there was none. */
  of(name: string): Member;
  /** The machines of these events; one of which nothing is known yet leaves no trace. */
  ofEvents(ahead: readonly Event[]): readonly LookedMember[];
  /** All hosts by name, with all that was done under any of their names put together for good. */
  whole(names: HostNames): readonly (readonly [host: string, Member])[];
  state(): readonly MemberState[];
}

/** Makes the members that are known already, and others as they come. */
export function createHostMembers(tools: HostAnalysisTools, known: readonly MemberState[] = []): HostMembers {
  const members = new Map<string, Member>(
    known.map(({ computer, held, traits }) => [
      computer.toLowerCase(),
      { computer, analysis: createHostAnalysis(tools, held), traits },
    ]),
  );
  /** A room remembers who uses it: who leaves no trace has one of their own. */
  const passing = (): HostAnalysis => createHostAnalysis({ ...tools, rooms: memoryRooms() });
  const memberOf = (name: string): Member => {
    const key = name.toLowerCase();
    const known = members.get(key);
    if (known) return known;
    const member = { computer: name, analysis: createHostAnalysis(tools), traits: noTraits() };
    members.set(key, member);
    return member;
  };
  return {
    get count() {
      return members.size;
    },
    all: () => [...members.values()],
    of: memberOf,
    ofEvents: (ahead) =>
      [...groupBy(ahead, ({ host }) => host.toLowerCase())].map(([key, events]) => {
        const known = members.get(key);
        return known
          ? { ...known, events }
          : { computer: events[0]?.host ?? key, analysis: passing(), events };
      }),
    whole(names) {
      const byHost = groupBy(members.values(), ({ computer }) => names.hostOf(computer));
      return names.hosts().map((host) => [host, (byHost.get(host) ?? []).reduce(joined, memberOf(host))]);
    },
    state: () =>
      Array.from(members.values(), ({ computer, analysis, traits }) => ({
        computer,
        held: analysis.state(),
        traits,
      })),
  };
}

/** Puts what a renamed machine did under one of its names to what it did under the other. */
function joined(whole: Member, other: Member): Member {
  if (other === whole) return whole;
  whole.analysis.absorb(other.analysis);
  joinTraits(whole.traits, other.traits);
  return whole;
}

/** All names of a host, the one to show first. */
export const namesOf = (host: string, names: HostNames): readonly string[] => [
  host,
  ...names.aliasesOf(host),
];
