/**
 * Writes a text as a cell of CSV, RFC 4180, that a spreadsheet shows as it is: an apostrophe goes before what would begin a
 * formula, https://owasp.org/www-community/attacks/CSV_Injection. So it does within a cell, behind a semicolon, bar, tab
 * or line end: a spreadsheet whose list separator is another cuts there, quotes or not. Written here because the guard of
 * libraries looks at the first character of a cell alone.
 */
export function csvCell(text: string): string {
  const safe = text.replace(formulaStart, "$1'");
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Where a formula would begin, full-width forms too; spaces and quotes before it do not stop a spreadsheet. */
const formulaStart = /(^|[;|\t\r\n])(?=[\s"']*[=+\-@＝＋－＠])|^(?=[\t\r\n])/g;

/** The text that `csvCell` made a cell of, without the apostrophes that it put in. */
export const withoutGuards = (cell: string): string => cell.replace(guarded, '$1');

const guarded = /(^|[;|\t\r\n])'(?=[\s"']*[=+\-@＝＋－＠])|^'(?=[\t\r\n])/g;

/** Writes JSON so that no apostrophe is put into it when it becomes a cell: the same value, its marks as codes. */
export const jsonForCell = (json: string): string =>
  json.replace(/(?<=[;|][\s"'\\]*)[=+\-@＝＋－＠]/g, unicode);

const unicode = (mark: string): string => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`;
