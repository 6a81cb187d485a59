import Table from 'cli-table3';
import {
  sideWords,
  type DiffStage,
  type DiffStep,
  type ReportDiff,
  type SideName,
} from '../../model/report-diff.ts';
import type { EventRef } from '../../model/report.ts';
import { shortChannel } from '../build-summary.ts';
import { shortTime } from '../words.ts';
import { blankChars, wrap, type Layout } from './layout.ts';

const INDENT = '   ';
const STAGE_WIDTH = 16;
const GAP = 2;
/** So many steps of a stage are shown on each side; the JSON has them all. */
const SHOWN = 4;
const SHOWN_ALONE = 2;
const SHOWN_RECORDS = 4;

/** The stages side by side, and the records at which the sides part. */
export function renderDiffLadder(diff: ReportDiff, layout: Layout): string[] {
  const rows = diff.ladder.filter((row) => row.steps.length > 0 || row.stage === diff.parting?.stage);
  // Against nothing there is nothing to hold.
  if (diff.good.attempts.total === 0 || diff.bad.attempts.total === 0) return [];
  return [
    layout.paint.bold('Stage by stage'),
    ...(rows.length > 0 ? [ladderTable(rows, diff, layout)] : []),
    layout.paint.dim(
      wrap(
        legend(rows, { good: diff.good.attempts.total, bad: diff.bad.attempts.total }),
        layout.width,
        INDENT,
      ),
    ),
    '',
    ...renderRecords(diff, layout),
  ];
}

const marks: Readonly<Record<DiffStep['change'], string>> = {
  same: '=',
  new: '+',
  missing: '-',
  more: '~',
  less: '~',
  'not-comparable': '?',
};

const markWords: readonly (readonly [string, string])[] = [
  ['+', 'only failing'],
  ['-', 'only working'],
  ['~', 'more usual on one'],
  ['?', 'not comparable'],
];

function legend(rows: readonly DiffStage[], totals: Readonly<Record<SideName, number>>): string {
  const used = new Set(rows.flatMap(({ steps }) => steps.map(({ change }) => marks[change])));
  const words = markWords.filter(([mark]) => used.has(mark)).map(([mark, word]) => `${mark} ${word}`);
  const isPartial = rows.some(({ steps }) =>
    steps.some(({ good, bad }) => good.of !== totals.good || bad.of !== totals.bad),
  );
  if (isPartial && totals.good + totals.bad > 2) words.push('n of m: m attempts whose logs would show it');
  return words.length === 0 ? 'every step is on both sides' : words.join(' · ');
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
      cellText(row, 'good', diff.good.attempts.total, cell),
      cellText(row, 'bad', diff.bad.attempts.total, cell),
    ]);
  }
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function cellText(row: DiffStage, name: SideName, total: number, width: number): string {
  const { seen, of, usual } = row.reached[name];
  const alike = row.steps.filter(({ change }) => change === 'same').length;
  const own = row.steps.filter((step) => step.change !== 'same' && step[name].seen > 0);
  // What follows a stage that the other side did not reach is told shortly.
  const other = row.reached[name === 'good' ? 'bad' : 'good'];
  const shown = own.slice(0, other.seen === 0 ? SHOWN_ALONE : SHOWN);
  const lines = [
    ...(seen === 0 ? [usual === 'unseen' ? 'no log shows it' : 'not reached'] : []),
    ...(seen > 0 && seen < total ? [`reached by ${seen} of ${of}`] : []),
    ...shown.map((step) => stepLine(step, name, total)),
    ...(own.length > shown.length ? [`and ${own.length - shown.length} more`] : []),
    ...(alike > 0 && seen > 0 && other.seen > 0
      ? [`= ${alike} ${alike === 1 ? 'step' : 'steps'} alike`]
      : []),
  ];
  return lines.map((line) => wrap(line, width, '  ', '')).join('\n');
}

function stepLine(step: DiffStep, name: SideName, total: number): string {
  const { seen, of, weak } = step[name];
  const share = seen < total ? ` (${seen} of ${of})` : '';
  const doubt = weak === true ? ' (weakly tied)' : '';
  return `${marks[step.change]} ${step.text}${share}${doubt}`;
}

/** First the records of what is new, then those of what is missing. */
function renderRecords(diff: ReportDiff, { width, paint }: Layout): string[] {
  const stage = diff.ladder.find(({ stage }) => stage === diff.parting?.stage);
  const first = diff.parting?.step;
  const others = (stage?.steps ?? []).filter(
    ({ text, change, good, bad }) =>
      text !== first?.text &&
      (change === 'new' || change === 'missing') &&
      (bad.evidence > 0 || (bad.example ?? good.example)?.stage !== undefined),
  );
  const steps = [...(first ? [first] : []), ...others].slice(0, SHOWN_RECORDS);
  const lines = steps.flatMap((step) => {
    const name = step.bad.seen > 0 ? 'bad' : 'good';
    const record = step[name].example;
    return record ? [wrap(recordText(record, name), width, `${INDENT}    `, INDENT)] : [];
  });
  return lines.length === 0 ? [] : [paint.bold('Records where they part'), ...lines, ''];
}

const recordText = (event: EventRef, name: SideName): string =>
  `${sideWords[name]}: ${shortTime(event.time)}  ${shortChannel(event.channel)} ${event.eventId} #${event.recordId}: ${event.summary}`;
