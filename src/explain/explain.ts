import { allCodes, meaningsOfName, type CodeMeaning } from '../codes/dictionary.ts';
import type { ExplainedAdvice, ExplainedPhrase, Explanation } from '../model/explanation.ts';
import {
  asDialogsShow,
  explainCode,
  explainEvent,
  explainLeftOut,
  explainPair,
  explainUnread,
  meaningsFor,
  readPair,
} from './explain-codes.ts';
import {
  causeIds,
  causesOfCode,
  causesOfKind,
  causesOfPhrase,
  explainCause,
  logsOfCause,
  nameCauses,
  rankCauses,
  type CauseLink,
  type Knowledge,
} from './find-causes.ts';
import { explainUpdate, readUpdates } from './explain-updates.ts';
import { dialogsByCode } from './dialogs-by-code.ts';
import { findMentions } from './find-mentions.ts';
import { folkAdvice, type FolkAdvice } from './folk-advice.ts';
import { firstStep, isUnknown, needsFirstStep } from './first-step.ts';
import { isVague } from './code-causes.ts';
import { collectCommands, firstLogs, logsOf, type LogSource } from './logs.ts';
import { nameProviders } from './name-providers.ts';
import { phrases, type DialogPhrase } from './phrases.ts';
import { familyWords, isKindWord, readQuery, type AskedNumber, type Query } from './read-query.ts';
import { situations } from './situations.ts';
import { topics } from './topics.ts';
import { areWords, closest, keyWeight, sentencesOf, wordsOf } from './words.ts';

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
  return mentions.length > 0 ? { ...explanation, mentions } : { ...explanation, suggestions };
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
  const patterns = query.words.flatMap((word) => explainCause(word.toLowerCase(), knowledge) ?? []);
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
  const isLost = needsFirstStep({
    codes: telling,
    phrases: texts.phrases.length,
    causes: causes.length,
    leads,
  });
  // A cause of a list is looked for in its cheapest logs, one that was asked for in all that it has.
  const wanted = [
    ...causes.flatMap(({ id, cost }) => logsOfCause(id, knowledge).filter((log) => log.cost === cost)),
    ...[...patterns, ...causesOfUpdates(updates)].flatMap(({ id }) => logsOfCause(id, knowledge)),
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
    collect: collectCommands([
      ...wanted,
      ...found.events.flatMap(({ provider, eventId }) => logsOf(provider, eventId)),
      ...codes.filter((code) => isLost || isUnknown(code)).flatMap(({ decimal }) => firstLogs(decimal)),
      ...(isLost && codes.length === 0 ? logsOfWords(texts) : []),
    ]),
    ...(isLost ? { firstStep } : {}),
    mentions: [],
    suggestions: found.narrower,
  };
}

const causesOfUpdates = (updates: Explanation['updates']): Explanation['seenIn'] =>
  updates.flatMap(({ brings }) => brings.flatMap(({ causes }) => causes));

const linksOfWords = ({ phrases: said }: Texts, knowledge: Knowledge): readonly CauseLink[] =>
  said.flatMap((phrase) => causesOfPhrase(phrase, knowledge));

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

/** `foo 12`, as a source of events and the id of one are written. */
const isWordAndNumber = ({ text, words: [word], numbers: [number] }: Query): boolean =>
  text.trim() === `${word ?? ''} ${number?.input ?? ''}`;

/** Codes asked for by name. `Network` and `Service` are names of logon types, and words of many a sentence. */
const namedCodes = ({ words }: Query): readonly CodeMeaning[] =>
  words.filter((word) => words.length === 1 || word.includes('_')).flatMap((word) => meaningsOfName(word));

export const isUnderstood = (explanation: Explanation): boolean =>
  (['codes', 'phrases', 'advice', 'updates', 'events', 'patterns', 'mentions'] as const).some(
    (part) => explanation[part].length > 0,
  );

/** Small numbers, versions of Windows and the port of Remote Desktop: in a sentence hardly ever a code. */
const ofSentences = /^(?:\d{1,2}|20(?:08|12|16|19|22|25)|3389)$/;

/**
 * The numbers that are codes or events. In the text of a dialog a bare number is a port or a count; beside other words a
 * small one is. What is written or called as a code is one.
 */
export function askedNumbers(query: Query, isText: boolean): readonly AskedNumber[] {
  const isSentence = query.words.some((word) => !isKindWord(word)) && !isWordAndNumber(query);
  const isMeant = (number: AskedNumber): boolean => {
    const { input, hex, asEvent, families, providers, role } = number;
    if (hex || families.length > 0 || providers !== undefined) return true;
    if (isText || role === 'count') return false;
    return !isSentence || asEvent || role === 'code' || !ofSentences.test(input);
  };
  return query.numbers.filter(isMeant).map(asDialogsShow);
}

interface Numbers extends Pick<Explanation, 'codes' | 'events' | 'pair'> {
  readonly links: readonly CauseLink[];
  /** Of events that good connections have too. */
  readonly seenIn: readonly CauseLink[];
  /** Questions that ask for one meaning of several. */
  readonly narrower: readonly string[];
}

function explainNumbers(numbers: readonly AskedNumber[], knowledge: Knowledge): Numbers {
  const causesOf = (meanings: readonly CodeMeaning[]): readonly CauseLink[] =>
    meanings.flatMap(({ family, code }) => causesOfCode(family, code, knowledge));
  const pair = readPair(numbers);
  if (pair) {
    const { reason, extended } = pair;
    const codes = numbers.map(({ input, value }, i) =>
      explainCode(input, value, [i === 0 ? reason : extended]),
    );
    return {
      pair: explainPair(reason, extended),
      codes,
      events: [],
      // "The server ended it" adds no causes to a reason that the server gave.
      links: causesOf(isVague(reason) && !isVague(extended) ? [extended] : [extended, reason]),
      seenIn: [],
      narrower: [],
    };
  }
  const parts = numbers.map((number) => {
    const { providers } = number;
    const isCode = number.hex || number.families.length > 0;
    const rows = isCode
      ? []
      : knowledge.rows.filter(
          ({ provider, eventId }) =>
            eventId === number.value && (providers === undefined || providers.includes(provider)),
        );
    const meanings = number.asEvent && (rows.length > 0 || providers) ? [] : meaningsFor(number);
    const leftOut =
      isCode || (meanings.length > 0 && !number.asEvent)
        ? []
        : providers
          ? explainUnread(number.value, providers, knowledge.rows)
          : explainLeftOut(number.value, rows);
    // A number that is an event and nothing else, or was called one, is not an unknown code.
    const codes =
      (leftOut.length > 0 || meanings.length === 0) &&
      (rows.length > 0 || leftOut.length > 0 || number.asEvent)
        ? []
        : [explainCode(number.input, number.value, meanings)];
    const narrower = narrowerQuestions(number, meanings);
    const ofKinds = rows.map(({ kind }) => causesOfKind(kind, knowledge));
    // The causes of six meanings at once help nobody.
    const links = [
      ...(narrower.length > 0 ? [] : causesOf(meanings)),
      ...ofKinds.flatMap(({ causes }) => causes),
    ];
    const seenIn = ofKinds.flatMap((of) => of.seenIn);
    return { codes, events: [...rows.map(explainEvent), ...leftOut], links, seenIn, narrower };
  });
  return {
    codes: parts.flatMap(({ codes }) => codes),
    events: parts.flatMap(({ events }) => events),
    links: parts.flatMap(({ links }) => links),
    seenIn: parts.flatMap(({ seenIn }) => seenIn),
    narrower: parts.flatMap(({ narrower }) => narrower),
  };
}

/** Two families can be shown with their causes; with more the person has to say which. */
const SHOWN_FAMILIES = 2;

function narrowerQuestions({ input }: AskedNumber, meanings: readonly CodeMeaning[]): readonly string[] {
  const several = [...new Set(meanings.map(({ family }) => familyWords[family]))];
  return several.length > SHOWN_FAMILIES ? several.map((word) => `${word} ${input}`) : [];
}

interface Texts {
  readonly phrases: readonly DialogPhrase[];
  readonly advice: readonly FolkAdvice[];
}

const dialogs: readonly DialogPhrase[] = [...phrases, ...topics, ...situations, ...dialogsByCode];

/** The words by which dialogs and advice are known. */
const known: ReadonlySet<string> = new Set(
  [
    ...dialogs.flatMap(({ keys, topics = [] }) => [...keys, ...topics]),
    ...folkAdvice.flatMap(({ keys }) => keys),
  ].flatMap(wordsOf),
);

/** The dialogs and advice whose words fit best; an id names its own. */
export function findTexts({ text, words }: Query, knowledge: Knowledge): Texts {
  const ids = new Set(words.map((word) => word.toLowerCase()));
  // A report names a dialog by its title alone: that means the dialog again.
  const titled = sentencesOf(text).map((given) => dialogs.find(({ phrase }) => areWords(phrase, given)));
  const areTitles = titled.every((dialog) => dialog !== undefined);
  const named = {
    phrases: dialogs.filter(
      (dialog) => ids.has(dialog.id.toLowerCase()) || (areTitles && titled.includes(dialog)),
    ),
    advice: folkAdvice.filter(({ id }) => ids.has(id)),
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
  const best = Math.max(...dialogs.map(weight), ...folkAdvice.map(weight));
  if (best <= 0) return { phrases: topicsOf(words, text), advice: [] };
  const isBest = (one: DialogPhrase | FolkAdvice): boolean => weight(one) === best;
  return { phrases: dialogs.filter(isBest), advice: folkAdvice.filter(isBest) };
}

/** `Kerberos error` is asked about Kerberos; `TLS`, which is mostly said beside a number, may be all there is. */
function topicsOf(words: readonly string[], text: string): readonly DialogPhrase[] {
  const asked = [wordsOf(words.join(' ')), wordsOf(text)].filter(({ length }) => length > 0);
  return topics.filter(({ topics: names = [] }) =>
    names.some((one) => asked.some((given) => areWords(one, given))),
  );
}

/** Less than any word weighs. */
const OPENING = 0.5;

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
