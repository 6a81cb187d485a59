import type { AskedLog } from '../../model/doctor.ts';
import type { Report, ReportAttempt, ReportCoverage } from '../../model/report.ts';
import { lackOf, missedIn, type Lack, type Missed } from '../asked-for.ts';
import { foundWords } from '../found-words.ts';
import { isCore, shortChannel } from '../build-summary.ts';
import { count, timeSpan, timeText } from '../words.ts';

/** Says what a log that is asked for lacks and how to get it; undefined: nothing. */
export function askedLog(row: ReportCoverage, report: Report): AskedLog | undefined {
  const lack = lackOf(row, report);
  if (lack === undefined) return undefined;
  const missed = missedIn(row, report);
  const { channel, neededBy } = row;
  const found = neededBy.filter(isPossible(missed.attempts));
  return {
    channel,
    lack,
    need: isForAnswer(lack, row, missed) ? 'answer' : 'whole',
    text: `${textOf(lack, row, missed, found)}${row.found === undefined ? '' : `; ${foundWords[row.found]}`}`,
    neededBy,
    found,
    attempts: missed.attempts.length,
    command: commandOf(lack, row, missed),
  };
}

/** Says of a cause whether it was found behind any of these attempts, as a possibility. */
export function isPossible(attempts: readonly ReportAttempt[]): (cause: string) => boolean {
  const found = new Set<string>();
  for (const { diagnosis } of attempts)
    for (const { cause, confidence } of diagnosis ? [diagnosis, ...diagnosis.alternatives] : [])
      if (cause !== null && confidence === 'possible') found.add(cause);
  return (cause) => found.has(cause);
}

/** A rare log is often empty, and one that writes little has most often nothing behind a failure. */
function isForAnswer(lack: Lack, row: ReportCoverage, missed: Missed): boolean {
  switch (lack) {
    case 'missing':
    case 'unread':
    case 'cleared':
      return true;
    case 'empty':
      return isCore(row.channel);
    case 'partial':
      return missed.attempts.length > (isBusy(row.channel) ? 0 : missed.after);
  }
}

/** A log with records of every hour, or of every try: where it ends before a failure, it was saved too early. */
const isBusy = (channel: string): boolean =>
  channel === 'Security' || channel === 'System' || channel.endsWith('-RdpCoreTS/Operational');

/** A log that is not among the inputs. */
export const missingText = (channel: string, neededBy: readonly string[], found: readonly string[]): string =>
  `${shortChannel(channel)}: not here${decides(neededBy, found)}`;

function textOf(lack: Lack, row: ReportCoverage, missed: Missed, found: readonly string[]): string {
  const decided = decides(row.neededBy, found);
  const name = shortChannel(row.channel);
  switch (lack) {
    case 'missing':
      return missingText(row.channel, row.neededBy, found);
    case 'unread':
      return `${name}: could not be read (${row.unread}); save it again${decided}`;
    case 'empty':
      return `${name}: it was given and holds no record; the command says whether it is enabled${decided}`;
    case 'cleared':
      return `${name}: it was cleared, and what is left covers ${span(row)}; ${older}${decided}`;
    case 'partial':
      return `${name}: ${partialText(row, missed)}${decided}`;
  }
}

const older = 'older records are only in archives (Archive-*.evtx), backups, shadow copies or a collector';

/** So few causes are named; of more, those that were found, and how many there are says how much the log is worth. */
const NAMED_CAUSES = 3;

function decides(neededBy: readonly string[], found: readonly string[]): string {
  const causes = [...new Set([...found, ...neededBy])];
  if (causes.length === 0) return '';
  if (causes.length <= NAMED_CAUSES) return `; would decide on ${causes.join(', ')}`;
  const named = causes.slice(0, Math.min(found.length, NAMED_CAUSES));
  const rest = causes.length - named.length;
  return `; would decide on ${named.length === 0 ? count(rest, 'cause') : `${named.join(', ')} and ${count(rest, 'other cause')}`}`;
}

/** A log ends too early where it was exported too early, and begins too late where it was written over. */
function partialText(row: ReportCoverage, { before, after }: Missed): string {
  if (before > 0)
    return `its first record is of ${timeText(row.firstTime ?? '')}, after ${count(before, 'failed attempt')}; ${older}`;
  if (after > 0)
    return `its last record is of ${timeText(row.lastTime ?? '')}, before ${count(after, 'failed attempt')}: nothing was written since, or it was saved too early`;
  const gaps = row.ranges.length > 1 ? ' with gaps' : '';
  return `it covers ${span(row)}${gaps}, not all that matters; save all of it`;
}

const span = ({ firstTime, lastTime }: ReportCoverage): string =>
  firstTime === null || lastTime === null ? 'nothing' : timeSpan(firstTime, lastTime);

function commandOf(lack: Lack, row: ReportCoverage, missed: Missed): string {
  switch (lack) {
    case 'missing':
    case 'unread':
      return row.collect;
    case 'empty':
      return row.collect === '' ? '' : `wevtutil gl "${row.channel}"`;
    case 'cleared':
      return '';
    case 'partial':
      return missed.before > 0 && missed.after === 0 ? '' : row.collect;
  }
}
