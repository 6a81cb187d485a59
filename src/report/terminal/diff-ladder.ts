import Table from 'cli-table3';
import { sideWords, type DiffStage, type ReportDiff, type SideName } from '../../model/report-diff.ts';
import { legend, partingRecords, sideLines } from '../diff-steps.ts';
import { blankChars, wrap, type Layout } from './layout.ts';

const INDENT = '   ';
const STAGE_WIDTH = 16;
const GAP = 2;

/** The stages side by side, and the records at which the sides part. */
export function renderDiffLadder(diff: ReportDiff, layout: Layout): string[] {
  // Against nothing there is nothing to hold.
  if (diff.good.attempts.total === 0 || diff.bad.attempts.total === 0) return [];
  const rows = diff.ladder.filter((row) => row.steps.length > 0 || row.stage === diff.parting?.stage);
  return [
    layout.paint.bold('Stage by stage'),
    ...(rows.length > 0 ? [ladderTable(rows, diff, layout)] : []),
    layout.paint.dim(wrap(legend(rows, diff), layout.width, INDENT)),
    '',
    ...renderRecords(diff, layout),
  ];
}

function ladderTable(rows: readonly DiffStage[], diff: ReportDiff, { width }: Layout): string {
  const cell = Math.floor((width - INDENT.length - STAGE_WIDTH - GAP) / 2);
  const text = (row: DiffStage, name: SideName): string =>
    sideLines(row, name, diff)
      .map((line) => wrap(line, cell, '  ', ''))
      .join('\n');
  const table = new Table({
    head: [`${INDENT}stage`, sideWords.good, sideWords.bad],
    chars: blankChars,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: [INDENT.length + STAGE_WIDTH, cell + GAP, cell],
  });
  for (const row of rows) {
    const mark = row.stage === diff.parting?.stage ? '>' : ' ';
    table.push([`${mark}  ${row.stage}`, text(row, 'good'), text(row, 'bad')]);
  }
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function renderRecords(diff: ReportDiff, { width, paint }: Layout): string[] {
  const lines = partingRecords(diff).map((line) => wrap(line, width, `${INDENT}    `, INDENT));
  return lines.length === 0 ? [] : [paint.bold('Records where they part'), ...lines, ''];
}
