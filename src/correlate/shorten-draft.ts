import { groupBy } from '../model/group-by.ts';
import { forgetAnswers } from './draft-answers.ts';
import type { Draft } from './draft.ts';

/** The beginning says who came and how; what came last says how it stands. */
const BEGINNING = 1 / 4;

/**
 * Lets go of what lies between the beginning and the latest of an attempt with more than so many records, and says how
 * many that were: a session can go on for months. Of each kind the first and the latest stay, for the joins ask for those.
 */
export function shortenDraft({ links }: Draft, most: number): number {
  if (links.length <= most) return 0;
  const inTime = links.toSorted((a, b) => a.event.time - b.event.time);
  const beginning = Math.floor(most * BEGINNING);
  const staying = new Set([...inTime.slice(0, beginning), ...inTime.slice(beginning - most)]);
  for (const ofKind of groupBy(inTime, ({ event }) => event.kind).values())
    for (const link of [ofKind[0], ofKind.at(-1)]) if (link) staying.add(link);
  const kept = links.filter((link) => staying.has(link));
  const gone = links.length - kept.length;
  links.splice(0, links.length, ...kept);
  forgetAnswers(links);
  return gone;
}
