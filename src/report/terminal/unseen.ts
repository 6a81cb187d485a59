import type { Report } from '../../model/report.ts';
import { unseenThings } from '../unseen-things.ts';
import { wrap, type Layout } from './layout.ts';

/** What could not be seen; the commands that would show it are longer than a line and left to `doctor`. */
export function renderUnseen(report: Report, { width, paint }: Layout): string[] {
  const lines = unseenThings(report).map(({ text }) => wrap(text, width, '     ', '   '));
  return lines.length === 0 ? [] : [paint.bold('What could not be seen'), ...lines, ''];
}
