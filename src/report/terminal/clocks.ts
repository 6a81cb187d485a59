import type { Report } from '../../model/report.ts';
import { clockLines } from '../clock-lines.ts';
import { wrap, type Layout } from './layout.ts';

const INDENT = '   ';

/** What a reader has to know of the machines to read their times. */
export function renderClocks(report: Report, { width, paint }: Layout): string[] {
  const lines = clockLines(report);
  if (lines.length === 0) return [];
  return [paint.bold('Clocks'), ...lines.map((line) => wrap(line, width, `${INDENT}  `, INDENT)), ''];
}
