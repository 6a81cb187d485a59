import type { DiffSide, ReportDiff } from '../model/report-diff.ts';
import { sideWords, type SideName } from '../model/report-diff.ts';
import { renderDiffLadder } from './terminal/diff-ladder.ts';
import { renderDiffNews } from './terminal/diff-news.ts';
import { createLayout, wrap, type Layout } from './terminal/layout.ts';
import { count, timeSpan } from './words.ts';

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
    ...(['good', 'bad'] as const).map((name) => sideLine(name, diff[name], layout)),
    ...diff.notComparable
      .filter(({ about }) => about === 'selection')
      .map(({ text }) => wrap(text, layout.width)),
    '',
    ...renderDiffLadder(diff, layout),
    ...renderDiffNews(diff, layout),
    ...renderNotComparable(diff, layout),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function sideLine(name: SideName, side: DiffSide, { width, paint }: Layout): string {
  const parts = [
    `${sideWords[name]}: ${side.source}${selectorText(side)}`,
    attemptsText(side),
    side.hosts.length === 1 ? `host ${side.hosts[0]}` : count(side.hosts.length, 'host'),
    ...(side.firstTime !== null && side.lastTime !== null ? [timeSpan(side.firstTime, side.lastTime)] : []),
  ];
  return paint.dim(wrap(parts.join(' · '), width, '  ', ''));
}

const selectorText = ({ selector }: DiffSide): string => {
  const parts = Object.entries(selector).map(([name, value]) =>
    name === 'attempt' ? value : `${name}=${value}`,
  );
  return parts.length === 0 ? '' : `#${parts.join('&')}`;
};

function attemptsText({ attempts, byAddressAlone = 0 }: DiffSide): string {
  const outcomes = [
    ...(attempts.failed > 0 ? [`${attempts.failed} failed`] : []),
    ...(attempts.succeeded > 0 ? [`${attempts.succeeded} worked`] : []),
    ...(attempts.unknown > 0 ? [`${attempts.unknown} unclear`] : []),
    ...(attempts.open > 0 ? [`${attempts.open} still open`] : []),
  ];
  const by = byAddressAlone > 0 ? `; ${byAddressAlone} by the user's address alone` : '';
  const [only] = outcomes;
  if (attempts.total === 1 && only !== undefined) return `1 attempt, ${only.replace('1 ', '')}${by}`;
  return `${count(attempts.total, 'attempt')}${attempts.total > 0 ? `: ${outcomes.join(', ')}` : ''}${by}`;
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
