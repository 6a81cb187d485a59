import { areSame } from '../model/once-each.ts';
import type { Pattern, Sign } from '../model/pattern.ts';
import { hasKinds } from './match.ts';

/** A pattern that may hold, and those of its signs that may. */
export interface Prospect {
  readonly pattern: Pattern;
  readonly signs: readonly Sign[];
}

/** Patterns by what attempts are made of: most speak of events that most attempts do not have. */
export interface PatternIndex {
  readonly patterns: readonly Pattern[];
  /** What may hold for an attempt with events of these kinds, in the order of the patterns. */
  prospects(kinds: ReadonlySet<string>): readonly Prospect[];
}

/** Attempts are of few sorts: a flood is of one. What is beyond this number of sorts is worked out anew. */
const REMEMBERED = 4096;

export function indexPatterns(patterns: readonly Pattern[]): PatternIndex {
  const known = new Map<string, readonly Prospect[]>();
  const share = prospectSharing();
  return {
    patterns,
    prospects(kinds) {
      const sort = [...kinds].sort().join(' ');
      const remembered = known.get(sort);
      if (remembered) return remembered;
      const found = prospectsAmong(patterns, kinds).map(share);
      if (known.size === REMEMBERED) known.clear();
      known.set(sort, found);
      return found;
    },
  };
}

/** Of a pattern few choices of its signs ever come up: what thousands of sorts have in common is held once. */
function prospectSharing(): (one: Prospect) => Prospect {
  const known = new Map<Pattern, Prospect[]>();
  return (one) => {
    const own = known.get(one.pattern) ?? [];
    known.set(one.pattern, own);
    const same = own.find(({ signs }) => areSame(signs, one.signs));
    if (!same) own.push(one);
    return same ?? one;
  };
}

function prospectsAmong(patterns: readonly Pattern[], kinds: ReadonlySet<string>): readonly Prospect[] {
  const hasKind = (kind: string): boolean => kinds.has(kind);
  return patterns
    .map((pattern) => ({ pattern, signs: pattern.signs.filter((sign) => hasKinds(sign, { hasKind })) }))
    .filter(({ signs }) => signs.length > 0);
}
