import type { DiffOutside, DiffStage, DiffStep, ReportDiff, SideName } from '../model/report-diff.ts';
import type { EventRef } from '../model/report.ts';
import { recordName } from './cause-words.ts';
import { csvRows, type Column } from './csv-rows.ts';
import { shortTime } from './words.ts';

interface Row extends Readonly<Partial<Record<SideName, Cells>>> {
  readonly stage?: DiffStage['stage'];
  readonly change: DiffStep['change'];
  readonly kind: string;
  readonly text: string;
}

/** What one side shows. Of what no attempt shows, only the records are counted. */
interface Cells extends Readonly<Partial<Omit<DiffStep[SideName], 'example'>>> {
  readonly seen: number;
  readonly example?: EventRef | undefined;
}

const columns: readonly Column<Row>[] = [
  ['stage', ({ stage }) => stage],
  ['change', ({ change }) => change],
  ['kind', ({ kind }) => kind],
  ['text', ({ text }) => text],
  ...(['good', 'bad'] as const).flatMap((name): Column<Row>[] => [
    [`${name}Seen`, ({ [name]: side }) => side?.seen],
    [`${name}Of`, ({ [name]: side }) => side?.of],
    [`${name}Usual`, ({ [name]: side }) => side?.usual],
    [`${name}Evidence`, ({ [name]: side }) => side?.evidence],
    [`${name}Weak`, ({ [name]: side }) => (side?.weak === true ? 'yes' : '')],
    [`${name}Host`, ({ [name]: side }) => side?.example?.host],
    [`${name}Record`, ({ [name]: side }) => side?.example && recordName(side.example)],
    [`${name}TimeUtc`, ({ [name]: side }) => side?.example && shortTime(side.example.time)],
  ]),
];

/** Renders a comparison as CSV: a row for each step of each stage, and one for each failure that no attempt shows. */
export const renderDiffCsv = ({ ladder, outside = [] }: ReportDiff): Iterable<string> =>
  csvRows(columns, [
    ...ladder.flatMap(({ stage, steps }) => steps.map((step) => ({ stage, ...step }))),
    ...outside.map(outsideRow),
  ]);

function outsideRow({ side, on, cause, title, records, evidence: [example] }: DiffOutside): Row {
  const change = on === 'both' ? 'same' : on === 'bad' ? 'new' : 'missing';
  return { change, kind: cause, text: title, [side]: { seen: records, example } };
}
