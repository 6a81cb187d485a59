// The little Markdown that the generated pages need. Texts come from data and may hold what Markdown would read.

/** Plain text: nothing in it is markup. */
export const plain = (text) =>
  text
    .replaceAll(/[\\`*_[\]<>|~]/g, '\\$&')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** A code span. A text with backticks needs a longer fence; a `|` would end a table's cell. */
export function code(text) {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 ? ' ' : '';
  return `${fence}${space}${text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')}${space}${fence}`;
}

/** A code span outside of tables, where a `|` is itself. */
export const command = (text) => code(text).replaceAll('\\|', '|');

export const link = (text, page, heading) => `[${text}](${page}#${anchor(heading)})`;

/** The anchor that a heading gets: lower case, words joined by hyphens, nothing else. */
const anchor = (heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-');

/** Where something is known from: an address as a link. */
export const reference = (text) => (/^https?:\/\/\S+$/.test(text) ? `<${text}>` : plain(text));

export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The parts of a page, a blank line between them. */
export const page = (...parts) => `${parts.flat().join('\n\n')}\n`;

export const GENERATED = 'Written by `npm run docs` from the data the program runs on; not edited by hand.';
