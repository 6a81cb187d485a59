import Table from 'cli-table3';
import { sideWords, type DiffStage, type ReportDiff } from '../../model/report-diff.ts';
import { recordLine } from '../cause-words.ts';
import { cellLines, ladderLegend, ladderRows, partingRecords } from '../diff-words/ladder.ts';
import { blankChars, wrap, type Layout } from './layout.ts';

const INDENT = '   ';
const STAGE_WIDTH = 16;
const GAP = 2;

/** The stages side by side, and the records at which the sides part. */
export function renderDiffLadder(diff: ReportDiff, layout: Layout): string[] {
  const { good, bad } = diff;
  if (good.attempts.total === 0 || bad.attempts.total === 0) return [];
  const rows = ladderRows(diff);
  const legend = ladderLegend(rows, { good: good.attempts.total, bad: bad.attempts.total });
  return [
    layout.paint.bold('Stage by stage'),
    ...(rows.length > 0 ? [ladderTable(rows, diff, layout)] : []),
    layout.paint.dim(wrap(legend, layout.width, INDENT)),
    '',
    ...renderRecords(diff, layout),
  ];
}

function ladderTable(rows: readonly DiffStage[], diff: ReportDiff, { width }: Layout): string {
  const cell = Math.floor((width - INDENT.length - STAGE_WIDTH - GAP) / 2);
  const table = new Table({
    head: [`${INDENT}stage`, sideWords.good, sideWords.bad],
    chars: blankChars,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: [INDENT.length + STAGE_WIDTH, cell + GAP, cell],
  });
  for (const row of rows) {
    const mark = row.stage === diff.parting?.stage ? '>' : ' ';
    table.push([
      `${mark}  ${row.stage}`,
      cellText(cellLines(row, 'good', diff.good.attempts.total), cell),
      cellText(cellLines(row, 'bad', diff.bad.attempts.total), cell),
    ]);
  }
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const cellText = (lines: readonly string[], width: number): string =>
  lines.map((line) => wrap(line, width, '  ', '')).join('\n');

function renderRecords(diff: ReportDiff, { width, paint }: Layout): string[] {
  const lines = partingRecords(diff).map(({ side, record }) =>
    wrap(`${sideWords[side]}: ${recordLine(record)}`, width, `${INDENT}    `, INDENT),
  );
  return lines.length === 0 ? [] : [paint.bold('Records where they part'), ...lines, ''];
}
