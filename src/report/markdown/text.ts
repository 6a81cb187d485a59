import { plainText } from '../plain-text.ts';

/** Longer words and texts than this are no part of a ticket; whoever needs them has the JSON. */
const LONGEST_WORD = 160;
const LONGEST_TEXT = 1500;

/**
 * Makes text, which may hold log text, safe in Markdown of any kind. Words of letters, digits and marks that mean nothing
 * stay as they are; any other is shown as code, where links, mentions, HTML and emphasis are not read. Backslashes would
 * not do: GitHub finds mentions, and many readers find links, after they are gone.
 */
export function markdownText(text: string, longest: number = LONGEST_TEXT): string {
  const line = plainText(text.replace(/\s+/g, ' ').trim()) || '–';
  const words = cut(line, longest).split(' ');
  return words.map((word, i) => (i === 0 && isMarker.test(word) ? code(word) : safeWord(word))).join(' ');
}

/** Commands as they are, in a fence that no line of them can end. */
export function fenced(commands: readonly string[], shell: string): string {
  const lines = commands.flatMap((command) => command.trim().split(/\r?\n/).map(plainText));
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return [`${fence}${shell}`, ...lines, fence].join('\n');
}

const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`;

/** What begins a list, a line or a heading where it begins a paragraph. */
const isMarker = /^(?:[-+=]+|\d+[.)])$/;

/** Opening marks, the word itself, closing marks. */
const parts = /^([("'“‘]*)(.*?)([.,;:!?)"'”’…]*)$/su;

function safeWord(word: string): string {
  if (isPlain(word)) return word;
  const [, open = '', core = '', close = ''] = parts.exec(word) ?? [];
  return isPlain(core) ? code(word) : `${open}${code(core)}${close}`;
}

const plainMarks = /^[\p{L}\p{M}\p{N}.,;:!?()'"/%+\-–—…“”‘’·×→=]*$/u;
/** What a reader makes a link of: a dotted name, an address with a scheme, an issue's number, an emoji's name. */
const linkLike = /[\p{L}\p{N}]\.[\p{L}\p{N}]|:\/\/|\p{L}-\d|:[\w+-]+:/u;
const clockTime = /^\d\d:\d\d:\d\d$/;

const isPlain = (word: string): boolean =>
  clockTime.test(word) || (plainMarks.test(word) && !linkLike.test(word) && word.length <= LONGEST_WORD);

/** A code span; its marks are longer than any within it. */
function code(text: string): string {
  const short = cut(text, LONGEST_WORD);
  const marks = '`'.repeat(longestRun(short) + 1);
  const pad = short.startsWith('`') || short.endsWith('`') ? ' ' : '';
  return `${marks}${pad}${short}${pad}${marks}`;
}

const longestRun = (text: string): number =>
  Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
