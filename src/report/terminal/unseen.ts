import type { Report, ReportCoverage } from '../../model/report.ts';
import { shortChannel } from '../build-summary.ts';
import { plainText } from '../plain-text.ts';
import { count, timeSpan, wrap, type Layout } from './layout.ts';

/** What could not be seen, and the command that would show it. */
export function renderUnseen(report: Report, { width, paint }: Layout): string[] {
  const gaps = report.coverage.filter((row) => row.state !== 'seen' || row.unattributed !== undefined);
  const lines = gaps.flatMap((row) => renderGap(row, report.hosts.length > 1, width));
  const problems = renderProblems(report, width);
  if (lines.length + problems.length === 0) return [];
  return [paint.bold('What could not be seen'), ...lines, ...problems, ''];
}

function renderGap(row: ReportCoverage, severalHosts: boolean, width: number): string[] {
  const name = `${shortChannel(row.channel)}${severalHosts ? ` on ${row.host}` : ''}`;
  const decides = row.neededBy.length > 0 ? `; it would decide ${row.neededBy.join(', ')}` : '';
  const lines = [wrap(`${name}: ${stateText(row)}${decides}`, width, '     ', '   ')];
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

const problemText: Readonly<Record<string, string>> = {
  'bad-checksum': 'checksums do not hold: the log was in use when it was copied, or was changed',
  'bad-record': 'records could not be read',
  'bad-chunk': 'blocks of records could not be read',
  'bad-template': 'records with broken structure',
  'bad-value': 'values could not be read',
  'bad-xml': 'events that are not well-formed',
  truncated: 'the file ends early',
};

/** One line per input and sort of problem: a damaged log can have thousands. */
function renderProblems(report: Report, width: number): string[] {
  const groups = new Map<string, { text: string; count: number }>();
  for (const { input, code, message, count: times } of report.problems) {
    const key = `${input}\n${code}`;
    const file = input.replace(/^.*[\\/]/, '') || input;
    const group = groups.get(key) ?? { text: `${file}: ${problemText[code] ?? message}`, count: 0 };
    groups.set(key, group);
    group.count += times;
  }
  return [...groups.values()].map(({ text, count: times }) =>
    wrap(`${text}${times > 1 ? ` (${times} places)` : ''}`, width, '     ', '   '),
  );
}
