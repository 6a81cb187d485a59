import {
  createHostAnalysis,
  type HostAnalysis,
  type HostAnalysisTools,
  type HostOutcome,
} from './host-analysis.ts';
import type { CoverageView } from './model/coverage.ts';
import type { Event } from './model/event.ts';
import { HOUR, micros, MINUTE, type Micros } from './model/time.ts';
import { noTraits, noteTraits, type HostTraits } from './timeline/describe-hosts.ts';
import type { HostNames } from './timeline/host-names.ts';

export interface HostScene extends HostOutcome {
  readonly host: string;
  readonly traits: HostTraits;
}

/** The analyses of all machines of a run, by the names their events have. */
export interface HostSet {
  push(event: Event): void;
  /** All events that were not let go. */
  pending(): readonly Event[];
  settle(before: Micros, names: HostNames, seen: () => CoverageView): void;
  /** Every host that has records at all, by name. */
  finish(names: HostNames, seen: CoverageView): readonly HostScene[];
}

interface Member {
  /** As its first event spells it. */
  readonly computer: string;
  readonly analysis: HostAnalysis;
  readonly traits: HostTraits;
  /** Events that had to wait when it was settled last. */
  waited: number;
}

/** Events held by all hosts together before any is settled: 100 MB. */
const WORTH_SETTLING = 100_000;
/** Patterns look this far beyond an attempt's end. */
const HORIZON = HOUR;
/** Where a flood fills the hour, at least this much is kept whole: it is longer than any logon takes. */
const SHORT_HORIZON = 10 * MINUTE;

export function createHostSet(tools: HostAnalysisTools, worthSettling: number = WORTH_SETTLING): HostSet {
  const members = new Map<string, Member>();
  let held = 0;
  const memberOf = (name: string): Member => {
    const key = name.toLowerCase();
    const known = members.get(key);
    if (known) return known;
    const member = { computer: name, analysis: createHostAnalysis(tools), traits: noTraits(), waited: 0 };
    members.set(key, member);
    return member;
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
      if (held < worthSettling) return;
      const view = seen();
      // A host whose events must wait is looked at again when it has as many new ones: settling costs what it holds.
      const due = worthSettling / (2 * members.size);
      for (const member of members.values()) {
        const { analysis, computer } = member;
        if (analysis.pending.length - member.waited < Math.max(due, member.waited)) continue;
        const host = names.hostOf(computer);
        analysis.settle(micros(before - HORIZON), host, view);
        if (analysis.pending.length > due) analysis.settle(micros(before - SHORT_HORIZON), host, view);
        member.waited = analysis.pending.length;
      }
      held = [...members.values()].reduce(
        (sum, { waited, analysis }) => sum + analysis.pending.length - waited,
        0,
      );
    },
    finish(names, seen) {
      return names.hosts().map((host) => {
        const own = [...members].filter(([name]) => names.hostOf(name) === host);
        const { analysis, traits } = own.reduce(joined, memberOf(host));
        return { host, traits, ...analysis.finish(host, seen) };
      });
    },
  };
}

/** Puts what a renamed machine did under one of its names to what it did under the other. */
function joined(whole: Member, [, other]: readonly [string, Member]): Member {
  if (other === whole) return whole;
  whole.analysis.absorb(other.analysis);
  for (const kind of other.traits.kinds) whole.traits.kinds.add(kind);
  for (const channel of other.traits.channels) whole.traits.channels.add(channel);
  whole.traits.isGateway ||= other.traits.isGateway;
  const boots = [whole.traits.boot, other.traits.boot].filter((boot) => boot !== undefined);
  whole.traits.boot = boots.sort((a, b) => a.time - b.time).at(-1);
  return whole;
}
