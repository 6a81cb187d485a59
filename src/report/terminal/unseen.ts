import type { Report } from '../../model/report.ts';
import { plainText } from '../plain-text.ts';
import { unseenThings } from '../unseen-things.ts';
import { wrap, type Layout } from './layout.ts';

/** What could not be seen, and the command that would show it. */
export function renderUnseen(report: Report, { width, paint }: Layout): string[] {
  const lines = unseenThings(report).flatMap(({ text, command }) => [
    wrap(text, width, '     ', '   '),
    ...(command === undefined ? [] : [`     > ${plainText(command)}`]),
  ]);
  return lines.length === 0 ? [] : [paint.bold('What could not be seen'), ...lines, ''];
}
