import type { Facts, FactValue } from '../model/event.ts';
import type { CatalogRow } from './catalog-row.ts';

/** An event's line read back: what decides in it, and the line without the rest. */
export interface StepText {
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

/** A blank, or literal text; `optional` ones stand in square brackets, the n-th of them. */
interface Piece {
  readonly literal: string;
  readonly fact?: string;
  readonly optional?: number;
}

function readerOf(row: CatalogRow): (summary: string) => StepText | undefined {
  const pieces = piecesOf(row.summary);
  const shape = new RegExp(
    `^${row.summary
      .split(/(\[[^\]]*\])/)
      .map(shapeOf(row))
      .join('')}$`,
    's',
  );
  const blanks = pieces.filter((piece) => piece.fact !== undefined);
  return (summary) => {
    const found = shape.exec(summary);
    if (!found) return undefined;
    const values = new Map(blanks.map(({ fact = '' }, i) => [fact, withoutIds(found[i + 1])]));
    const facts: Record<string, FactValue> = {};
    for (const [name, value] of values) {
      if (value !== undefined && value !== '?' && deciding.has(name)) facts[name] = valueOf(row, name, value);
    }
    return { text: textOf(pieces, values), facts };
  };
}

/** Calls of the stack name sessions: `LogonNotify(SessionId=3)`. */
const withoutIds = (text: string | undefined): string | undefined =>
  text?.replace(/(SessionId=)\d+/gi, '$1…');

const piecesOf = (template: string): readonly Piece[] =>
  template.split(/(\[[^\]]*\])/).flatMap((part, place) => {
    const isOptional = place % 2 === 1;
    return (isOptional ? part.slice(1, -1) : part).split(/\{(\w+)\}/).map((piece, i): Piece => ({
      ...(i % 2 === 0 ? { literal: piece } : { literal: '', fact: piece }),
      ...(isOptional ? { optional: place } : {}),
    }));
  });

const shapeOf =
  (row: CatalogRow) =>
  (part: string, place: number): string => {
    const inner = place % 2 === 1 ? part.slice(1, -1) : part;
    const shape = inner
      .split(/\{(\w+)\}/)
      .map((piece, i) => (i % 2 === 0 ? escape(piece) : `(${isNumber(row, piece) ? numeral : '.*'})`))
      .join('');
    return place % 2 === 1 ? `(?:${shape})?` : shape;
  };

const numeral = '0x[0-9A-F]+|-?\\d+|\\?';
const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

const isNumber = ({ facts }: CatalogRow, name: string): boolean =>
  ['number', 'code', 'hex-code', 'set-error-info', 'port', 'service-state', 'last-dword', 'dword'].includes(
    facts[name]?.as ?? '',
  );

const valueOf = (row: CatalogRow, name: string, text: string): FactValue =>
  isNumber(row, name) ? Number(text) : text;

/** An optional part is kept only where all its blanks decide something. */
function textOf(pieces: readonly Piece[], values: ReadonlyMap<string, string | undefined>): string {
  const dropped = new Set(
    pieces
      .filter(({ fact, optional }) => optional !== undefined && fact !== undefined && !isKept(fact, values))
      .map(({ optional }) => optional),
  );
  return pieces
    .filter(({ optional }) => optional === undefined || !dropped.has(optional))
    .map(({ literal, fact }) =>
      fact === undefined ? literal : isKept(fact, values) ? (values.get(fact) ?? '?') : '…',
    )
    .join('');
}

const isKept = (fact: string, values: ReadonlyMap<string, string | undefined>): boolean =>
  deciding.has(fact) && values.get(fact) !== undefined;
