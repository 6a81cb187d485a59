import { formatCode, hex, type CodeMeaning } from '../codes/dictionary.ts';
import type { StatedCode, StatedPart } from '../model/symptom.ts';
import type { CauseClass } from '../model/vocabulary.ts';
import { codeExclusions, isVague } from './code-causes.ts';
import { askedNumbers } from './explain-numbers.ts';
import { findTexts } from './find-texts.ts';
import { extendedMeanings, meaningsFor } from './explain-codes.ts';
import { causesOfCode, causesOfPhrase, type Knowledge } from './find-causes.ts';
import type { DialogPhrase } from './phrases.ts';
import { nameProviders } from './name-providers.ts';
import { readQuery, type AskedNumber } from './read-query.ts';

/** What more causes than this share says nothing against any of them: "the other side closed it". */
const MOST_CAUSES = 12;

/** Reads what a person saw on the screen: the codes of a dialog, one of them, or its words; undefined: neither. */
export function readStatedCode(text: string, knowledge: Knowledge): StatedCode | undefined {
  const query = nameProviders(readQuery(text), knowledge.rows);
  const { phrases } = findTexts(query, knowledge);
  // No dialog shows the id of an event; read as a code it would pick an attempt by mistake.
  const numbers = askedNumbers(query, phrases.length > 0).filter(({ asEvent }) => !asEvent);
  // Words beside codes say less than these do, and are often only the half of a sentence.
  const read =
    numbers.length > 0
      ? numberParts(numbers, /^\s*\//.test(text), knowledge)
      : phrases
          .filter(({ isOutside }) => !isOutside)
          .map((phrase) => ({ part: phrasePart(phrase, knowledge), shown: phrase.phrase }));
  if (read.length === 0) return undefined;
  const isSecond = ({ part }: ReadPart): boolean => part.number?.families[0] === 'extended-reason';
  const shown = (parts: readonly ReadPart[]): string => parts.map((one) => one.shown).join(' ');
  const [first, second] = [read.filter((one) => !isSecond(one)), read.filter(isSecond)];
  return {
    ...(first.length === 0 ? {} : { code: shown(first) }),
    ...(second.length === 0 ? {} : { extended: shown(second) }),
    parts: read.map(({ part }) => part),
  };
}

interface ReadPart {
  readonly part: StatedPart;
  /** The code alone. */
  readonly shown: string;
}

/** The first number is the client's own code where it can be one, the second then the extended one. */
function numberParts(
  numbers: readonly AskedNumber[],
  onlySecond: boolean,
  knowledge: Knowledge,
): readonly ReadPart[] {
  let ownSeen = onlySecond;
  return numbers.map((number) => {
    const all = meaningsFor(number);
    const own = all.filter(({ family }) => family === 'disconnect-reason');
    const extended = all.filter(({ family }) => family === 'extended-reason');
    const isSecond = ownSeen && number.families.length === 0 && number.value < LEAST_STATUS;
    if (isSecond && extended.length === 0) return passedOnPart(number, knowledge);
    const dialog = ownSeen ? extended : own.length > 0 ? own : extended;
    ownSeen ||= own.length > 0;
    const meanings = number.families.length > 0 || dialog.length === 0 ? all : dialog;
    return numberPart(number, meanings, knowledge);
  });
}

/** Windows' statuses are larger than any extended reason. */
const LEAST_STATUS = 0x10000;

/** A second code that no list of extended reasons has: what the server sent as error info, or nothing known. */
function passedOnPart(number: AskedNumber, knowledge: Knowledge): ReadPart {
  const { value } = number;
  const shown = formatCode('extended-reason', value);
  const [known] = extendedMeanings(number);
  const links = known ? causesOfCode(known.family, value, knowledge) : [];
  const part = {
    label: `extended ${shown}`,
    says: known?.meaning ?? 'a code that is not known here',
    number: { value, families: ['extended-reason', ...(known ? [known.family] : [])] },
    ...linked(
      links.map(({ id }) => id),
      knowledge,
    ),
  };
  return { part, shown };
}

function numberPart(
  { value }: AskedNumber,
  meanings: readonly CodeMeaning[],
  knowledge: Knowledge,
): ReadPart {
  const [first] = meanings;
  const shown = first ? formatCode(first.family, value) : hex(value);
  const links = meanings.flatMap(({ family, code }) => causesOfCode(family, code, knowledge));
  const exclusion = codeExclusions.find(
    ({ family, codes }) => first?.family === family && codes.includes(value),
  );
  const known = linked(
    links.map(({ id }) => id),
    knowledge,
  );
  const part = {
    label: first?.family === 'extended-reason' ? `extended ${shown}` : shown,
    says: first?.meaning ?? 'a code that is not known here',
    number: { value, families: meanings.map(({ family }) => family) },
    ...known,
    isBroad: known.isBroad || meanings.some(isVague),
    ...(exclusion && { excludes: { classes: exclusion.classes, because: exclusion.because } }),
  };
  return { part, shown };
}

function phrasePart(said: DialogPhrase, knowledge: Knowledge): StatedPart {
  const known = linked(
    causesOfPhrase(said, knowledge).map(({ id }) => id),
    knowledge,
  );
  const { codes = [], family = 'disconnect-reason' } = said;
  const isBroad = known.isBroad || codes.some((code) => isVague({ family, code }));
  return { label: `"${said.phrase}"`, says: '', ...known, isBroad };
}

function linked(
  ids: readonly string[],
  { patterns }: Knowledge,
): Pick<StatedPart, 'causes' | 'classes' | 'isBroad'> {
  const causes = [...new Set(ids)];
  const classes = new Set<CauseClass>(
    patterns.filter(({ id }) => causes.includes(id)).map((pattern) => pattern.class),
  );
  return { causes, classes: [...classes].sort(), isBroad: causes.length > MOST_CAUSES };
}
