import type { ChannelCoverage } from '../model/coverage.ts';
import type { HostDiagnosis } from '../model/diagnosis.ts';
import type { Event } from '../model/event.ts';
import { areSame } from '../model/once-each.ts';
import type { EventMatcher, Pattern } from '../model/pattern.ts';
import { withoutSuperseded } from './diagnose-host.ts';
import type { EventIndex } from './event-index.ts';
import { hostCauses } from './host-signs.ts';
import type { KnownPast } from './known-past.ts';
import type { WasSeen } from './surroundings.ts';

/** A host at one look. Windows may have given it several names in turn: each has its own events. */
interface HostAtLook {
  readonly host: string;
  /** Those of each name; another list where anything came of it. */
  readonly indexes: readonly EventIndex[];
  /** What was seen of its channels. */
  readonly rows: readonly ChannelCoverage[];
  /** What no attempt explains, in time order. */
  readonly alone: () => readonly Event[];
  readonly wasSeen: WasSeen;
  readonly past: KnownPast;
  /** The causes of its attempts, found out when they matter. */
  readonly ofAttempts: () => ReadonlySet<string>;
}

/** Remembers which causes hosts have beside those of their attempts, for those who look again and again. */
export interface HostCauseMemory {
  /** Gives the causes that hold now; a host of which nothing came is not held against the patterns again. */
  causes(look: HostAtLook): readonly HostDiagnosis[];
}

interface Known extends Pick<HostAtLook, 'indexes' | 'rows'> {
  readonly causes: readonly HostDiagnosis[];
}

/** Makes a memory for these patterns. */
export function createHostCauseMemory(patterns: readonly Pattern[]): HostCauseMemory {
  const signed = patterns.filter(({ hostSigns }) => hostSigns.length > 0);
  const signs = signed.flatMap(({ hostSigns }) => hostSigns);
  const proofs = kindsOf(signs.flatMap(({ all, any }) => [...all, ...any]));
  const asked = new Set([...proofs, ...kindsOf(signs.flatMap(({ none }) => none))]);
  const known = new Map<string, Known>();

  const work = (look: HostAtLook): readonly HostDiagnosis[] => {
    const unattached = look.alone().filter(({ kind }) => asked.has(kind));
    // Most hosts have nothing of the sort.
    if (!unattached.some(({ kind }) => proofs.has(kind))) return [];
    const { host, wasSeen, past, ofAttempts } = look;
    const index = together(look.indexes);
    return withoutSuperseded(hostCauses({ host, unattached, wasSeen, index, past }, signed), ofAttempts);
  };
  return {
    causes(look) {
      const { host, indexes, rows } = look;
      const before = known.get(host);
      if (before && areSame(before.indexes, indexes) && areSame(before.rows, rows)) return before.causes;
      const causes = work(look);
      known.set(host, { indexes, rows, causes });
      return causes;
    },
  };
}

const kindsOf = (matchers: readonly EventMatcher[]): ReadonlySet<string> =>
  new Set(matchers.flatMap(({ kinds }) => kinds));

/** One index of several. */
function together(indexes: readonly EventIndex[]): EventIndex {
  const [first] = indexes;
  if (first && indexes.length === 1) return first;
  return {
    hasKind: (kind) => indexes.some((index) => index.hasKind(kind)),
    find: (matcher, from, to, most) =>
      indexes
        .flatMap((index) => index.find(matcher, from, to, most))
        .sort((a, b) => a.time - b.time)
        .slice(-most),
  };
}
