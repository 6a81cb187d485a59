import { sideWords, type ReportDiff } from '../model/report-diff.ts';
import { notComparedLines, selectionLines, sideText } from './diff-words.ts';
import { renderDiffLadder } from './terminal/diff-ladder.ts';
import { renderDiffNews } from './terminal/diff-news.ts';
import { createLayout, wrap, type Layout } from './terminal/layout.ts';

export interface DiffTextOptions {
  /** Columns. Default: 80. */
  readonly width?: number;
  /** Default: false. */
  readonly color?: boolean;
}

/** Renders a comparison for a terminal: where the sides part, stage by stage, what is new, what cannot be compared. */
export function renderDiff(diff: ReportDiff, options: DiffTextOptions = {}): string {
  const layout = createLayout(options.width ?? 80, options.color ?? false);
  return [
    layout.paint.bold(wrap(diff.headline, layout.width)),
    ...(['good', 'bad'] as const).map((name) =>
      layout.paint.dim(wrap(`${sideWords[name]}: ${sideText(diff[name])}`, layout.width, '  ', '')),
    ),
    ...selectionLines(diff).map((line) => wrap(line, layout.width)),
    '',
    ...renderDiffLadder(diff, layout),
    ...renderDiffNews(diff, layout),
    ...renderNotComparable(diff, layout),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function renderNotComparable(diff: ReportDiff, { width, paint }: Layout): string[] {
  const lines = notComparedLines(diff);
  if (lines.length === 0) return [];
  return [
    paint.bold('What could not be compared'),
    ...lines.map((line) => wrap(line, width, '     ', '   ')),
    '',
  ];
}
