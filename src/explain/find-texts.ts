import { bases } from '../model/vocabulary.ts';
import { dialogsByCode } from './dialogs-by-code.ts';
import { causeIds, type Knowledge } from './find-causes.ts';
import { folkAdvice, type FolkAdvice } from './folk-advice.ts';
import { outsiders } from './outside.ts';
import { phrases, type DialogPhrase } from './phrases.ts';
import { translations } from './other-languages.ts';
import type { Query } from './read-query.ts';
import { situations } from './situations.ts';
import { topics } from './topics.ts';
import { areWords, isIdOf, keyWeight, sentencesOf, wordsOf } from './words.ts';

/** The dialogs, topics and advice that a question means. */
export interface Texts {
  readonly phrases: readonly DialogPhrase[];
  readonly advice: readonly FolkAdvice[];
}

const dialogs: readonly DialogPhrase[] = [
  ...phrases,
  ...topics,
  ...situations,
  ...outsiders,
  ...dialogsByCode,
];

/** The dialogs as they are known in other languages: no better known than the words. */
const translated: readonly DialogPhrase[] = translations.flatMap(({ id, keys, basis, source }) =>
  dialogs
    .filter((dialog) => dialog.id === id)
    .map((dialog) => ({
      ...dialog,
      keys,
      basis: bases.indexOf(basis) > bases.indexOf(dialog.basis) ? basis : dialog.basis,
      source: `${dialog.source}; ${source}`,
    })),
);

/** The words by which dialogs and advice are known. */
const known: ReadonlySet<string> = new Set(
  [
    ...[...dialogs, ...translated].flatMap(({ keys, topics = [] }) => [...keys, ...topics]),
    ...folkAdvice.flatMap(({ keys }) => keys),
  ].flatMap(wordsOf),
);

/** The dialogs and advice whose words fit best; an id names its own. */
export function findTexts({ text, words }: Query, knowledge: Knowledge): Texts {
  const ids = new Set(words.map((word) => word.toLowerCase()));
  const isNamed = (id: string): boolean => ids.has(id.toLowerCase()) || isIdOf(id, text);
  // A report names a dialog by its title alone: that means the dialog again.
  const titled = sentencesOf(text).map((given) => dialogs.find(({ phrase }) => areWords(phrase, given)));
  const areTitles = titled.every((dialog) => dialog !== undefined);
  const named = {
    phrases: dialogs.filter((dialog) => isNamed(dialog.id) || (areTitles && titled.includes(dialog))),
    advice: folkAdvice.filter(({ id }) => isNamed(id)),
  };
  if (named.phrases.length + named.advice.length > 0) return named;
  // An id of a cause has words in it that dialogs have too.
  const isId = causeIds(knowledge).some((id) => ids.has(id));
  if (isId) return { phrases: [], advice: [] };
  if (words.length === 0) return { phrases: topicsOf([], text), advice: [] };
  // The name of a code is no sentence.
  const given = sentencesOf(text.replace(/\S*_\S*/g, ' '));
  const weight = (one: DialogPhrase | FolkAdvice): number => {
    const most = Math.max(...one.keys.map((key) => keyWeight(key, given, known)));
    return 'isOpening' in one && one.isOpening ? Math.min(most, OPENING) : most;
  };
  const all = [...dialogs, ...translated];
  const best = Math.max(...all.map(weight), ...folkAdvice.map(weight));
  if (best <= 0) return { phrases: topicsOf(words, text), advice: [] };
  const isBest = (one: DialogPhrase | FolkAdvice): boolean => weight(one) === best;
  return { phrases: onceEach(all.filter(isBest)), advice: folkAdvice.filter(isBest) };
}

/** `Kerberos error` is asked about Kerberos; `TLS`, which is mostly said beside a number, may be all there is. */
function topicsOf(words: readonly string[], text: string): readonly DialogPhrase[] {
  const asked = [wordsOf(words.join(' ')), wordsOf(text)].filter(({ length }) => length > 0);
  return [...topics, ...outsiders].filter(({ topics: names = [] }) =>
    names.some((one) => asked.some((given) => areWords(one, given))),
  );
}

/** Less than any word weighs. */
const OPENING = 0.5;

const onceEach = (said: readonly DialogPhrase[]): readonly DialogPhrase[] =>
  said.filter(({ id }, i) => said.findIndex((one) => one.id === id) === i);
