import { groupBy } from '../../model/group-by.ts';
import type { Report, ReportAttempt } from '../../model/report.ts';
import { shortChannel } from '../build-summary.ts';
import { count, shortTime, wrap, type Layout } from './layout.ts';

const INDENT = '   ';
/** The last records of one of the attempts: what a person would look at first. */
const SHOWN_RECORDS = 3;

/** Failures without a cause: how far they came, their last records, and which log would tell. */
export function renderUnexplained(report: Report, { width, paint }: Layout): string[] {
  const unexplained = report.attempts.filter(isUnexplained);
  if (unexplained.length === 0) return [];
  const groups = groupBy(unexplained, (attempt) => attempt.diagnosis?.headline ?? '');
  return [
    paint.bold(`Not explained: ${count(unexplained.length, 'failed attempt')}`),
    ...[...groups].flatMap(([headline, attempts]) => renderGroup(headline, attempts, width)),
    ...renderDeciders(unexplained, width),
    '',
  ];
}

export const isUnexplained = ({ outcome, diagnosis }: ReportAttempt): boolean =>
  outcome === 'failed' && (!diagnosis?.cause || diagnosis.class === 'normal');

function renderGroup(headline: string, attempts: readonly ReportAttempt[], width: number): string[] {
  const last = attempts.at(-1);
  const often = attempts.length > 1 ? `${attempts.length} times: ` : '';
  return [
    wrap(`${often}${headline}${last?.diagnosis?.cause ? ' (possibly)' : ''}.`, width, INDENT),
    ...(last?.events ?? [])
      .slice(-SHOWN_RECORDS)
      .map((event) =>
        wrap(
          `${shortTime(event.time)}  ${shortChannel(event.channel)} ${event.eventId} #${event.recordId}: ${event.summary}`,
          width,
          `${INDENT}    `,
          `${INDENT}  `,
        ),
      ),
  ];
}

function renderDeciders(attempts: readonly ReportAttempt[], width: number): string[] {
  const missing = attempts.flatMap(({ diagnosis }) => diagnosis?.notEvaluated ?? []);
  const channels = [...new Set(missing.flatMap((entry) => entry.missing))].sort();
  if (channels.length === 0) return [];
  const names = channels.map(shortChannel);
  const last = names.pop();
  const logs =
    names.length === 0
      ? `The ${last} log of that time would tell more; the command is below.`
      : `The ${names.join(', ')} and ${last} logs of that time would tell more; the commands are below.`;
  return [wrap(logs, width, INDENT)];
}
