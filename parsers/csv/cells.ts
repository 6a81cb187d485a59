/** What separates cells: a comma, what cultures with a decimal comma have in its place, and what text exports have. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * Takes a row of CSV apart, RFC 4180: a quote counts at the beginning of a cell alone, and what stands behind the closing one
 * belongs to the cell.
 */
export function cellsOf(row: string, delimiter: string): readonly string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    let cell = '';
    if (row[at] === '"') {
      at++;
      for (;;) {
        const quote = row.indexOf('"', at);
        cell += row.slice(at, quote === -1 ? row.length : quote);
        if (quote === -1) return [...cells, cell];
        at = quote + 1;
        if (row[at] !== '"') break;
        cell += '"';
        at++;
      }
    }
    const next = row.indexOf(delimiter, at);
    cells.push(cell + row.slice(at, next === -1 ? row.length : next));
    if (next === -1) return cells;
    at = next + 1;
  }
}
