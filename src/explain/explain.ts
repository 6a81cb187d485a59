import { allCodes, meaningsOfName, type CodeMeaning } from '../codes/dictionary.ts';
import type { ExplainedAdvice, ExplainedPhrase, Explanation } from '../model/explanation.ts';
import { explainCode } from './explain-codes.ts';
import { explainNumbers, askedNumbers, isWordAndNumber } from './explain-numbers.ts';
import {
  causeIds,
  causesOfCode,
  causesOfPhrase,
  explainCause,
  logsOfCause,
  nameCauses,
  rankCauses,
  type CauseLink,
  type Knowledge,
} from './find-causes.ts';
import { explainUpdate, readUpdates } from './explain-updates.ts';
import { findTexts, type Texts } from './find-texts.ts';
import { findMentions } from './find-mentions.ts';
import { folkAdvice, type FolkAdvice } from './folk-advice.ts';
import { firstStep, isOutOfReach, isUnknown, needsFirstStep, reachStep } from './first-step.ts';
import { collectCommands, firstLogs, logsOf, type LogSource } from './logs.ts';
import { nameProviders } from './name-providers.ts';
import { phrases, type DialogPhrase } from './phrases.ts';
import { readQuery, type Query } from './read-query.ts';
import { topics } from './topics.ts';
import { closest, isIdOf, wordsOf } from './words.ts';

const causeOrder = 'ordered by how cheaply each can be decided, not by how likely it is';

/** Says what is known about codes, events, causes, a dialog's words or advice; `isUnderstood` tells whether anything is. */
export function explain(text: string, knowledge: Knowledge): Explanation {
  const { kbs, rest } = readUpdates(text);
  const query = nameProviders(readQuery(rest), knowledge.rows);
  const explanation = answer({ text, kbs, query }, findTexts(query, knowledge), knowledge);
  if (isUnderstood(explanation)) {
    const unknown = explanation.codes.filter(isUnknown).map(({ hex }) => hex);
    return unknown.length === 0
      ? explanation
      : { ...explanation, mentions: findMentions(unknown, knowledge) };
  }
  const suggestions = suggest(query, knowledge);
  if (suggestions.length > 0 && query.words.length === 1) return { ...explanation, suggestions };
  const mentions = findMentions([rest], knowledge);
  if (mentions.length > 0) return { ...explanation, mentions };
  // Words that lead nowhere are still of somebody who cannot connect.
  const isSentence = query.words.length > 1 && suggestions.length === 0;
  return { ...explanation, suggestions, ...(isSentence ? { firstStep } : {}) };
}

/** What somebody asked: as it was typed, the updates in it, and the rest taken apart. */
interface Question {
  readonly text: string;
  readonly kbs: readonly string[];
  readonly query: Query;
}

function answer({ text, kbs, query }: Question, texts: Texts, knowledge: Knowledge): Explanation {
  const numbers = askedNumbers(query, texts.phrases.length + texts.advice.length > 0);
  const named = namedCodes(query);
  const found = explainNumbers(numbers, knowledge);
  const patterns = namedCauses(query, knowledge).flatMap((id) => explainCause(id, knowledge) ?? []);
  const ofCodes = [
    ...found.links,
    ...named.flatMap((meaning) => causesOfCode(meaning.family, meaning.code, knowledge)),
  ];
  // Words beside a code say less than it does.
  const causes = rankCauses(ofCodes.length > 0 ? ofCodes : linksOfWords(texts, knowledge), knowledge);
  const codes = [
    ...found.codes,
    ...named.map((meaning) => explainCode(meaning.name, meaning.code, [meaning])),
  ];
  const updates = kbs.map((kb) => explainUpdate(kb, knowledge));
  const unknown =
    codes.length > named.length || found.events.length > 0 ? unknownWord(query, texts) : undefined;
  const leads = causes.length + patterns.length + found.events.length + found.narrower.length;
  // Of a pair the second says more.
  const telling = found.pair ? codes.slice(1) : codes;
  const inside = texts.phrases.filter(({ isOutside }) => !isOutside).length;
  const isLost = needsFirstStep({ codes: telling, phrases: inside, causes: causes.length, leads });
  // A cause of a list is looked for in its cheapest logs, one that was asked for in all that it has.
  const wanted = [
    ...causes.flatMap(({ id, cost }) => logsOfCause(id, knowledge).filter((log) => log.cost === cost)),
    ...[...patterns, ...causesOfUpdates(updates)].flatMap(({ id }) => logsOfCause(id, knowledge)),
    ...found.events.flatMap(({ provider, eventId }) => logsOf(provider, eventId)),
    ...codes.filter((code) => isLost || isUnknown(code)).flatMap(({ decimal }) => firstLogs(decimal)),
    ...(isLost && codes.length === 0 ? logsOfWords(texts) : []),
  ];
  return {
    schemaVersion: 1,
    query: text,
    ...(found.pair ? { pair: found.pair } : {}),
    ...(unknown === undefined || patterns.length > 0 ? {} : { unknownWord: unknown }),
    codes,
    phrases: texts.phrases.map((phrase) => printedPhrase(phrase, codes.length === 0)),
    advice: texts.advice.map(printedAdvice),
    updates,
    events: found.events,
    patterns,
    causes,
    causeOrder,
    seenIn: nameCauses(
      found.seenIn.filter((link) => !causes.some(({ id }) => id === link.id)),
      knowledge,
    ),
    collect: collectCommands(wanted.filter(({ machine }) => machine !== 'gateway' || !isOfService(texts))),
    ...firstStepOf(causes, isLost),
    mentions: [],
    suggestions: found.narrower,
  };
}

const firstStepOf = (causes: Explanation['causes'], isLost: boolean): Pick<Explanation, 'firstStep'> =>
  isOutOfReach(causes) ? { firstStep: reachStep } : isLost ? { firstStep } : {};

const causesOfUpdates = (updates: Explanation['updates']): Explanation['seenIn'] =>
  updates.flatMap(({ brings }) => brings.flatMap(({ causes }) => causes));

const linksOfWords = ({ phrases: said }: Texts, knowledge: Knowledge): readonly CauseLink[] =>
  said.flatMap((phrase) => causesOfPhrase(phrase, knowledge));

/** In Azure Virtual Desktop the gateway is Microsoft's, and gives nobody its log. */
const isOfService = ({ phrases: said }: Texts): boolean =>
  said.some(({ id }) => id === 'about-virtual-desktop');

/** Where to look for what the words alone do not explain: also at a gateway, where they are of one. */
const logsOfWords = ({ phrases: said }: Texts): readonly LogSource[] => [
  ...firstLogs(),
  ...said.flatMap(({ codes = [] }) => codes.flatMap(firstLogs)),
];

/** `foo` of `foo 12`: who names a source of events that we do not know must not take the answer for its word. */
function unknownWord(query: Query, texts: Texts): string | undefined {
  const [number] = query.numbers;
  const isBare = number && !number.hex && !number.asEvent && number.families.length === 0;
  if (!isBare || texts.phrases.length + texts.advice.length > 0) return undefined;
  return isWordAndNumber(query) ? query.words[0] : undefined;
}

/** Causes asked for by id, or by the words of one. */
const namedCauses = ({ text, words }: Query, knowledge: Knowledge): readonly string[] => [
  ...new Set([
    ...words.map((word) => word.toLowerCase()),
    ...causeIds(knowledge).filter((id) => isIdOf(id, text)),
  ]),
];

/** Codes asked for by name. `Network` and `Service` are names of logon types, and words of many a sentence. */
const namedCodes = ({ words }: Query): readonly CodeMeaning[] =>
  words.filter((word) => words.length === 1 || word.includes('_')).flatMap((word) => meaningsOfName(word));

export const isUnderstood = (explanation: Explanation): boolean =>
  (['codes', 'phrases', 'advice', 'updates', 'events', 'patterns', 'mentions'] as const).some(
    (part) => explanation[part].length > 0,
  );

const printedPhrase = (
  { id, phrase, topics: names, meaning, ask, basis, source }: DialogPhrase,
  isAlone: boolean,
): ExplainedPhrase => ({
  id,
  sort: names === undefined ? 'dialog' : 'topic',
  phrase,
  meaning: isAlone && ask !== undefined ? `${meaning} ${ask}` : meaning,
  basis,
  source,
});

const printedAdvice = (advice: FolkAdvice): ExplainedAdvice => ({
  id: advice.id,
  title: advice.title,
  whatItDoes: advice.whatItDoes,
  whenRight: advice.whenRight,
  risk: advice.risk,
  riskText: advice.riskText,
  instead: advice.instead,
  commands: advice.commands,
  basis: advice.basis,
  source: advice.source,
});

/** What may have been meant: ids of causes, dialogs and advice, and names of codes. */
function suggest({ text, words }: Query, knowledge: Knowledge): readonly string[] {
  const names = [
    ...causeIds(knowledge),
    ...[...phrases, ...topics].map(({ id }) => id),
    ...folkAdvice.map(({ id }) => id),
    ...allCodes.map(({ name }) => name).filter((name) => name !== ''),
  ];
  const whole = closest(wordsOf(text).join('-'), names);
  const single = words.filter((word) => word.length > 3).flatMap((word) => closest(word, names));
  return [...new Set([...whole, ...single])].slice(0, 3);
}
