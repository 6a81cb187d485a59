import type { LinkedEvent } from '../model/attempt.ts';

/** So many records are looked through quicker than it is remembered what they say. */
const FEW = 32;

interface Answer<T> {
  /** So many records were looked through for it. */
  seen: number;
  is: T | undefined;
}

const answers = new WeakMap<readonly LinkedEvent[], Map<string, Answer<unknown>>>();

/**
 * The first answer that one of an attempt's records gives. While a join runs an attempt can come to have tens of thousands of
 * records and is asked the same for each of them: what was looked through once is not looked through again, so that a
 * question must always mean the same.
 */
export function firstAnswer<T>(
  links: readonly LinkedEvent[],
  question: string,
  answerOf: (link: LinkedEvent) => T | undefined,
): T | undefined {
  const known = answerTo<T>(links, question);
  for (; known.is === undefined && known.seen < links.length; known.seen++) {
    const link = links[known.seen];
    if (link) known.is = answerOf(link);
  }
  return known.is;
}

/** The answer of all of an attempt's records, `next` making it of the answer so far and one record more. */
export function answerOfAll<T>(
  links: readonly LinkedEvent[],
  question: string,
  next: (before: T | undefined, link: LinkedEvent) => T | undefined,
): T | undefined {
  const known = answerTo<T>(links, question);
  for (; known.seen < links.length; known.seen++) {
    const link = links[known.seen];
    if (link) known.is = next(known.is, link);
  }
  return known.is;
}

/** Records were taken away: what they said does not hold any more. */
export const forgetAnswers = (links: readonly LinkedEvent[]): void => void answers.delete(links);

function answerTo<T>(links: readonly LinkedEvent[], question: string): Answer<T> {
  if (links.length <= FEW) return { seen: 0, is: undefined };
  const asked = answers.get(links) ?? new Map<string, Answer<unknown>>();
  answers.set(links, asked);
  const known = (asked.get(question) as Answer<T> | undefined) ?? { seen: 0, is: undefined };
  asked.set(question, known);
  return known;
}
