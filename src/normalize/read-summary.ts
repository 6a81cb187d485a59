import type { Facts, FactValue } from '../model/event.ts';
import type { CatalogRow } from './catalog-row.ts';
import type { FactForm } from './fact-forms.ts';

/** An event's line read back: what decides in it, and the line without the rest. */
interface StepText {
  /** `logon of … failed: 0xC000006A, logon type 3`. */
  readonly text: string;
  readonly facts: Facts;
}

/** Reads the line of an event; undefined where its row is unknown or the line was made by another version of it. */
export type ReadSummary = (event: {
  readonly provider: string;
  readonly eventId: number;
  readonly summary: string;
}) => StepText | undefined;

/** Longer lines are somebody's attempt to be clever; reading one back takes time that grows faster than it. */
const LONGEST = 1000;

/**
 * Facts that say what happened, in the same words whoever it happened to, whenever and in whatever language. Names,
 * addresses, ids, times and counts are left out.
 */
const deciding: ReadonlySet<string> = new Set([
  'alert',
  'answer',
  'code',
  'component',
  'driver',
  'errorInfo',
  'event',
  'layer',
  'level',
  'licenseType',
  'listener',
  'logonType',
  'machine',
  'major',
  'method',
  'minor',
  'mode',
  'module',
  'package',
  'plugin',
  'program',
  'protocol',
  'reason',
  'result',
  'right',
  'service',
  'side',
  'state',
  'stateCode',
  'subscriber',
  'transport',
  'version',
]);

/** Reads events' lines back by the templates they were made with: a report keeps an event's line, not its facts. */
export function summaryReader(rows: readonly CatalogRow[]): ReadSummary {
  const byEvent = new Map(rows.map((row) => [keyOf(row), row]));
  const readers = new Map<string, (summary: string) => StepText | undefined>();
  return (event) => {
    const key = keyOf(event);
    const row = byEvent.get(key);
    if (!row || event.summary.length > LONGEST) return undefined;
    const reader = readers.get(key) ?? readerOf(row);
    readers.set(key, reader);
    return reader(event.summary);
  };
}

const keyOf = ({ provider, eventId }: { provider: string; eventId: number }): string =>
  `${provider}\n${eventId}`;

/** Literal text, or a blank; an optional part is in square brackets and goes when a blank of it is empty. */
interface Piece {
  readonly literal: string;
  readonly fact?: string;
}
interface Part {
  readonly optional: boolean;
  readonly pieces: readonly Piece[];
}

function readerOf(row: CatalogRow): (summary: string) => StepText | undefined {
  const parts = partsOf(row.summary);
  const shape = new RegExp(`^${parts.map((part, place) => shapeOf(part, row, place, parts)).join('')}$`, 's');
  const names = parts.flatMap(({ pieces }) => pieces.flatMap(({ fact }) => fact ?? []));
  return (summary) => {
    const found = shape.exec(summary);
    if (!found) return undefined;
    const values = new Map<string, string>();
    names.forEach((name, i) => {
      const value = found[i + 1];
      if (value !== undefined && deciding.has(name)) values.set(name, withoutIds(value));
    });
    return { text: parts.map((part) => textOf(part, values)).join(''), facts: factsOf(row, values) };
  };
}

const partsOf = (template: string): readonly Part[] =>
  template.split(/(\[[^\]]*\])/).map((part, place) => ({
    optional: place % 2 === 1,
    pieces: (place % 2 === 1 ? part.slice(1, -1) : part)
      .split(/\{(\w+)\}/)
      .map((piece, i) => (i % 2 === 0 ? { literal: piece } : { literal: '', fact: piece })),
  }));

function shapeOf({ optional, pieces }: Part, row: CatalogRow, place: number, parts: readonly Part[]): string {
  const shape = pieces
    .map(({ literal, fact }, i) => {
      if (fact === undefined) return escape(literal);
      if (isNumber(row, fact)) return `(${numeral})`;
      // A name takes all it can, that no name can play the rest of the line; but not an optional part after it.
      const isBeforeOptional =
        pieces.slice(i + 1).every((piece) => piece.literal === '') && place + 1 < parts.length;
      return isBeforeOptional && !optional ? '(.*?)' : '(.*)';
    })
    .join('');
  return optional ? `(?:${shape})?` : shape;
}

const numeral = '0x[0-9A-F]+|-?\\d+|\\?';
const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

const numberForms: ReadonlySet<FactForm> = new Set([
  'number',
  'code',
  'hex-code',
  'set-error-info',
  'port',
  'service-state',
  'last-dword',
  'dword',
]);
const isNumber = ({ facts }: CatalogRow, name: string): boolean => {
  const form = facts[name]?.as;
  return form !== undefined && numberForms.has(form);
};

/** Calls of the stack name sessions: `LogonNotify(SessionId=3)`. */
const withoutIds = (text: string): string => text.replace(/(SessionId=)\d+/gi, '$1…');

function factsOf(row: CatalogRow, values: ReadonlyMap<string, string>): Facts {
  const known = [...values].filter(([, value]) => value !== '?');
  return Object.fromEntries(
    known.map(([name, value]): [string, FactValue] => [name, isNumber(row, name) ? Number(value) : value]),
  );
}

/** What does not decide is `…`; an optional part is kept only where all of it decides. */
function textOf({ optional, pieces }: Part, values: ReadonlyMap<string, string>): string {
  if (optional && pieces.some(({ fact }) => fact !== undefined && !values.has(fact))) return '';
  return pieces
    .map(({ literal, fact }) => (fact === undefined ? literal : (values.get(fact) ?? '…')))
    .join('');
}
