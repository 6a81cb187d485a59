import type { RunOn } from '../model/pattern.ts';
import { groupBy } from '../model/group-by.ts';
import type { Report, ReportCause, ReportCoverage, ReportInput } from '../model/report.ts';
import { isCore, shortChannel } from './build-summary.ts';
import { integrityFaults } from './integrity-faults.ts';
import { count, fileName, timeSpan } from './words.ts';

/** Something that the logs do not show. */
export interface UnseenThing {
  /** A log of these machines, a log of another, or a log that was read and is not whole or says nothing. */
  readonly about: 'log' | 'elsewhere' | 'input';
  /** One sentence without its full stop; holds log text. */
  readonly text: string;
  /** What would show it. */
  readonly command?: string;
}

/** So many hosts are named; the rest are counted. */
const NAMED_HOSTS = 3;
const SHOWN_FILES = 5;

/** What could not be seen, and the commands that would show it; what would decide most first. */
export function unseenThings(report: Report): readonly UnseenThing[] {
  const several = report.hosts.length > 1;
  const hostIsUnseen = !report.hosts.some(({ roles }) => roles.includes('server'));
  const asked = report.coverage.flatMap((row) => askedFor(row, report) ?? []);
  const missing = [
    ...groupBy(
      asked.filter((row) => row.state === 'missing'),
      (row) => row.channel,
    ),
  ];
  const rare = missing.filter(([channel]) => !isCore(channel)).sort(byDecided);
  const shown = [...missing.filter(([channel]) => isCore(channel)), ...rare.slice(0, SHOWN_RARE)];
  return [
    ...(hostIsUnseen ? elsewhere(report) : []),
    ...shown.map((one) => missingLog(one, several || hostIsUnseen)),
    ...rareLogs(rare.slice(SHOWN_RARE)),
    ...asked.flatMap((row) => [...gap(row, report, several), ...auditOff(row, several)]),
    ...(hostIsUnseen ? [] : elsewhere(report)),
    ...foreign(report.inputs.filter(isForeign)),
    ...[...integrityFaults(report), ...problemLines(report)].map((text) => ({
      about: 'input' as const,
      text,
    })),
  ];
}

/**
 * A row of coverage where a person is asked for it, with the causes that it would still decide, those of most attempts
 * first. Nobody need export anything for what is explained for certain; where it is explained well, only what could
 * still be behind it is asked for, and no rarer log. The JSON has them all the same.
 */
function askedFor(row: ReportCoverage, report: Report): ReportCoverage | undefined {
  const { summary, causes } = report;
  if (isSettled(report) && firstFailure(causes)?.confidence === 'certain') return undefined;
  const open = openCauses(row, report);
  const byAttempts = [...open].sort(([, a], [, b]) => b - a).map(([cause]) => cause);
  if (isSettled(report)) {
    if (row.state !== 'missing') return byAttempts.length > 0 ? { ...row, neededBy: byAttempts } : row;
    return open.size > 0 && isCore(row.channel) ? { ...row, neededBy: byAttempts } : undefined;
  }
  if (summary.outcome === 'no-failures' && !isCore(row.channel)) return undefined;
  const rest = row.neededBy.filter((cause) => !open.has(cause));
  return { ...row, neededBy: [...byAttempts, ...rest] };
}

const firstFailure = (causes: Report['causes']): ReportCause | undefined =>
  causes.find(({ failure }) => failure);

/** All that failed is explained, and the best answer is more than a possibility. */
const isSettled = ({ summary, causes }: Report): boolean =>
  summary.outcome === 'failures-explained' && firstFailure(causes)?.confidence !== 'possible';

/** What could be behind attempts of a host and would show in this log of it, with how many attempts. */
function openCauses({ host, channel }: ReportCoverage, { attempts }: Report): ReadonlyMap<string, number> {
  const open = new Map<string, number>();
  for (const attempt of attempts) {
    if (attempt.host !== host) continue;
    for (const { cause, missing } of attempt.diagnosis?.notEvaluated ?? [])
      if (missing.includes(channel)) open.set(cause, (open.get(cause) ?? 0) + 1);
  }
  return open;
}

type Missing = readonly [channel: string, rows: readonly ReportCoverage[]];

/** So many of the rarer logs are shown with their commands, those that would decide most; the rest are named. */
const SHOWN_RARE = 2;

const causesIn = ([, rows]: Missing): number => new Set(rows.flatMap((row) => row.neededBy)).size;
const byDecided = (a: Missing, b: Missing): number => causesIn(b) - causesIn(a) || (a[0] < b[0] ? -1 : 1);

function rareLogs(missing: readonly Missing[]): readonly UnseenThing[] {
  if (missing.length === 0) return [];
  const names = missing.map(([channel]) => shortChannel(channel));
  return [{ about: 'log', text: `Rarer logs, not among the inputs either: ${names.join(', ')}` }];
}

function missingLog([channel, rows]: Missing, several: boolean): UnseenThing {
  const decides = decidesText(rows.flatMap((row) => row.neededBy));
  const where = several ? ` of ${hostList(rows.map((row) => row.host))}` : '';
  return {
    about: 'log',
    text: `${shortChannel(channel)}${where}: not among the inputs${decides}`,
    command: rows[0]?.collect ?? '',
  };
}

/** So many causes are named; the rest are counted. */
const NAMED_CAUSES = 4;

function decidesText(neededBy: readonly string[]): string {
  const causes = [...new Set(neededBy)];
  if (causes.length === 0) return '';
  const more = causes.length > NAMED_CAUSES ? ` and ${causes.length - NAMED_CAUSES} more` : '';
  return `; it would decide ${causes.slice(0, NAMED_CAUSES).join(', ')}${more}`;
}

const hostList = (hosts: readonly string[]): string =>
  hosts.length <= NAMED_HOSTS
    ? hosts.join(', ')
    : `${hosts.slice(0, NAMED_HOSTS).join(', ')} and ${hosts.length - NAMED_HOSTS} more`;

function gap(row: ReportCoverage, report: Report, several: boolean): readonly UnseenThing[] {
  const text = gapText(row, report);
  if (text === undefined) return [];
  const command = row.neededBy.length > 0 && row.collect !== '' ? { command: row.collect } : {};
  return [{ about: 'log', text: `${logName(row, several)}: ${text}`, ...command }];
}

function auditOff(row: ReportCoverage, several: boolean): readonly UnseenThing[] {
  if (row.notAudited === undefined) return [];
  const text = 'refused logons are not audited, so that it cannot say why credentials were refused';
  return [{ about: 'log', text: `${logName(row, several)}: ${text}`, command: row.notAudited }];
}

const logName = ({ channel, host }: ReportCoverage, several: boolean): string =>
  `${shortChannel(channel)}${several ? ` of ${host}` : ''}`;

function gapText(row: ReportCoverage, report: Report): string | undefined {
  switch (row.state) {
    case 'missing':
      return undefined;
    case 'empty':
      return 'holds no record';
    case 'cleared':
      return `was cleared; what is left covers ${span(row)}`;
    case 'seen':
      if (row.neededBy.length > 0 && !coversAll(row, report)) {
        const gaps = row.ranges.length > 1 ? ' with gaps' : '';
        return `covers ${span(row)}${gaps}, not all of the failures${decidesText(row.neededBy)}`;
      }
      return row.unattributed === undefined ? undefined : remainsText(row, row.unattributed);
  }
}

/** A log that begins with the first failure, or ends with the last, was not cut off there: failures lie no farther outside. */
const AT_THE_EDGE = 60_000;

/** Whether a log without gaps covers, give or take a minute, the attempts for which something in it is missed. */
function coversAll({ host, channel, ranges, firstTime, lastTime }: ReportCoverage, report: Report): boolean {
  if (ranges.length !== 1 || firstTime === null || lastTime === null) return false;
  const missed = report.attempts.filter(
    (attempt) =>
      attempt.host === host &&
      attempt.diagnosis?.notEvaluated.some(({ missing }) => missing.includes(channel)) === true,
  );
  const [from, to] = [Date.parse(firstTime) - AT_THE_EDGE, Date.parse(lastTime) + AT_THE_EDGE];
  return (
    missed.length > 0 &&
    missed.every(({ startedAt }) => Date.parse(startedAt) >= from && Date.parse(startedAt) <= to)
  );
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

/**
 * Logs of other machines that would explain what these do not: with their commands those of the remote computer where
 * it gave none at all, else a line for each machine.
 */
function elsewhere(report: Report): readonly UnseenThing[] {
  const { elsewhere: logs = [], hosts } = report;
  if (isSettled(report) && report.attempts.length === 0) return [];
  const hostIsSeen = hosts.some(({ roles }) => roles.includes('server'));
  return [...groupBy(logs, ({ on }) => on)].flatMap(([on, own]) => {
    const machine = machineName(on, own[0]?.names ?? []);
    const shown = own.slice(0, NAMED_LOGS);
    const more = own.length > shown.length ? ` and ${own.length - shown.length} more` : '';
    if (on === 'host' && !hostIsSeen) {
      const each = shown.map(({ channel, neededBy, collect }): UnseenThing => {
        const text = `On ${machine}: ${shortChannel(channel)}, not among the inputs${decidesText(neededBy)}`;
        return { about: 'elsewhere', text, command: collect };
      });
      const rest = own.slice(NAMED_LOGS).map(({ channel }) => shortChannel(channel));
      return rest.length === 0
        ? each
        : [...each, { about: 'elsewhere', text: `On ${machine} as well: ${rest.join(', ')}` }];
    }
    const names = shown.map(({ channel }) => shortChannel(channel)).join(', ');
    const text = `Of ${machine}, to begin with: ${names}${more}; not among the inputs`;
    return [{ about: 'elsewhere', text }];
  });
}

const machineName = (on: RunOn, names: readonly string[]): string =>
  names.length === 0 ? machines[on] : `${hostList(names)} (${machines[on]})`;

/** A log that was read well and says nothing on the matter. */
const isForeign = ({ records, format }: ReportInput): boolean =>
  format !== 'unknown' && records.read > 0 && records.events === 0 && records.duplicates === 0;

function foreign(inputs: readonly ReportInput[]): readonly UnseenThing[] {
  if (inputs.length === 0) return [];
  const names = inputs.map((input) => input.path.replace(/^.*[\\/]/, ''));
  const shown = names.length > SHOWN_FILES ? [...names.slice(0, SHOWN_FILES), '…'] : names;
  const text = `${count(inputs.length, 'log')} without a record that bears on a connection: ${shown.join(', ')}`;
  return [{ about: 'input', text }];
}

const problemText: Readonly<Record<string, string>> = {
  'bad-record': 'records could not be read',
  'bad-chunk': 'blocks of records could not be read',
  'bad-template': 'records with broken structure',
  'bad-value': 'values could not be read',
  'bad-xml': 'events that are not well-formed',
  truncated: 'the file ends early',
  'bad-json': 'JSON values that could not be read',
  'unknown-zone': 'times without a zone, taken as UTC: other logs may be off by hours',
  'unknown-date-order':
    'dates that do not tell whether the day or the month comes first: times may be off by months',
  'lost-activity':
    'a form without ActivityIDs, so that attempts cannot be told apart and failed ones may be missing',
};

/** One line per input and sort of problem: a damaged log can have thousands. */
function problemLines(report: Report): readonly string[] {
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
  return [...groups.values()].map(
    ({ text, count: times }) => `${text}${times > 1 ? ` (${times} places)` : ''}`,
  );
}
