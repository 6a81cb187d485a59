import {
  splitEndpoint,
  textFromBytes,
  toFact,
  type FactForm,
  type FactRule,
} from '../normalize/fact-forms.ts';
import type { RedactAddress } from './addresses.ts';
import { classOf, factClasses, type FactClass } from './fact-classes.ts';
import type { Names } from './names.ts';
import type { Paths } from './paths.ts';
import type { Scrub } from './scrub.ts';
import type { TestedValues } from './tested-values.ts';
import type { Tokens } from './tokens.ts';
import { isNoMachine } from './well-known.ts';

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

interface FieldParts {
  readonly tokens: Tokens;
  readonly address: RedactAddress;
  readonly names: Names;
  readonly paths: Paths;
  readonly scrub: Scrub;
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
  const { tokens, address, names, paths, scrub, asked } = parts;

  const byClass = (
    value: string,
    what: FactClass,
    form: FactForm,
    known?: ReadonlyMap<string, string>,
  ): string => {
    switch (what) {
      case 'text':
        return isNumeral(value) ? value : tokens.exact('text', value);
      case 'user':
        return names.user(value);
      case 'host':
        return names.host(value);
      case 'target':
        return names.target(value);
      case 'subject':
        return names.subject(value);
      case 'address':
        return endpoint(value);
      case 'sid':
        return names.user(value);
      case 'thumbprint':
        return thumbprint(value);
      case 'url':
        return names.url(value);
      case 'path':
        return paths.path(value);
      case 'program':
        return paths.program(value);
      case 'service':
        return service(value);
      case 'word':
        return scrub(value, known);
      case 'number':
        return number(value, form);
    }
  };

  /** An address with or without a port; the console is named by a word, in the system's language. */
  const endpoint = (value: string): string => {
    if (address(value) !== undefined || isNoMachine(value)) return address(value) ?? value;
    const { address: own, port } = splitEndpoint(value);
    if (own === undefined) return port === undefined ? names.host(value) : value;
    const made = address(own) ?? names.host(own);
    if (port === undefined) return value.startsWith('[') ? `[${made}]` : made;
    return made.includes(':') || value.startsWith('[') ? `[${made}]:${port}` : `${made}:${port}`;
  };

  const thumbprint = (value: string): string => {
    const hex = value.toUpperCase();
    if (!/^[\dA-F]{8,}$/.test(hex)) return tokens.exact('text', value);
    const bytes = tokens.bytes('thumbprint', hex);
    const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return tokens.remember(
      digits
        .repeat(Math.ceil(hex.length / 64))
        .slice(0, hex.length)
        .toUpperCase(),
      value,
    );
  };

  /** The short name may come as UTF-16 bytes with the state behind it. */
  const service = (value: string): string => {
    const [, name, state = ''] = /^(\w+)(\/\d+)?/.exec(textFromBytes(value) ?? '') ?? [];
    return name === undefined ? paths.service(value) : utf16Hex(`${paths.service(name)}${state}`);
  };

  const treat: RedactField = (value, { readers, deciding, class: what }, known) => {
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
    const made = middle === '' ? '' : byClass(middle, what, rule.as, known);
    return withMatches(`${start}${made}${end}`, text, readers);
  };

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

  return treat;
}

/** Such a rule asks what kind of text it is, and then reads it whole. */
const takesAll = ({ as, match }: FactRule, text: string): boolean =>
  as === 'text' && match?.exec(text)?.[1] === text;

/** A number, a code or the number of a message says nothing of anybody. */
const isNumeral = (text: string): boolean => /^(?:%%)?(?:-?\d{1,20}|0x[\da-f]{1,16})$/i.test(text);

/** What is no number gives no fact, and of a block of bytes only the number is read. */
function number(value: string, form: FactForm): string {
  if (toFact(value, form) === undefined) return '';
  if (form === 'last-dword') return '0'.repeat(value.length - 8) + value.slice(-8);
  return isPlain(value) ? value : '';
}

/** A number in brackets, a status in a call, a date: no letters but those of hex and of the call. */
const isPlain = (value: string): boolean =>
  isNumeral(value) ||
  /^\[?[-+]?(?:0x)?[\da-f]+\]?$/i.test(value) ||
  /^SetErrorInfo\([-\dxa-f]+\)$/i.test(value) ||
  /^[\d:.TZ+/ -]+$/.test(value);

function utf16Hex(text: string): string {
  let hex = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hex += (unit & 255).toString(16).padStart(2, '0') + (unit >>> 8).toString(16).padStart(2, '0');
  }
  return hex.toUpperCase();
}
