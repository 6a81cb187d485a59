import { csvCell, jsonForCell, withoutGuards } from '../../parsers/csv-cell.ts';
import { packPseudonyms } from '../model/pack-pseudonyms.ts';
import { redactionNotice, revealedNotice, revealedPack } from './notice.ts';
import type { Reveal } from './revealer.ts';

/** How a text is written, so that what stands in it for a name is written alike. */
export type RevealFormat = 'json' | 'json-lines' | 'html' | 'xml' | 'markdown' | 'csv' | 'text';

interface RevealParts {
  readonly reveal: Reveal;
  /** Shows what would act on a terminal as its code. */
  readonly plain: (text: string) => string;
  /** The same in JSON, by its own escapes. */
  readonly plainJson: (json: string) => string;
}

/**
 * Turns a redacted text back. Names come from logs, and strangers wrote those: each is written as the format's own
 * renderer writes log text.
 */
export function revealText(text: string, format: RevealFormat, parts: RevealParts): string {
  switch (format) {
    case 'json':
      return `${revealJson(text, parts, 2)}\n`;
    case 'json-lines':
      return text.replace(/[^\r\n]+/g, (line) => revealJson(line, parts));
    case 'html':
    case 'xml':
      return withNotice(revealMarkup(text, parts));
    case 'markdown':
      return withNotice(revealMarkdown(text, parts));
    case 'csv':
      return revealCsv(text, parts);
    case 'text':
      return withNotice(parts.reveal(text, parts.plain));
  }
}

/** What everybody was told of the pseudonyms is no more true; it may be wrapped. */
const withNotice = (text: string): string =>
  text.replace(wrapped(redactionNotice), revealedNotice).replace(wrapped(packPseudonyms), revealedPack);

const wrapped = (text: string): RegExp =>
  new RegExp(
    text
      .split(' ')
      .map((word) => word.replace(/[.;]/g, '\\$&'))
      .join('\\s+'),
    'g',
  );

const revealJson = (json: string, { reveal, plainJson }: RevealParts, indent = 0): string =>
  plainJson(JSON.stringify(revealedValue(JSON.parse(json), reveal), null, indent));

/** What the program writes is nowhere near so deep, nor what it reads. */
const MOST_LEVELS = 100;

/** @throws {SyntaxError} where it is deeper than what the program writes. */
function revealedValue(value: unknown, reveal: Reveal, level = 0): unknown {
  if (typeof value === 'string')
    return value === redactionNotice ? revealedNotice : reveal(value).toWellFormed();
  if (typeof value !== 'object' || value === null) return value;
  if (level === MOST_LEVELS) throw new SyntaxError(`expected at most ${MOST_LEVELS} levels, found more`);
  const within = (item: unknown): unknown => revealedValue(item, reveal, level + 1);
  if (Array.isArray(value)) return value.map(within);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, within(item)]));
}

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text and attributes as markup; what scripts hold, which is data alone, as JSON without marks. */
function revealMarkup(text: string, { reveal, plain }: RevealParts): string {
  const asMarkup = (original: string): string =>
    plain(original).replace(/[&<>"']/g, (mark) => marks[mark] ?? '');
  const asJson = (original: string): string =>
    JSON.stringify(plain(original))
      .slice(1, -1)
      .replace(/[<>&'\u2028\u2029]/g, unicode);
  return text
    .split(/(<script\b[^>]*>[^]*?<\/script>)/i)
    .map((piece, i) => (i % 2 === 1 ? reveal(piece, asJson) : withNotice(reveal(piece, asMarkup))))
    .join('');
}

const unicode = (mark: string): string => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Fences and code spans hold names as they are; elsewhere a name that could mean something becomes a span of its own. */
function revealMarkdown(text: string, { reveal, plain }: RevealParts): string {
  const oneLine = (original: string): string => plain(original).replace(/\s+/g, ' ');
  return text
    .split(/(^`{3,}[^`\n]*\n[^]*?\n`{3,}$|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\2(?!`))/m)
    .flatMap((piece, i) => {
      // The marks of a span are a piece of their own.
      if (i % 3 === 2) return [];
      if (i % 3 === 0) return reveal(piece, (original) => inText(oneLine(original)));
      if (piece.startsWith('```'))
        return reveal(piece, (original) => oneLine(original).replaceAll('`', '\\u0060'));
      const [, fence = '', inner = ''] = /^(`+)([^]*)\1$/.exec(piece) ?? [];
      const revealed = reveal(inner, oneLine);
      return revealed === inner ? `${fence}${inner}${fence}` : codeSpan(revealed);
    })
    .join('');
}

const inText = (original: string): string =>
  /^[\p{L}\p{N}](?:[\p{L}\p{N} ]*[\p{L}\p{N}])?$/u.test(original) ? original : codeSpan(original);

function codeSpan(text: string): string {
  const runs = (text.match(/`+/g) ?? []).map((run) => run.length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

/** Cell by cell, and each as every CSV of the program is written: no name in it begins a formula. */
function revealCsv(text: string, parts: RevealParts): string {
  return text.replace(/"(?:[^"]|"")*"|[^",\r\n]+/g, (cell) => {
    const value = withoutGuards(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    const revealed = jsonIn(value, parts) ?? parts.reveal(value, parts.plain);
    return revealed === value ? cell : csvCell(revealed);
  });
}

/** A cell may hold an event's fields as JSON. */
function jsonIn(value: string, parts: RevealParts): string | undefined {
  if (!/^[[{]/.test(value)) return undefined;
  try {
    return jsonForCell(revealJson(value, parts));
  } catch {
    return undefined;
  }
}
