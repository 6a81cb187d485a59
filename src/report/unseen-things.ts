import { groupBy } from '../model/group-by.ts';
import type { Report, ReportCoverage } from '../model/report.ts';
import { askedFor, isSettled, lackOf } from './asked-for.ts';
import { isCore, shortChannel } from './build-summary.ts';
import { foundWords } from './found-words.ts';
import { isHidden } from './hidden-failures.ts';
import { inputFaults } from './input-faults.ts';
import { causeList, hostList, machineName } from './machine-words.ts';
import { count, timeSpan } from './words.ts';

/** Something that the logs do not show. */
export interface UnseenThing {
  /** A log of these machines, a log of another, or a log that was read and is not whole or says nothing. */
  readonly about: 'log' | 'elsewhere' | 'input';
  /** One sentence without its full stop; holds log text. */
  readonly text: string;
  /** What would show it. */
  readonly command?: string;
}

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
  const faults = inputFaults(report).map((text) => ({ about: 'input' as const, text }));
  const areFirst = isHidden(report);
  return [
    ...(areFirst ? faults : []),
    ...(hostIsUnseen ? elsewhere(report) : []),
    ...shown.map((one) => missingLog(one, several || hostIsUnseen)),
    ...rareLogs(rare.slice(SHOWN_RARE)),
    ...asked.flatMap((row) => [...gap(row, report, several), ...auditOff(row, several)]),
    ...(hostIsUnseen ? [] : elsewhere(report)),
    ...(areFirst ? [] : faults),
  ];
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
    text: `${shortChannel(channel)}${where}: ${whyMissing(rows)}${decides}`,
    ...commandOf(rows[0]?.collect),
  };
}

/** Where machines say different things of it, it is missing and no more. */
function whyMissing(rows: readonly ReportCoverage[]): string {
  const found = rows[0]?.found;
  return found !== undefined && rows.every((row) => row.found === found)
    ? foundWords[found]
    : 'not among the inputs';
}

/** A channel of a name that no prompt should see has no command. */
const commandOf = (command = ''): Pick<UnseenThing, 'command'> => (command === '' ? {} : { command });

const decidesText = (neededBy: readonly string[]): string =>
  neededBy.length === 0 ? '' : `; it would decide ${causeList(neededBy)}`;

function gap(row: ReportCoverage, report: Report, several: boolean): readonly UnseenThing[] {
  const text = gapText(row, report);
  if (text === undefined) return [];
  const command = row.neededBy.length > 0 ? row.collect : '';
  return [{ about: 'log', text: `${logName(row, several)}: ${text}`, ...commandOf(command) }];
}

function auditOff(row: ReportCoverage, several: boolean): readonly UnseenThing[] {
  if (row.notAudited === undefined) return [];
  const text = 'refused logons are not audited, so that it cannot say why credentials were refused';
  return [{ about: 'log', text: `${logName(row, several)}: ${text}`, command: row.notAudited }];
}

const logName = ({ channel, host }: ReportCoverage, several: boolean): string =>
  `${shortChannel(channel)}${several ? ` of ${host}` : ''}`;

function gapText(row: ReportCoverage, report: Report): string | undefined {
  switch (lackOf(row, report)) {
    case 'missing':
      return undefined;
    case 'empty':
      return 'holds no record';
    case 'cleared':
      return `was cleared; what is left covers ${span(row)}`;
    case 'partial': {
      const gaps = row.ranges.length > 1 ? ' with gaps' : '';
      return `covers ${span(row)}${gaps}, not all of the failures${decidesText(row.neededBy)}`;
    }
    case undefined:
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
        return { about: 'elsewhere', text, ...commandOf(collect) };
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
