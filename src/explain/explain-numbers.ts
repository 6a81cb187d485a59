import type { CodeFamily, CodeMeaning } from '../codes/dictionary.ts';
import type { Explanation } from '../model/explanation.ts';
import { isVague } from './code-causes.ts';
import {
  asDialogsShow,
  explainCode,
  explainEvent,
  explainLeftOut,
  explainPair,
  explainUnread,
  isOfDialog,
  meaningsFor,
  readPair,
  type Pair,
} from './explain-codes.ts';
import { causesOfCode, causesOfKind, type CauseLink, type Knowledge } from './find-causes.ts';
import { familyWords, isKindWord, type AskedNumber, type Query } from './read-query.ts';

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

/** `foo 12`, as a source of events and the id of one are written. */
export const isWordAndNumber = ({ text, words: [word], numbers: [number] }: Query): boolean =>
  text.trim() === `${word ?? ''} ${number?.input ?? ''}`;

/** What is known of the numbers of a question. */
export interface Numbers extends Pick<Explanation, 'codes' | 'events' | 'pair'> {
  readonly links: readonly CauseLink[];
  /** Of events that good connections have too. */
  readonly seenIn: readonly CauseLink[];
  /** Questions that ask for one meaning of several. */
  readonly narrower: readonly string[];
}

/** Explains the two numbers of a dialog together, others one by one. */
export function explainNumbers(numbers: readonly AskedNumber[], knowledge: Knowledge): Numbers {
  const pair = readPair(numbers);
  if (pair) return explainBoth(numbers, pair, knowledge);
  const parts = numbers.map((number) => explainNumber(number, knowledge));
  return {
    codes: parts.flatMap(({ codes }) => codes),
    events: parts.flatMap(({ events }) => events),
    links: parts.flatMap(({ links }) => links),
    seenIn: parts.flatMap(({ seenIn }) => seenIn),
    narrower: parts.flatMap(({ narrower }) => narrower),
  };
}

function explainBoth(
  numbers: readonly AskedNumber[],
  { reason, extended }: Pair,
  knowledge: Knowledge,
): Numbers {
  // "The server ended it" adds no causes to a reason that the server gave.
  const telling = isVague(reason) && !isVague(extended) ? [extended] : [extended, reason];
  return {
    pair: explainPair(reason, extended),
    codes: numbers.map(({ input, value }, i) => explainCode(input, value, [i === 0 ? reason : extended])),
    events: [],
    links: causesOfMeanings(telling, knowledge),
    seenIn: [],
    narrower: [],
  };
}

const causesOfMeanings = (meanings: readonly CodeMeaning[], knowledge: Knowledge): readonly CauseLink[] =>
  meanings.flatMap(({ family, code }) => causesOfCode(family, code, knowledge));

function explainNumber(number: AskedNumber, knowledge: Knowledge): Numbers {
  const { input, value, asEvent, providers } = number;
  const isCode = number.hex || number.families.length > 0;
  const rows = isCode
    ? []
    : knowledge.rows.filter(
        ({ provider, eventId }) =>
          eventId === value && (providers === undefined || providers.includes(provider)),
      );
  const meanings = asEvent && (rows.length > 0 || providers) ? [] : meaningsFor(number);
  const leftOut =
    isCode || (meanings.length > 0 && !asEvent)
      ? []
      : providers
        ? explainUnread(value, providers, knowledge.rows)
        : explainLeftOut(value, rows);
  const ofKinds = rows.map(({ kind }) => causesOfKind(kind, knowledge));
  // A number that is an event and nothing else, or was called one, is not an unknown code.
  const isEvent =
    (leftOut.length > 0 || meanings.length === 0) && (rows.length > 0 || leftOut.length > 0 || asEvent);
  const read = isOfDialog(number) ? readByDialog(number, meanings) : readByField(number, meanings);
  return {
    codes: isEvent ? [] : [explainCode(input, value, read.meanings, read.firstIsMeant)],
    events: [...rows.map(explainEvent), ...leftOut],
    links: [...causesOfMeanings(read.telling, knowledge), ...ofKinds.flatMap(({ causes }) => causes)],
    seenIn: ofKinds.flatMap((of) => of.seenIn),
    narrower: read.narrower,
  };
}

/** The meanings of a number in the order they are told in, and those whose causes are. */
interface Reading {
  readonly meanings: readonly CodeMeaning[];
  readonly telling: readonly CodeMeaning[];
  readonly narrower: readonly string[];
  readonly firstIsMeant?: boolean;
}

/** Families whose numbers nobody reads on a screen or in a log. */
const onWire: ReadonlySet<CodeFamily> = new Set([
  'negotiation-failure',
  'licence-error',
  'licence-transition',
]);

/** The client's own code first, and its causes alone. */
function readByDialog({ input }: AskedNumber, meanings: readonly CodeMeaning[]): Reading {
  const isMeant = ({ family }: CodeMeaning): boolean => family === 'disconnect-reason';
  const isWire = ({ family }: CodeMeaning): boolean => onWire.has(family);
  const others = meanings.filter((one) => !isMeant(one) && !isWire(one));
  const telling = meanings.filter(isMeant);
  return {
    meanings: [...telling, ...others, ...meanings.filter(isWire)],
    telling,
    narrower: narrowerQuestions(input, others),
    firstIsMeant: true,
  };
}

/** Two families can be shown with their causes; with more the person has to say which. */
const SHOWN_FAMILIES = 2;

/** The causes of six meanings at once help nobody. */
function readByField({ input }: AskedNumber, meanings: readonly CodeMeaning[]): Reading {
  const isOne = new Set(meanings.map(({ family }) => family)).size <= SHOWN_FAMILIES;
  return isOne
    ? { meanings, telling: meanings, narrower: [] }
    : { meanings, telling: [], narrower: narrowerQuestions(input, meanings) };
}

const narrowerQuestions = (input: string, meanings: readonly CodeMeaning[]): readonly string[] =>
  [...new Set(meanings.map(({ family }) => familyWords[family]))].map((word) => `${word} ${input}`);
