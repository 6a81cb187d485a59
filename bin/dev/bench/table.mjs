// Markdown as prettier sets it.

/** A Markdown table with padded columns, figures to the right, as prettier sets it. */
export function table(heads, rows) {
  const width = heads.map((head, column) =>
    Math.max(3, ...[head, ...rows.map((row) => row[column])].map(lengthOf)),
  );
  const line = (cells) => `| ${cells.map((cell, column) => pad(cell, width[column])).join(' | ')} |`;
  return [line(heads), `| ${width.map((size) => '-'.repeat(size)).join(' | ')} |`, ...rows.map(line)].join(
    '\n',
  );
}

const lengthOf = (text) => [...text].length;
const pad = (text, size) => text + ' '.repeat(size - lengthOf(text));
