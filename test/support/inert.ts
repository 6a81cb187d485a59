import { parse as parseCsv } from 'csv-parse/sync';
import MarkdownIt from 'markdown-it';
import { marked, type Token } from 'marked';
import { defaultTreeAdapter, parse as parseHtml, type DefaultTreeAdapterTypes } from 'parse5';

/** What is wrong with an output whose text is hostile, held against the same with harmless text. Empty: it is inert. */
export type Inertness = (hostile: string, harmless: string, links: readonly string[]) => readonly string[];

// oxlint-disable-next-line no-control-regex
const acting = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

const actsOnScreen = (text: string): string[] => [
  ...(acting.test(text) ? [`acts on a screen: ${JSON.stringify(acting.exec(text)?.[0])}`] : []),
  ...(text.isWellFormed() ? [] : ['half a surrogate pair']),
];

const json: Inertness = (hostile) => [...actsOnScreen(hostile), ...parsed(hostile)];

const jsonLines: Inertness = (hostile, harmless) => {
  const lines = hostile.trimEnd().split('\n');
  return [
    ...actsOnScreen(hostile),
    ...lines.flatMap(parsed),
    ...differs('number of lines', lines.length, harmless.trimEnd().split('\n').length),
  ];
};

function parsed(text: string): string[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    return [`no JSON: ${String(error)}`];
  }
}

const differs = <T>(what: string, one: T, other: T): string[] =>
  JSON.stringify(one) === JSON.stringify(other)
    ? []
    : [`${what}: ${JSON.stringify(one)} is not ${JSON.stringify(other)}`];

/** By two parsers: what one reads as text another may take for a link. */
const markdown: Inertness = (hostile, harmless) => [
  ...actsOnScreen(hostile),
  ...differs('blocks', blocksOf(hostile), blocksOf(harmless)),
  ...inlineFaults(marked.lexer(hostile)),
  ...commonMarkFaults(hostile),
];

/** The structure above the text: headings, lists, fences. */
const blocksOf = (text: string): string[] =>
  marked.lexer(text).flatMap(function walk(token): string[] {
    const items = token.type === 'list' ? (token.items as Token[]) : [];
    const lang = token.type === 'code' ? `:${String(token.lang)}` : '';
    return [`${token.type}${'depth' in token ? String(token.depth) : ''}${lang}`, ...items.flatMap(walk)];
  });

const plainTokens = new Set([
  'text',
  'codespan',
  'strong',
  'heading',
  'paragraph',
  'list',
  'list_item',
  'code',
  'space',
  'blockquote',
]);

function inlineFaults(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token): string[] => {
    const own = plainTokens.has(token.type) ? [] : [`${token.type}: ${token.raw.slice(0, 80)}`];
    const inner = 'tokens' in token && token.tokens ? token.tokens : [];
    const items = token.type === 'list' ? (token.items as Token[]) : [];
    return [
      ...own,
      ...(inner.length + items.length === 0 ? looseMarks(token) : inlineFaults([...inner, ...items])),
    ];
  });
}

/** What GitHub makes mentions, references, emoji and formulas of when all else is read. */
const looseMarks = (token: Token): string[] =>
  token.type === 'text' && /@\w|#\d|:\/\/|www\.|:[a-z_]+:|\$\S/.test(token.raw)
    ? [`loose in text: ${token.raw.slice(0, 80)}`]
    : [];

const commonMark = new MarkdownIt({ html: true, linkify: true });

function commonMarkFaults(text: string): string[] {
  const tokens = commonMark.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  return tokens
    .filter(({ type }) =>
      /^(?:link_open|image|html_block|html_inline|table_open|hr|em_open|s_open)$/.test(type),
    )
    .map(({ type, content }) => `${type}: ${content.slice(0, 80)}`);
}

/** An apostrophe before it is what makes it none. */
const formula = /^[\s"]*[=+\-@＝＋－＠]/;

/** Cut at commas it is a table; cut at what a spreadsheet may take for a comma, still no cell is a formula. */
const csv: Inertness = (hostile, harmless) => {
  const text = hostile.replace(/^\ufeff/, '');
  const rows = rowsOf(text, ',');
  const width = rows[0]?.length;
  return [
    ...(hostile.startsWith('\ufeff') ? [] : ['no byte order mark']),
    ...actsOnScreen(text.replaceAll('\r\n', '\n')),
    ...differs('rows', rows.length, rowsOf(harmless.replace(/^\ufeff/, ''), ',').length),
    ...rows.filter((row) => row.length !== width).map((row) => `a row of ${row.length} cells, not ${width}`),
    ...[',', ';', '\t', '|'].flatMap((delimiter) =>
      rowsOf(text, delimiter)
        .flat()
        .filter((cell) => formula.test(cell))
        .map((cell) => `a formula when cut at '${delimiter}': ${cell.slice(0, 80)}`),
    ),
  ];
};

/** Whoever cuts at another mark may not see the quotes as such. */
const rowsOf = (text: string, delimiter: string): string[][] =>
  parseCsv(text, { delimiter, relaxColumnCount: true, quote: delimiter === ',' ? '"' : null });

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const html: Inertness = (hostile, harmless, links) => {
  const known = new Set(elementsOf(harmless).map(shape));
  const code = new Set(elementsOf(harmless).filter(isCode).map(contentOf));
  const elements = elementsOf(hostile);
  return [
    ...elements
      .map(shape)
      .filter((one) => !known.has(one))
      .map((one) => `an element of log text: ${one}`),
    ...elements
      .filter(isCode)
      .map(contentOf)
      .filter((text) => !code.has(text))
      .map((text) => `code of log text: ${text.slice(0, 80)}`),
    ...elements
      .flatMap(({ attrs }) => attrs)
      .flatMap(({ name, value }) => attributeFaults(name, value, links)),
    ...elements
      .filter((one) => one.tagName === 'script' && !isCode(one))
      .map(contentOf)
      .flatMap(parsed),
  ];
};

const elementsOf = (text: string): Element[] => {
  const walk = (node: Node): Element[] => [
    ...(defaultTreeAdapter.isElementNode(node) ? [node] : []),
    ...('childNodes' in node ? node.childNodes.flatMap(walk) : []),
    ...('content' in node ? walk(node.content) : []),
  ];
  return walk(parseHtml(text));
};

const shape = ({ tagName, attrs }: Element): string =>
  `${tagName}[${attrs
    .map(({ name }) => name)
    .toSorted()
    .join()}]`;

/** Data in a script element is no code. */
const isCode = ({ tagName, attrs }: Element): boolean =>
  tagName === 'style' ||
  (tagName === 'script' && !attrs.some(({ name, value }) => name === 'type' && value === 'application/json'));

const contentOf = ({ childNodes }: Element): string =>
  childNodes.map((node) => (defaultTreeAdapter.isTextNode(node) ? node.value : '')).join('');

function attributeFaults(name: string, value: string, links: readonly string[]): string[] {
  if (name.startsWith('on')) return [`a handler: ${name}`];
  if (!['href', 'src', 'action', 'formaction', 'xlink:href', 'srcset', 'data'].includes(name)) return [];
  return value.startsWith('#') ||
    value.startsWith('data:image/') ||
    (/^https?:\/\//.test(value) && links.includes(value))
    ? []
    : [`${name} leads to ${value.slice(0, 80)}`];
}

/** For each format how its readers read it; a format that is not here has not been looked at. */
export const inertness: Readonly<Record<string, Inertness>> = {
  terminal: actsOnScreen,
  json,
  ndjson: jsonLines,
  timesketch: jsonLines,
  markdown,
  csv,
  html,
};
