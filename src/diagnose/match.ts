import type { Attempt, LinkedEvent } from '../model/attempt.ts';
import type { Event } from '../model/event.ts';
import { passes } from '../model/fact-test.ts';
import type { EventMatcher, Sign } from '../model/pattern.ts';
import { SECOND } from '../model/time.ts';
import { stageRank } from '../model/vocabulary.ts';

/** Says whether an event is the one a matcher asks for. */
export function matches(matcher: EventMatcher, event: Event): boolean {
  if (!matcher.kinds.includes(event.kind)) return false;
  for (const name in matcher.has) {
    const test = matcher.has[name];
    if (test && !passes(event.facts[name], test)) return false;
  }
  return true;
}

/** The events a sign rests on, or undefined when it does not hold. */
export function matchSign(sign: Sign, events: readonly LinkedEvent[]): readonly LinkedEvent[] | undefined {
  const evidence = new Set<LinkedEvent>();
  let after = -1;
  for (const matcher of sign.all) {
    const found = indexesOf(matcher, events).filter((i) => !sign.inOrder || i > after);
    if (found.length < matcher.atLeast) return undefined;
    after = found[0] ?? after;
    for (const i of found) keep(evidence, events[i]);
  }
  const any = sign.any.flatMap((matcher) => {
    const found = indexesOf(matcher, events);
    return found.length >= matcher.atLeast ? found : [];
  });
  if (sign.any.length > 0 && any.length === 0) return undefined;
  for (const i of any) keep(evidence, events[i]);
  if (sign.none.some((matcher) => indexesOf(matcher, events).length > 0)) return undefined;
  return [...evidence];
}

const keep = (evidence: Set<LinkedEvent>, link: LinkedEvent | undefined): void => {
  if (link) evidence.add(link);
};

const indexesOf = (matcher: EventMatcher, events: readonly LinkedEvent[]): number[] => {
  const found: number[] = [];
  for (let i = 0; i < events.length; i++) {
    const link = events[i];
    if (link && matches(matcher, link.event)) found.push(i);
  }
  return found;
};

/** Says whether the attempt is of the sort a sign speaks of at all: how far it came, how it ended. */
export function appliesTo(sign: Sign, attempt: Attempt): boolean {
  const reached = stageRank(attempt.reached);
  if (sign.reachedAtLeast && reached < stageRank(sign.reachedAtLeast)) return false;
  if (sign.reachedAtMost && reached > stageRank(sign.reachedAtMost)) return false;
  if (sign.replacedBy.length > 0 && !sign.replacedBy.includes(attempt.replacedBy ?? 'not-seen')) return false;
  return sign.outcomes.length === 0 || sign.outcomes.includes(attempt.outcome);
}

/** How much a sign asks for: the more, the more specific the cause it names. */
export const specificity = (sign: Sign): number =>
  [...sign.all, ...sign.any].reduce((sum, matcher) => sum + 1 + Object.keys(matcher.has).length, 0);

/**
 * The first stretch of a host's events in which a sign holds; all its events must lie within `sign.within`.
 * Events come in time order.
 */
export function matchHostSign(
  sign: Sign,
  events: readonly LinkedEvent[],
): readonly LinkedEvent[] | undefined {
  if (sign.within === undefined) return matchSign(sign, events);
  const wanted = [...sign.all, ...sign.any, ...sign.none];
  const relevant = events.filter(({ event }) => wanted.some((matcher) => matches(matcher, event)));
  const span = sign.within * SECOND;
  const counts = countMatches(sign);
  let end = 0;
  for (const [start, first] of relevant.entries()) {
    for (let next = relevant[end]; next && next.event.time - first.event.time <= span; next = relevant[++end])
      counts.add(next.event, 1);
    // Only where the numbers are right is it worth looking at the stretch itself.
    const found = counts.areEnough() ? matchSign(sign, relevant.slice(start, end)) : undefined;
    if (found) return found;
    counts.add(first.event, -1);
  }
  return undefined;
}

/** Counts what a sign asks for in a stretch that moves along, so that no stretch is searched as a whole. */
function countMatches(sign: Sign): { add(event: Event, by: 1 | -1): void; areEnough(): boolean } {
  const counts = new Map([...sign.all, ...sign.any, ...sign.none].map((matcher) => [matcher, 0]));
  const has = (matcher: EventMatcher): boolean => (counts.get(matcher) ?? 0) >= matcher.atLeast;
  return {
    add(event, by) {
      for (const [matcher, count] of counts) if (matches(matcher, event)) counts.set(matcher, count + by);
    },
    areEnough: () =>
      sign.all.every(has) &&
      (sign.any.length === 0 || sign.any.some(has)) &&
      sign.none.every((matcher) => counts.get(matcher) === 0),
  };
}
