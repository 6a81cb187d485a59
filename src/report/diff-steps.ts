import {
  sideWords,
  type DiffStage,
  type DiffStep,
  type ReportDiff,
  type SideName,
} from '../model/report-diff.ts';
import type { EventRef } from '../model/report.ts';
import { recordLine } from './cause-words.ts';

/** So many steps of a stage are shown on each side; the JSON has them all. */
const SHOWN = 4;
const SHOWN_ALONE = 2;
const SHOWN_RECORDS = 4;

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

/** What the marks of these stages mean. */
export function legend(rows: readonly DiffStage[], { good, bad }: ReportDiff): string {
  const totals = { good: good.attempts.total, bad: bad.attempts.total };
  const used = new Set(rows.flatMap(({ steps }) => steps.map(({ change }) => marks[change])));
  const words = markWords.filter(([mark]) => used.has(mark)).map(([mark, word]) => `${mark} ${word}`);
  const isPartial = rows.some(({ steps }) =>
    steps.some((step) => step.good.of !== totals.good || step.bad.of !== totals.bad),
  );
  if (isPartial && totals.good + totals.bad > 2) words.push('n of m: m attempts whose logs would show it');
  return words.length === 0 ? 'every step is on both sides' : words.join(' · ');
}

/** What one side shows at a stage, a line each; its own steps have a mark. */
export function sideLines(row: DiffStage, name: SideName, diff: ReportDiff): readonly string[] {
  const total = diff[name].attempts.total;
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
  return `${marks[step.change]} ${step.text}${share}${doubt}`;
}

/** The records where the sides part: first those of what is new, then those of what is missing. */
export function partingRecords(diff: ReportDiff): readonly string[] {
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
    const name = step.bad.seen > 0 ? 'bad' : 'good';
    const record = step[name].example;
    return record ? [recordText(record, name)] : [];
  });
}

const recordText = (event: EventRef, name: SideName): string => `${sideWords[name]}: ${recordLine(event)}`;
