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

/**
 * Breaks text at its spaces into lines of at most `width`, all after the first indented as well. A longer word, such as a path,
 * has a line to itself: it must survive being copied. Log text is made safe here.
 */
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

/** No path or key that Windows takes as it is is longer: learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation. */
const LONGEST_NAME = 260;

/** What is longer than any name is nothing to copy, and cut into lines. */
const pieces =
  (width: number) =>
  (word: string): string[] =>
    word.length <= Math.max(width, LONGEST_NAME)
      ? [word]
      : (word.match(new RegExp(`.{1,${Math.max(1, width)}}`, 'gsu')) ?? []);

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
