import type { Report } from '../../model/report.ts';
import { recordLine } from '../cause-words.ts';
import { unexplained } from '../unexplained.ts';
import { count } from '../words.ts';
import { wrap, type Layout } from './layout.ts';

const INDENT = '   ';

/** Failures without a cause: how far they came, their last records, and which log would tell. */
export function renderUnexplained(report: Report, { width, paint }: Layout): string[] {
  const { attempts, groups, deciders } = unexplained(report);
  if (attempts === 0) return [];
  return [
    paint.bold(`Not explained: ${count(attempts, 'failed attempt')}`),
    ...groups.flatMap(({ text, records }) => [
      wrap(text, width, INDENT),
      ...records.map((event) => wrap(recordLine(event), width, `${INDENT}    `, `${INDENT}  `)),
    ]),
    ...(deciders === undefined ? [] : [wrap(deciders, width, INDENT)]),
    '',
  ];
}
