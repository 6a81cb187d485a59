import type { Report, ReportCoverage } from '../../model/report.ts';
import { plainText } from '../plain-text.ts';
import { count, timeSpan, wrap, type Layout } from './layout.ts';

/** What could not be seen, and the command that would show it. */
export function renderUnseen(report: Report, { width, paint }: Layout): string[] {
  const gaps = report.coverage.filter((row) => row.state !== 'seen' || row.unattributed !== undefined);
  const lines = gaps.flatMap((row) => renderGap(row, width));
  const problems = renderProblems(report, width);
  if (lines.length + problems.length === 0) return [];
  return [paint.bold('What could not be seen'), ...lines, ...problems, ''];
}

function renderGap(row: ReportCoverage, width: number): string[] {
  const decides = row.neededBy.length > 0 ? `; it would decide ${row.neededBy.join(', ')}` : '';
  const lines = [wrap(`${row.channel} on ${row.host}: ${stateText(row)}${decides}`, width, '     ', '   ')];
  if (row.state === 'missing') lines.push(`     > ${plainText(row.collect)}`);
  return lines;
}

function stateText(row: ReportCoverage): string {
  switch (row.state) {
    case 'missing':
      return 'not among the inputs';
    case 'empty':
      return 'holds no record';
    case 'cleared':
      return `was cleared; what is left covers ${span(row)}`;
    case 'denied':
      return 'could not be opened';
    case 'seen':
      return `${count(row.unattributed ?? 0, 'record')} of connections whose other records are gone`;
  }
}

const span = (row: ReportCoverage): string =>
  row.firstTime === null || row.lastTime === null ? 'nothing' : timeSpan(row.firstTime, row.lastTime);

/** One line per input and sort of problem: a damaged log can have thousands. */
function renderProblems(report: Report, width: number): string[] {
  const groups = new Map<string, { message: string; input: string; count: number }>();
  for (const problem of report.problems) {
    const key = `${problem.input}\n${problem.code}`;
    const group = groups.get(key);
    if (group) group.count += problem.count;
    else groups.set(key, { message: problem.message, input: problem.input, count: problem.count });
  }
  return [...groups.values()].map(({ message, input, count: times }) =>
    wrap(
      `${input}: ${message}${times > 1 ? ` (and ${times - 1} more of this kind)` : ''}`,
      width,
      '     ',
      '   ',
    ),
  );
}
