import { groupBy } from '../../model/group-by.ts';
import type { Report, ReportCoverage, ReportInput } from '../../model/report.ts';
import { shortChannel } from '../build-summary.ts';
import { plainText } from '../plain-text.ts';
import { count, timeSpan, wrap, type Layout } from './layout.ts';

/** So many hosts are named; the rest are counted. */
const NAMED_HOSTS = 3;
const SHOWN_FILES = 5;

/** What could not be seen, and the command that would show it. */
export function renderUnseen(report: Report, { width, paint }: Layout): string[] {
  const several = report.hosts.length > 1;
  const missing = groupBy(
    report.coverage.filter((row) => row.state === 'missing'),
    (row) => row.channel,
  );
  const lines = [
    ...[...missing].flatMap(([channel, rows]) => renderMissing(channel, rows, several, width)),
    ...report.coverage.flatMap((row) => renderGap(row, several, width)),
    ...renderForeign(report.inputs.filter(isForeign), width),
    ...renderProblems(report, width),
  ];
  return lines.length === 0 ? [] : [paint.bold('What could not be seen'), ...lines, ''];
}

function renderMissing(
  channel: string,
  rows: readonly ReportCoverage[],
  several: boolean,
  width: number,
): string[] {
  const causes = [...new Set(rows.flatMap((row) => row.neededBy))].sort();
  const decides = causes.length > 0 ? `; it would decide ${causes.join(', ')}` : '';
  const where = several ? ` of ${hostList(rows.map((row) => row.host))}` : '';
  return [
    wrap(`${shortChannel(channel)}${where}: not among the inputs${decides}`, width, '     ', '   '),
    `     > ${plainText(rows[0]?.collect ?? '')}`,
  ];
}

const hostList = (hosts: readonly string[]): string =>
  hosts.length <= NAMED_HOSTS
    ? hosts.join(', ')
    : `${hosts.slice(0, NAMED_HOSTS).join(', ')} and ${hosts.length - NAMED_HOSTS} more`;

function renderGap(row: ReportCoverage, several: boolean, width: number): string[] {
  const text = gapText(row);
  const name = `${shortChannel(row.channel)}${several ? ` of ${row.host}` : ''}`;
  return text === undefined ? [] : [wrap(`${name}: ${text}`, width, '     ', '   ')];
}

function gapText(row: ReportCoverage): string | undefined {
  switch (row.state) {
    case 'missing':
      return undefined;
    case 'empty':
      return 'holds no record';
    case 'cleared':
      return `was cleared; what is left covers ${span(row)}`;
    case 'seen':
      return row.unattributed === undefined ? undefined : remainsText(row, row.unattributed);
  }
}

/** TLS records carry no client and other services write them too; the rest are what an overwritten log left over. */
const remainsText = (row: ReportCoverage, unattributed: number): string =>
  row.channel === 'System'
    ? `${count(unattributed, 'TLS record')} that no attempt here explains; other services use TLS too`
    : `${count(unattributed, 'record')} of connections whose other records are not there`;

const span = (row: ReportCoverage): string =>
  row.firstTime === null || row.lastTime === null ? 'nothing' : timeSpan(row.firstTime, row.lastTime);

/** A log that was read well and says nothing on the matter. */
const isForeign = ({ records, format }: ReportInput): boolean =>
  format !== 'unknown' && records.read > 0 && records.events === 0 && records.duplicates === 0;

function renderForeign(inputs: readonly ReportInput[], width: number): string[] {
  if (inputs.length === 0) return [];
  const names = inputs.map((input) => input.path.replace(/^.*[\\/]/, ''));
  const shown = names.length > SHOWN_FILES ? [...names.slice(0, SHOWN_FILES), '…'] : names;
  const text = `${count(inputs.length, 'log')} without a record that bears on a connection: ${shown.join(', ')}`;
  return [wrap(text, width, '     ', '   ')];
}

const fileName = (path: string): string => path.split(/[\\/]/).slice(-2).join('/') || path;

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
    const file = fileName(input);
    const group = groups.get(key) ?? { text: `${file}: ${problemText[code] ?? message}`, count: 0 };
    groups.set(key, group);
    group.count += times;
  }
  return [...groups.values()].map(({ text, count: times }) =>
    wrap(`${text}${times > 1 ? ` (${times} places)` : ''}`, width, '     ', '   '),
  );
}
