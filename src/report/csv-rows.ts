import { csvCell } from '../../parsers/csv-cell.ts';
import { plainText } from './plain-text.ts';

/** A column: its name, and what of an item stands in it. */
export type Column<T> = readonly [name: string, cell: (item: T) => string | number | null | undefined];

/** Excel takes a file without it for one in the system's old code page, and so does Windows PowerShell. */
const BYTE_ORDER_MARK = '\ufeff';

/** A cell of Excel takes 32,767 characters, apostrophes included, and it cuts the rest without a word. */
const LONGEST_CELL = 32_000;

/** Writes items as CSV for spreadsheets, the names of the columns first: RFC 4180, UTF-8 with a byte order mark. */
export function* csvRows<T>(
  columns: readonly Column<T>[],
  items: Iterable<T>,
): Generator<string, void, undefined> {
  yield `${BYTE_ORDER_MARK}${columns.map(([name]) => name).join(',')}\r\n`;
  for (const item of items) yield `${columns.map(([, cell]) => cellText(cell(item))).join(',')}\r\n`;
}

/** Text is log text: what acts is written as its code, so that a row is one line. */
function cellText(value: string | number | null | undefined): string {
  if (typeof value !== 'string') return String(value ?? '');
  const text = plainText(value);
  return csvCell(text.length <= LONGEST_CELL ? text : `${text.slice(0, LONGEST_CELL - 1).toWellFormed()}…`);
}
