import type { Attempt, LinkedEvent } from '../model/attempt.ts';
import type { Event } from '../model/event.ts';
import { passes } from '../model/fact-test.ts';
import type { EventMatcher, Sign } from '../model/pattern.ts';
import type { EventIndex } from './event-index.ts';
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

/** Says whether there are events of the kinds that a sign wants at all. */
export const hasKinds = ({ all, any }: Sign, { hasKind }: Pick<EventIndex, 'hasKind'>): boolean =>
  all.every(({ kinds }) => kinds.some(hasKind)) &&
  (any.length === 0 || any.some(({ kinds }) => kinds.some(hasKind)));

/** The events a sign rests on, or undefined when it does not hold. */
export function matchSign(sign: Sign, events: readonly LinkedEvent[]): readonly LinkedEvent[] | undefined {
  const evidence: LinkedEvent[] = [];
  let from = 0;
  for (const matcher of sign.all) {
    const found = matching(matcher, events, from);
    if (found.length < matcher.atLeast) return undefined;
    for (const link of found) evidence.push(link);
    if (sign.inOrder && found[0]) from = events.indexOf(found[0], from) + 1;
  }
  let isAny = sign.any.length === 0;
  for (const matcher of sign.any) {
    const found = matching(matcher, events);
    if (found.length === 0 || found.length < matcher.atLeast) continue;
    isAny = true;
    for (const link of found) evidence.push(link);
  }
  if (!isAny || sign.none.some((matcher) => matching(matcher, events).length > 0)) return undefined;
  return [...new Set(evidence)];
}

function matching(matcher: EventMatcher, events: readonly LinkedEvent[], from = 0): LinkedEvent[] {
  const found: LinkedEvent[] = [];
  for (let i = from; i < events.length; i++) {
    const link = events[i];
    if (link && matches(matcher, link.event)) found.push(link);
  }
  return found;
}

/** What a sign wants to have happened on the host beside an attempt; undefined where something of it did not. */
export function matchNearby(
  sign: Sign,
  attempt: Attempt,
  host: EventIndex,
): readonly LinkedEvent[] | undefined {
  if (sign.nearby.length === 0) return [];
  // By record, for another machine's events are there on this host's clock.
  const own = new Set(attempt.events.map(({ event }) => event.source));
  const evidence: LinkedEvent[] = [];
  for (const matcher of sign.nearby) {
    const from = (matcher.at === 'end' ? attempt.endedAt : attempt.startedAt) - matcher.before * SECOND;
    const to = (matcher.at === 'begin' ? attempt.startedAt : attempt.endedAt) + matcher.after * SECOND;
    const found = host
      .find(matcher, from, to, matcher.atLeast + own.size)
      .filter(({ source }) => !own.has(source))
      .slice(-matcher.atLeast);
    if (found.length < matcher.atLeast) return undefined;
    for (const event of found) evidence.push({ event, by: 'time-only' });
  }
  return evidence;
}

/** What took host or service away under an attempt, as a sign wants it; undefined where it is not that. */
export function matchCutOff({ cutOffBy }: Sign, attempt: Attempt): readonly LinkedEvent[] | undefined {
  if (cutOffBy.length === 0) return [];
  const found = (attempt.cutOffBy ?? []).filter((event) =>
    cutOffBy.some((matcher) => matches(matcher, event)),
  );
  return found.length > 0 ? found.map((event) => ({ event, by: 'time-only' })) : undefined;
}

/** Says whether the attempt is of the sort a sign speaks of at all: how far it came, how long it took, how it ended. */
export function appliesTo(sign: Sign, attempt: Attempt): boolean {
  const reached = stageRank(attempt.reached);
  if (sign.reachedAtLeast && reached < stageRank(sign.reachedAtLeast)) return false;
  if (sign.reachedAtMost && reached > stageRank(sign.reachedAtMost)) return false;
  if (attempt.endedAt - attempt.startedAt < (sign.lasting ?? 0) * SECOND) return false;
  if (sign.isUnproven && attempt.isUnproven !== true) return false;
  if (sign.replacedBy.length > 0 && !sign.replacedBy.includes(attempt.replacedBy ?? 'not-seen')) return false;
  return sign.outcomes.length === 0 || sign.outcomes.includes(attempt.outcome);
}

/** How much a sign asks for: the more, the more specific the cause it names. */
export const specificity = (sign: Sign): number =>
  [...sign.all, ...sign.any, ...sign.nearby, ...sign.cutOffBy].reduce(
    (sum, matcher) => sum + 1 + Object.keys(matcher.has).length,
    0,
  );

/** The first stretch of events in which a sign holds. */
export const matchWithin = (sign: Sign, events: readonly LinkedEvent[]): readonly LinkedEvent[] | undefined =>
  stretches(sign, events).next().value ?? undefined;

/**
 * The stretches of events in which a sign holds, one after the other; all its events must lie within `sign.within`,
 * without which there is one stretch. Events come in time order.
 */
export function* stretches(
  sign: Sign,
  events: readonly LinkedEvent[],
): Generator<readonly LinkedEvent[], undefined> {
  if (sign.within === undefined) {
    const found = matchSign(sign, events);
    if (found) yield found;
    return;
  }
  const wanted = [...sign.all, ...sign.any, ...sign.none];
  const kinds = new Set(wanted.flatMap((matcher) => matcher.kinds));
  const relevant = events.filter(
    ({ event }) => kinds.has(event.kind) && wanted.some((matcher) => matches(matcher, event)),
  );
  const span = sign.within * SECOND;
  const counts = countMatches(sign);
  let end = 0;
  let told = 0;
  for (const [start, first] of relevant.entries()) {
    for (let next = relevant[end]; next && next.event.time - first.event.time <= span; next = relevant[++end])
      counts.add(next.event, 1);
    // Only where the numbers are right is it worth looking at the stretch itself.
    const found =
      start >= told && counts.areEnough() ? matchSign(sign, relevant.slice(start, end)) : undefined;
    if (found) {
      told = end;
      yield found;
    }
    counts.add(first.event, -1);
  }
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
