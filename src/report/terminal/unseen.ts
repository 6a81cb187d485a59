import type { RunOn } from '../../model/pattern.ts';
import { groupBy } from '../../model/group-by.ts';
import type { Report, ReportCoverage, ReportInput } from '../../model/report.ts';
import { isCore, shortChannel } from '../build-summary.ts';
import { plainText } from '../plain-text.ts';
import { renderIntegrity } from './integrity.ts';
import { count, fileName, timeSpan, wrap, type Layout } from './layout.ts';

/** So many hosts are named; the rest are counted. */
const NAMED_HOSTS = 3;
const SHOWN_FILES = 5;

/** What could not be seen, and the command that would show it. */
export function renderUnseen(report: Report, { width, paint }: Layout): string[] {
  const several = report.hosts.length > 1;
  const missing = [
    ...groupBy(
      report.coverage.filter((row) => row.state === 'missing' && isAskedFor(row, report)),
      (row) => row.channel,
    ),
  ];
  const rare = missing.filter(([channel]) => !isCore(channel)).sort(byDecided);
  const shown = [...missing.filter(([channel]) => isCore(channel)), ...rare.slice(0, SHOWN_RARE)];
  const lines = [
    ...shown.flatMap(([channel, rows]) => renderMissing(channel, rows, several, width)),
    ...renderRare(rare.slice(SHOWN_RARE), width),
    ...report.coverage.flatMap((row) =>
      isAskedFor(row, report) ? [...renderGap(row, several, width), ...renderAudit(row, several, width)] : [],
    ),
    ...renderElsewhere(report, width),
    ...renderForeign(report.inputs.filter(isForeign), width),
    ...renderIntegrity(report, width),
    ...renderProblems(report, width),
  ];
  return lines.length === 0 ? [] : [paint.bold('What could not be seen'), ...lines, ''];
}

/** Nobody need export the rarer logs when what failed is explained without them; the JSON names them all the same. */
const isAskedFor = ({ channel }: ReportCoverage, { summary, causes }: Report): boolean => {
  const isSettled = summary.outcome === 'failures-explained' || summary.outcome === 'no-failures';
  return isCore(channel) || !isSettled || causes[0]?.confidence === 'possible';
};

type Missing = readonly [channel: string, rows: readonly ReportCoverage[]];

/** So many of the rarer logs are shown with their commands, those that would decide most; the rest are named. */
const SHOWN_RARE = 2;

const causesIn = ([, rows]: Missing): number => new Set(rows.flatMap((row) => row.neededBy)).size;
const byDecided = (a: Missing, b: Missing): number => causesIn(b) - causesIn(a) || (a[0] < b[0] ? -1 : 1);

function renderRare(missing: readonly Missing[], width: number): string[] {
  if (missing.length === 0) return [];
  const names = missing.map(([channel]) => shortChannel(channel));
  return [wrap(`Rarer logs, not among the inputs either: ${names.join(', ')}`, width, '     ', '   ')];
}

function renderMissing(
  channel: string,
  rows: readonly ReportCoverage[],
  several: boolean,
  width: number,
): string[] {
  const decides = decidesText(rows.flatMap((row) => row.neededBy));
  const where = several ? ` of ${hostList(rows.map((row) => row.host))}` : '';
  return [
    wrap(`${shortChannel(channel)}${where}: not among the inputs${decides}`, width, '     ', '   '),
    `     > ${plainText(rows[0]?.collect ?? '')}`,
  ];
}

/** So many causes are named; the rest are counted. */
const NAMED_CAUSES = 4;

function decidesText(neededBy: readonly string[]): string {
  const causes = [...new Set(neededBy)].sort();
  if (causes.length === 0) return '';
  const more = causes.length > NAMED_CAUSES ? ` and ${causes.length - NAMED_CAUSES} more` : '';
  return `; it would decide ${causes.slice(0, NAMED_CAUSES).join(', ')}${more}`;
}

const hostList = (hosts: readonly string[]): string =>
  hosts.length <= NAMED_HOSTS
    ? hosts.join(', ')
    : `${hosts.slice(0, NAMED_HOSTS).join(', ')} and ${hosts.length - NAMED_HOSTS} more`;

function renderGap(row: ReportCoverage, several: boolean, width: number): string[] {
  const text = gapText(row);
  const name = `${shortChannel(row.channel)}${several ? ` of ${row.host}` : ''}`;
  if (text === undefined) return [];
  const command = row.neededBy.length > 0 ? [`     > ${plainText(row.collect)}`] : [];
  return [wrap(`${name}: ${text}`, width, '     ', '   '), ...command];
}

function renderAudit(
  { notAudited, channel, host }: ReportCoverage,
  several: boolean,
  width: number,
): string[] {
  if (notAudited === undefined) return [];
  const name = `${shortChannel(channel)}${several ? ` of ${host}` : ''}`;
  const text = 'refused logons are not audited, so that it cannot say why credentials were refused';
  return [wrap(`${name}: ${text}`, width, '     ', '   '), `     > ${plainText(notAudited)}`];
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
      if (row.neededBy.length > 0) {
        const gaps = row.ranges.length > 1 ? ' with gaps' : '';
        return `covers ${span(row)}${gaps}, not all of the failures${decidesText(row.neededBy)}`;
      }
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

const machines: Readonly<Record<RunOn, string>> = {
  host: 'the remote computer',
  client: 'the client',
  directory: 'a domain controller',
  gateway: 'the gateway',
  broker: 'the connection broker',
  'licence-server': 'the licence server',
  network: 'the network',
};

/** So many logs of another machine are named, those that would decide most. */
const NAMED_LOGS = 3;

/** Logs of other machines that would explain what these do not, a line for each machine. */
function renderElsewhere(report: Report, width: number): string[] {
  const open = report.attempts.flatMap(({ diagnosis }) => diagnosis?.notEvaluated ?? []);
  const asked = open.flatMap(({ cause, elsewhere = [] }) => elsewhere.map((log) => ({ ...log, cause })));
  return [...groupBy(asked, ({ on }) => on)].map(([on, logs]) => {
    const causesOf = (group: readonly { readonly cause: string }[]): number =>
      new Set(group.map(({ cause }) => cause)).size;
    const channels = [...groupBy(logs, ({ channel }) => channel)]
      .sort(([a, one], [b, other]) => causesOf(other) - causesOf(one) || (a < b ? -1 : 1))
      .map(([channel]) => shortChannel(channel));
    const more = channels.length > NAMED_LOGS ? ` and ${channels.length - NAMED_LOGS} more` : '';
    const text = `Of ${machines[on]}, to begin with: ${channels.slice(0, NAMED_LOGS).join(', ')}${more}; not among the inputs`;
    return wrap(text, width, '     ', '   ');
  });
}

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

const problemText: Readonly<Record<string, string>> = {
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
    // Where they do not hold is for a program; how many is told with the rest of what is not whole.
    if (code === 'bad-checksum') continue;
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
