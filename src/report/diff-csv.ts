import type { DiffStep, ReportDiff } from '../model/report-diff.ts';
import type { Stage } from '../model/vocabulary.ts';
import { recordName } from './cause-words.ts';
import { csvRows, type Column } from './csv-rows.ts';
import { shortTime } from './words.ts';

interface Row {
  readonly stage: Stage;
  readonly step: DiffStep;
}

const columns: readonly Column<Row>[] = [
  ['stage', ({ stage }) => stage],
  ['change', ({ step }) => step.change],
  ['kind', ({ step }) => step.kind],
  ['text', ({ step }) => step.text],
  ...(['good', 'bad'] as const).flatMap((name): Column<Row>[] => [
    [`${name}Seen`, ({ step }) => step[name].seen],
    [`${name}Of`, ({ step }) => step[name].of],
    [`${name}Usual`, ({ step }) => step[name].usual],
    [`${name}Evidence`, ({ step }) => step[name].evidence],
    [`${name}Weak`, ({ step }) => (step[name].weak === true ? 'yes' : '')],
    [`${name}Host`, ({ step }) => step[name].example?.host],
    [`${name}Record`, ({ step: { [name]: side } }) => side.example && recordName(side.example)],
    [`${name}TimeUtc`, ({ step: { [name]: side } }) => side.example && shortTime(side.example.time)],
  ]),
];

/** Renders a comparison as CSV, a row for each step of each stage. */
export const renderDiffCsv = ({ ladder }: ReportDiff): Iterable<string> =>
  csvRows(
    columns,
    ladder.flatMap(({ stage, steps }) => steps.map((step) => ({ stage, step }))),
  );
