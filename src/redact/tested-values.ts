import type { FactTest } from '../model/fact-test.ts';
import type { EventMatcher, Pattern } from '../model/pattern.ts';
import type { CatalogRow } from '../normalize/catalog-row.ts';

/** Texts that patterns and the catalog ask for: they stand in a pack and tell nothing of these logs. */
export interface TestedValues {
  /** The whole value is asked for. */
  readonly isAsked: (kind: string, fact: string, value: string) => boolean;
  /** The longest beginning or end of it that is asked for; '' where none is. */
  readonly startOf: (kind: string, fact: string, value: string) => string;
  readonly endOf: (kind: string, fact: string, value: string) => string;
}

interface Asked {
  readonly whole: Set<string>;
  readonly starts: Set<string>;
  readonly ends: Set<string>;
}

/** Gathers them once for all events. */
export function testedValues(rows: readonly CatalogRow[], patterns: readonly Pattern[]): TestedValues {
  const asked = new Map<string, Asked>();
  const of = (kind: string, fact: string): Asked => {
    const key = `${kind} ${fact}`;
    const known = asked.get(key) ?? { whole: new Set(), starts: new Set(), ends: new Set() };
    asked.set(key, known);
    return known;
  };
  for (const { kind, keepIf = {} } of rows) for (const fact in keepIf) note(of(kind, fact), keepIf[fact]);
  for (const { kinds, has } of patterns.flatMap(matchersOf))
    for (const kind of kinds) for (const fact in has) note(of(kind, fact), has[fact]);
  const longest = (
    which: 'starts' | 'ends',
    kind: string,
    fact: string,
    holds: (asked: string) => boolean,
  ): string =>
    [...(asked.get(`${kind} ${fact}`)?.[which] ?? [])]
      .filter(holds)
      .reduce((a, b) => (b.length > a.length ? b : a), '');
  return {
    isAsked: (kind, fact, value) => asked.get(`${kind} ${fact}`)?.whole.has(value.toLowerCase()) === true,
    startOf: (kind, fact, value) =>
      value.slice(0, longest('starts', kind, fact, (start) => value.toLowerCase().startsWith(start)).length),
    endOf(kind, fact, value) {
      const { length } = longest('ends', kind, fact, (end) => value.toLowerCase().endsWith(end));
      return length === 0 ? '' : value.slice(-length);
    },
  };
}

function note(asked: Asked, test: FactTest | undefined): void {
  switch (test?.test) {
    case 'one-of':
      for (const value of test.values) if (typeof value === 'string') asked.whole.add(value.toLowerCase());
      break;
    case 'starts-with':
      asked.starts.add(test.text.toLowerCase());
      break;
    case 'ends-with':
      asked.ends.add(test.text.toLowerCase());
      break;
    case 'not':
      note(asked, test.of);
      break;
    case 'range':
    case 'present':
    case undefined:
  }
}

function matchersOf(pattern: Pattern): readonly EventMatcher[] {
  const signs = [...pattern.signs, ...pattern.hostSigns];
  const ofSigns = signs.flatMap(({ all, any, none, nearby, cutOffBy, noneAfter }) =>
    [all, any, none, nearby, cutOffBy, noneAfter].flat(),
  );
  return [...ofSigns, ...pattern.contradictedBy];
}
