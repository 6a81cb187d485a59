import type { AskedLog } from '../../model/doctor.ts';
import type { Report, ReportAttempt, ReportCoverage } from '../../model/report.ts';
import { lackOf, type Lack } from '../asked-for.ts';
import { isCore, shortChannel } from '../build-summary.ts';
import { count, shortTime, timeSpan } from '../words.ts';

/** Says what a log that is asked for lacks and how to get it; undefined: nothing. */
export function askedLog(row: ReportCoverage, report: Report): AskedLog | undefined {
  const lack = lackOf(row, report);
  if (lack === undefined) return undefined;
  const missed = report.attempts.filter((attempt) => isMissedIn(row, attempt));
  const { channel, neededBy } = row;
  return {
    channel,
    lack,
    need: isForAnswer(lack, row, missed) ? 'answer' : 'whole',
    text: textOf(lack, row, missed),
    neededBy,
    attempts: missed.length,
    command: commandOf(lack, row, missed),
  };
}

/** A rare log is often empty, and one that writes little has most often nothing behind a failure. */
function isForAnswer(lack: Lack, row: ReportCoverage, missed: readonly ReportAttempt[]): boolean {
  switch (lack) {
    case 'missing':
    case 'cleared':
      return true;
    case 'empty':
      return isCore(row.channel);
    case 'partial':
      return missed.length > (isBusy(row.channel) ? 0 : missedAfter(row, missed));
  }
}

/** A log with records of every hour, or of every try: where it ends before a failure, it was saved too early. */
const isBusy = (channel: string): boolean =>
  channel === 'Security' || channel === 'System' || channel.endsWith('-RdpCoreTS/Operational');

const isMissedIn = ({ host, channel }: ReportCoverage, attempt: ReportAttempt): boolean =>
  attempt.host === host &&
  attempt.diagnosis?.notEvaluated.some(({ missing }) => missing.includes(channel)) === true;

/** A log that is not among the inputs. */
export const missingText = (channel: string, neededBy: readonly string[]): string =>
  `${shortChannel(channel)}: not here${decides(neededBy)}`;

function textOf(lack: Lack, row: ReportCoverage, missed: readonly ReportAttempt[]): string {
  const decided = decides(row.neededBy);
  const name = shortChannel(row.channel);
  switch (lack) {
    case 'missing':
      return missingText(row.channel, row.neededBy);
    case 'empty':
      return `${name}: it was given and holds no record; the command says whether it is enabled${decided}`;
    case 'cleared':
      return `${name}: it was cleared, and what is left covers ${span(row)}; ${older}${decided}`;
    case 'partial':
      return `${name}: ${partialText(row, missed)}${decided}`;
  }
}

const older = 'older records are only in archives (Archive-*.evtx), backups, shadow copies or a collector';

/** So few causes are named; of more, how many there are says how much the log is worth. */
const NAMED_CAUSES = 3;

function decides(neededBy: readonly string[]): string {
  const causes = [...new Set(neededBy)];
  if (causes.length === 0) return '';
  return `; would decide on ${causes.length > NAMED_CAUSES ? count(causes.length, 'cause') : causes.join(', ')}`;
}

/** A log ends too early where it was exported too early, and begins too late where it was written over. */
function partialText(row: ReportCoverage, missed: readonly ReportAttempt[]): string {
  const [before, after] = [missedBefore(row, missed), missedAfter(row, missed)];
  if (before > 0)
    return `its first record is of ${shortTime(row.firstTime ?? '')} UTC, after ${count(before, 'failed attempt')}; ${older}`;
  if (after > 0)
    return `its last record is of ${shortTime(row.lastTime ?? '')} UTC, before ${count(after, 'failed attempt')}: nothing was written since, or it was saved too early`;
  const gaps = row.ranges.length > 1 ? ' with gaps' : '';
  return `it covers ${span(row)}${gaps}, not all that matters`;
}

const missedBefore = ({ firstTime }: ReportCoverage, missed: readonly ReportAttempt[]): number =>
  firstTime === null ? 0 : missed.filter(({ startedAt }) => startedAt < firstTime).length;

const missedAfter = ({ lastTime }: ReportCoverage, missed: readonly ReportAttempt[]): number =>
  lastTime === null ? 0 : missed.filter(({ startedAt }) => startedAt > lastTime).length;

const span = ({ firstTime, lastTime }: ReportCoverage): string =>
  firstTime === null || lastTime === null ? 'nothing' : timeSpan(firstTime, lastTime);

function commandOf(lack: Lack, row: ReportCoverage, missed: readonly ReportAttempt[]): string {
  switch (lack) {
    case 'missing':
      return row.collect;
    case 'empty':
      return row.collect === '' ? '' : `wevtutil gl "${row.channel}"`;
    case 'cleared':
      return '';
    case 'partial':
      return missedBefore(row, missed) > 0 && missedAfter(row, missed) === 0 ? '' : row.collect;
  }
}
