import type { ReportDiff } from '../../model/report-diff.ts';
import { causeLines, changeLine, traitLines, waitLines } from '../diff-words.ts';
import { wrap, type Layout } from './layout.ts';

const INDENT = '   ';
const DEEPER = '     ';
const SHOWN_CHANGES = 6;

/** Causes, waits, traits and changes that one side has and the other has not. */
export const renderDiffNews = (diff: ReportDiff, layout: Layout): string[] => [
  ...section('Causes', causeLines(diff), layout),
  ...section('Waits that differ (part of one may be the person)', waitLines(diff), layout),
  ...section('What else differs', traitLines(diff), layout),
  ...renderChanges(diff, layout),
];

const section = (heading: string, lines: readonly string[], { width, paint }: Layout): string[] =>
  lines.length === 0
    ? []
    : [paint.bold(heading), ...lines.map((line) => wrap(line, width, DEEPER, INDENT)), ''];

function renderChanges({ changes }: ReportDiff, { width, paint }: Layout): string[] {
  if (changes.length === 0) return [];
  const more = changes.length - SHOWN_CHANGES;
  return [
    paint.bold('What changed on the failing side before it failed'),
    ...changes
      .slice(0, SHOWN_CHANGES)
      .map((event) => wrap(changeLine(event), width, `${INDENT}    `, INDENT)),
    ...(more > 0 ? [`${INDENT}and ${more} more in the JSON`] : []),
    '',
  ];
}
