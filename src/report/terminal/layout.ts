import pc from 'picocolors';
import { plainText } from '../plain-text.ts';

/** Colours, or functions that change nothing where there are none. */
type Paint = ReturnType<typeof pc.createColors>;

/** How a terminal report is laid out. */
export interface Layout {
  readonly width: number;
  readonly paint: Paint;
}

export const createLayout = (width: number, color: boolean): Layout => ({
  width,
  paint: pc.createColors(color),
});

/** Breaks text into lines of at most `width`, all after the first indented as well. Log text is made safe here. */
export function wrap(text: string, width: number, indent = '', firstIndent: string = indent): string {
  const lines: string[] = [];
  let line = firstIndent;
  let empty = true;
  for (const word of plainText(text.replace(/\s+/g, ' ').trim())
    .split(' ')
    .flatMap(pieces(width - indent.length))) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line].join('\n');
}

/** A word longer than a line is cut into lines. */
const pieces =
  (width: number) =>
  (word: string): string[] =>
    word.length <= width ? [word] : (word.match(new RegExp(`.{1,${Math.max(1, width)}}`, 'gsu')) ?? []);

/** A table without lines. */
export const blankChars = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};
