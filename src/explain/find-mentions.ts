import { updateTroubles, type UpdateTrouble } from '../codes/known-updates.ts';
import type { Mention } from '../model/explanation.ts';
import type { Pattern } from '../model/pattern.ts';
import type { Knowledge } from './find-causes.ts';
import type { DialogPhrase } from './phrases.ts';
import { topics } from './topics.ts';
import { isNear, wordsOf } from './words.ts';

/** More than these nobody reads. */
const MOST = 6;
/** A word that stands in more of the texts than one in so many tells nothing there: `host`, `password`; in a name it may. */
const COMMON = 4;
/** Words of sentences about anything. */
const fillers: ReadonlySet<string> = new Set(
  'a able about after again all although always am an and another any anymore anyone are as ask asks at be because been before broke broken but by called came can cannot cant change changed check click come comes computer computers configure configured connect connection could day days desktop did different do does doesnt done dont down enable enabled enabling error even event events every everybody everyone everything fail failed fails find first fix for found from get gets getting give gives go goes got had has have hello help host hosts hour hours how i if in installed into is it its just keep keeps know last like login logon long make makes many me minute minutes more morning most much must my need needed needs never new night no nobody not nothing now of off often old on once one only opened opening or other our out over people person please possible problem problems put rdp remote right run runs same say says see seems session sessions set setting settings show shows sign since so solve some someone start started starts still stop stops suddenly sure take takes than that the their them then there they thing things think this time to today together tonight tried try trying turn turned turns two unable up us use used user users uses using wait want wants was way we week weeks well were what when where which while who whole why will windows with without wont work working works would wrong yes yesterday yet you your'.split(
    ' ',
  ),
);
/** Words of the name say more of what a text is about than those of the rest. */
const OF_NAME = 3;

/** What is said of one thing, as words. */
interface Told extends Mention {
  readonly name: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

/** What speaks of these words or codes, though nothing goes by them: causes, updates of Windows and topics. */
export function findMentions(asked: readonly string[], knowledge: Knowledge): readonly Mention[] {
  const texts = [
    ...knowledge.patterns.map((pattern) => ofCause(pattern, knowledge)),
    ...updateTroubles.flatMap(ofUpdate),
    ...topics.map(ofTopic),
  ];
  const known = new Set(texts.flatMap(({ all }) => [...all]));
  const words = [...new Set(asked.flatMap(wordsOf))]
    .filter((word) => !fillers.has(word) && !/^\d+$/.test(word))
    .map((word) => wordIn(texts, known, word))
    .filter(({ standing }) => !isCommon(standing, texts));
  const sought = words.reduce((sum, { weight }) => sum + weight, 0);
  const found = texts
    .map((told) => {
      const own = words.filter(({ standing }) => standing.includes(told));
      const part = own.reduce((sum, { weight }) => sum + weight, 0);
      const score = own.reduce(
        (sum, { forms, weight }) => sum + weight * (forms.some((form) => told.name.has(form)) ? OF_NAME : 1),
        0,
      );
      const isTold = own.length > 1 || own.some(({ isOfName }) => isOfName);
      return { told, part, score, isTold, count: own.length };
    })
    // One word of many is something else, and so is one of which nothing has its name.
    .filter(({ part, count, isTold }) => isTold && (part * 2 >= sought || count > 1));
  return found
    .toSorted((a, b) => b.part - a.part || b.score - a.score)
    .filter(({ told }, i, all) => all.findIndex((one) => one.told.ask === told.ask) === i)
    .slice(0, MOST)
    .map(({ told: { ask, title } }) => ({ ask, title }));
}

interface Sought {
  /** As it stands in the texts: one and several of it, or with a slip mended. */
  readonly forms: readonly string[];
  readonly standing: readonly Told[];
  /** It stands in the name of a text, or is a code, which says enough wherever it stands. */
  readonly isOfName: boolean;
  /** The rarer, the more; what stands nowhere counts as little as what stands everywhere. */
  readonly weight: number;
}

function wordIn(texts: readonly Told[], known: ReadonlySet<string>, word: string): Sought {
  const same = [...known].filter((one) => stemOf(one) === stemOf(word));
  const isNumber = /\d/.test(word);
  const forms = same.length > 0 || isNumber ? same : [...known].filter((one) => isNear(one, word));
  const withWord = (part: 'name' | 'all'): readonly Told[] =>
    texts.filter((told) => forms.some((form) => told[part].has(form)));
  const all = withWord('all');
  const named = withWord('name');
  const standing = isCommon(all, texts) ? named : all;
  return {
    forms,
    standing,
    isOfName: isNumber || named.length > 0,
    weight: Math.log(standing.length > 0 ? texts.length / standing.length : COMMON),
  };
}

const isCommon = (standing: readonly Told[], texts: readonly Told[]): boolean =>
  standing.length * COMMON > texts.length;

/** `disconnected` and `disconnects` are one word. */
const stemOf = (word: string): string =>
  word.length > 5 ? word.replace(/(ing|ions?|ed|es|e|s)$/, '') : word.replace(/s$/, '');

function ofCause(pattern: Pattern, { fill }: Knowledge): Told {
  const { id, explanation, tellTheUser, remedies, checks } = pattern;
  const title = fill(pattern.title);
  const rest = [
    fill(explanation),
    fill(tellTheUser),
    ...remedies.flatMap(({ text, command = '' }) => [text, command]),
    ...checks.flatMap(({ text, ifTrue, ifFalse }) => [text, ifTrue, ifFalse]),
  ];
  return { ask: id, title, name: words(id, title), all: words(id, title, ...rest) };
}

function ofUpdate({ updates, title, symptom, remedy, windows }: UpdateTrouble): readonly Told[] {
  const [ask] = updates;
  if (ask === undefined) return [];
  return [{ ask, title, name: words(title), all: words(...updates, title, symptom, remedy, windows) }];
}

const ofTopic = ({ id, phrase, topics: names = [], meaning }: DialogPhrase): Told => ({
  ask: id,
  title: `about ${phrase}`,
  name: words(phrase, ...names),
  all: words(phrase, ...names, meaning),
});

const words = (...texts: readonly string[]): ReadonlySet<string> => new Set(texts.flatMap(wordsOf));
