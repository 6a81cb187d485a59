import { sideWords, type ReportDiff, type SideName } from '../model/report-diff.ts';
import { sideFacts, sideSource } from './diff-words/side.ts';
import { renderDiffLadder } from './terminal/diff-ladder.ts';
import { renderDiffNews } from './terminal/diff-news.ts';
import { renderDiffOutside } from './terminal/diff-outside.ts';
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
    ...(['good', 'bad'] as const).map((name) => sideLine(name, diff, layout)),
    ...diff.notComparable
      .filter(({ about }) => about === 'selection')
      .map(({ text }) => wrap(text, layout.width)),
    '',
    ...renderDiffOutside(diff, layout),
    ...renderDiffLadder(diff, layout),
    ...renderDiffNews(diff, layout),
    ...renderNotComparable(diff, layout),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function sideLine(name: SideName, diff: ReportDiff, { width, paint }: Layout): string {
  const parts = [`${sideWords[name]}: ${sideSource(diff[name])}`, ...sideFacts(diff, name)];
  return paint.dim(wrap(parts.join(' · '), width, '  ', ''));
}

function renderNotComparable(diff: ReportDiff, { width, paint }: Layout): string[] {
  const told = diff.notComparable.filter(({ about }) => about !== 'selection');
  if (told.length === 0) return [];
  return [
    paint.bold('What could not be compared'),
    ...told.map(({ text }) => wrap(text, width, '     ', '   ')),
    '',
  ];
}
