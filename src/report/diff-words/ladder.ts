import type { DiffStage, DiffStep, ReportDiff, SideName } from '../../model/report-diff.ts';
import type { EventRef } from '../../model/report.ts';

/** So many steps of a stage are shown on each side; the JSON has them all. */
const SHOWN = 4;
const SHOWN_ALONE = 2;
const SHOWN_RECORDS = 4;

/** The stages of which there is something to say; none, where there is nothing to hold against nothing. */
export const ladderRows = (diff: ReportDiff): readonly DiffStage[] =>
  diff.good.attempts.total === 0 || diff.bad.attempts.total === 0
    ? []
    : diff.ladder.filter((row) => row.steps.length > 0 || row.stage === diff.parting?.stage);

/** The sign of a step before its words. */
const stepMarks: Readonly<Record<DiffStep['change'], string>> = {
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

/** What the signs of these rows mean. */
export function ladderLegend(rows: readonly DiffStage[], totals: Readonly<Record<SideName, number>>): string {
  const used = new Set(rows.flatMap(({ steps }) => steps.map(({ change }) => stepMarks[change])));
  const words = markWords.filter(([mark]) => used.has(mark)).map(([mark, word]) => `${mark} ${word}`);
  const isPartial = rows.some(({ steps }) =>
    steps.some(({ good, bad }) => good.of !== totals.good || bad.of !== totals.bad),
  );
  if (isPartial && totals.good + totals.bad > 2) words.push('n of m: m attempts whose logs would show it');
  return words.length === 0 ? 'every step is on both sides' : words.join(' · ');
}

/** What one side shows of a stage, line by line. */
export function cellLines(row: DiffStage, name: SideName, total: number): readonly string[] {
  const { seen, of, usual } = row.reached[name];
  const alike = row.steps.filter(({ change }) => change === 'same').length;
  const own = row.steps.filter((step) => step.change !== 'same' && step[name].seen > 0);
  // What follows a stage that the other side did not reach is told shortly.
  const other = row.reached[name === 'good' ? 'bad' : 'good'];
  const shown = own.slice(0, other.seen === 0 ? SHOWN_ALONE : SHOWN);
  return [
    ...(seen === 0 ? [usual === 'unseen' ? 'no log shows it' : 'not reached'] : []),
    ...(seen > 0 && seen < total ? [`reached by ${seen} of ${of}`] : []),
    ...shown.map((step) => stepLine(step, name, total)),
    ...(own.length > shown.length ? [`and ${own.length - shown.length} more`] : []),
    ...(alike > 0 && seen > 0 && other.seen > 0
      ? [`= ${alike} ${alike === 1 ? 'step' : 'steps'} alike`]
      : []),
  ];
}

function stepLine(step: DiffStep, name: SideName, total: number): string {
  const { seen, of, weak } = step[name];
  const share = seen < total ? ` (${seen} of ${of})` : '';
  const doubt = weak === true ? ' (weakly tied)' : '';
  return `${stepMarks[step.change]} ${step.text}${share}${doubt}`;
}

/** A record, and the side that shows it. */
export interface SidedRecord {
  readonly side: SideName;
  readonly record: EventRef;
}

/** First the records of what is new, then those of what is missing. */
export function partingRecords(diff: ReportDiff): readonly SidedRecord[] {
  const stage = diff.ladder.find(({ stage }) => stage === diff.parting?.stage);
  const first = diff.parting?.step;
  const others = (stage?.steps ?? []).filter(
    ({ text, change, good, bad }) =>
      text !== first?.text &&
      (change === 'new' || change === 'missing') &&
      (bad.evidence > 0 || (bad.example ?? good.example)?.stage !== undefined),
  );
  const steps = [...(first ? [first] : []), ...others].slice(0, SHOWN_RECORDS);
  return steps.flatMap((step) => {
    const side = step.bad.seen > 0 ? 'bad' : 'good';
    const record = step[side].example;
    return record ? [{ side, record }] : [];
  });
}
