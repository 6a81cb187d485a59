import type { FactRule } from '../normalize/fact-forms.ts';
import { classOf, factClasses, type FactClass } from './fact-classes.ts';
import { createRedactValue, type ValueParts } from './redact-value.ts';
import type { TestedValues } from './tested-values.ts';

/** A fact that reads a field. */
export interface FieldReader {
  readonly kind: string;
  readonly fact: string;
  readonly rule: FactRule;
}

/** Who reads a field; of several facts the one that takes the most care decides what is made of it. */
export interface ReadField {
  readonly readers: readonly FieldReader[];
  readonly deciding: FieldReader | undefined;
  readonly class: FactClass | undefined;
}

/** Gives what stands in place of a field's value; `known` are values of the event's other fields. */
export type RedactField = (value: string, field: ReadField, known?: ReadonlyMap<string, string>) => string;

interface FieldParts extends ValueParts {
  readonly asked: TestedValues;
}

/** Classes in which patterns may ask for a value by its text. Who and where is never told, whoever asks. */
const maySurvive: ReadonlySet<FactClass> = new Set(['text', 'path', 'program', 'service', 'word']);

/** Works it out once for all events of a row. */
export function readField(readers: readonly FieldReader[]): ReadField {
  const rank = (reader: FieldReader): number => factClasses.indexOf(classOfReader(reader));
  const deciding = readers.toSorted((a, b) => rank(a) - rank(b))[0];
  return { readers, deciding, class: deciding && classOfReader(deciding) };
}

const classOfReader = ({ kind, fact, rule }: FieldReader): FactClass => classOf(kind, fact, rule.as);

export function createRedactField(parts: FieldParts): RedactField {
  const { tokens, scrub, asked } = parts;
  const redactValue = createRedactValue(parts);

  /** What a rule looks for in a text is Windows' own: it stays, for the event hangs on it. */
  const withMatches = (made: string, text: string, readers: readonly FieldReader[]): string => {
    let result = made;
    for (const { rule } of readers) {
      const found = rule.match?.exec(text);
      const now = rule.match?.exec(result);
      if (!found || !rule.match || takesAll(rule, text) || (now && now[1] === found[1])) continue;
      const kept = scrub(found[0]);
      const longer = found[0] === text || result === '' ? kept : `${result} ${kept}`;
      if (rule.match.test(longer)) result = longer;
    }
    return result === made || made === '' ? result : tokens.remember(result, text);
  };

  return (value, { readers, deciding, class: what }, known) => {
    const text = value.trim();
    if (!deciding || !what) return '';
    if (text === '' || text === '-') return text;
    // Where nothing but a part of it is read, only that part is kept.
    if (readers.every(({ rule }) => rule.match && !takesAll(rule, text)))
      return withMatches('', text, readers);
    const { kind, fact, rule } = deciding;
    const isWord = maySurvive.has(what);
    if (isWord && readers.some((one) => asked.isAsked(one.kind, one.fact, text))) return text;
    const start = isWord ? asked.startOf(kind, fact, text) : '';
    const end = isWord && start.length < text.length ? asked.endOf(kind, fact, text.slice(start.length)) : '';
    const middle = text.slice(start.length, text.length - end.length);
    const made = middle === '' ? '' : redactValue(middle, what, rule.as, known);
    return withMatches(`${start}${made}${end}`, text, readers);
  };
}

/** Such a rule asks what kind of text it is, and then reads it whole. */
const takesAll = ({ as, match }: FactRule, text: string): boolean =>
  as === 'text' && match?.exec(text)?.[1] === text;
