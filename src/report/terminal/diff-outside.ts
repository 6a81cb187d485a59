import { sideWords, type ReportDiff } from '../../model/report-diff.ts';
import { recordLine } from '../cause-words.ts';
import { outsideGroups, outsideHeading } from '../diff-words/outside.ts';
import { wrap, type Layout } from './layout.ts';

const INDENT = '   ';
const DEEPER = '     ';

/** Failures that no attempt shows, each with whom it befell and the records that show it. */
export function renderDiffOutside(diff: ReportDiff, { width, paint }: Layout): string[] {
  const groups = outsideGroups(diff);
  if (groups.length === 0) return [];
  return [
    paint.bold(outsideHeading),
    ...groups.flatMap(({ side, lines: [first = '', ...rest], records }) => [
      wrap(`${sideWords[side]}: ${first}`, width, DEEPER, INDENT),
      ...[...rest, ...records.map(recordLine)].map((line) => wrap(line, width, `${DEEPER}  `, DEEPER)),
    ]),
    '',
  ];
}
