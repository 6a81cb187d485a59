import { eastAsianWidth } from 'get-east-asian-width';

/** Marks are drawn over what stands before them. */
const overdrawn = /^[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}]$/u;
const ascii = /^[\u0020-\u007e]*$/;

const widthOf = (character: string): number =>
  overdrawn.test(character) ? 0 : eastAsianWidth(character.codePointAt(0) ?? 0);

/** How many columns a terminal gives a text without controls: what is wide there counts twice. */
export function cellsOf(text: string): number {
  if (ascii.test(text)) return text.length;
  let cells = 0;
  for (const character of text) cells += widthOf(character);
  return cells;
}

/** The text, cut to fit so many columns, with a mark that it was cut. */
export function fit(text: string, width: number): string {
  if (cellsOf(text) <= width) return text;
  if (width <= 0) return '';
  let kept = '';
  let cells = 1;
  for (const character of text) {
    cells += widthOf(character);
    if (cells > width) break;
    kept += character;
  }
  return `${kept}…`;
}

/** The text in exactly so many columns. */
export function column(text: string, width: number): string {
  const fitted = fit(text, width);
  return fitted + ' '.repeat(Math.max(0, width - cellsOf(fitted)));
}
