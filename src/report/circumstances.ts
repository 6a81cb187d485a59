import type { Report, ReportOutcome } from '../model/report.ts';
import { grouped } from './grouped.ts';
import { count, few, timeSpan } from './words.ts';

const outcomeText: Readonly<Record<ReportOutcome, string>> = {
  'failures-explained': 'every failure seen is explained',
  'failures-partly-explained': 'some failures explained',
  'failures-unexplained': 'failures not explained',
  'no-failures': 'no failure in what was seen',
  'insufficient-evidence': 'not enough evidence',
};

/** Says what came of it all. Where the best answer is only a possibility, nothing is explained yet. */
export function outcomeWords({ summary, causes }: Report): string {
  const isGuess =
    summary.outcome === 'failures-explained' &&
    causes.every(({ failure, confidence }) => !failure || confidence === 'possible');
  return isGuess ? 'possible explanations only' : outcomeText[summary.outcome];
}

/** What a report is about: how many attempts, of which host, from how many logs, of what time. */
export function circumstances(report: Report): readonly string[] {
  const times = report.attempts.flatMap((attempt) => [attempt.startedAt, attempt.endedAt]).sort();
  const [first, last] = [times[0], times.at(-1)];
  return [
    attemptCounts(report),
    few(
      report.hosts.map(({ name }) => name),
      'host',
    ),
    count(report.inputs.filter(({ format }) => format !== 'case-pack').length, 'log'),
    ...(first !== undefined && last !== undefined ? [timeSpan(first, last)] : []),
  ];
}

function attemptCounts({ summary: { attempts } }: Report): string {
  if (attempts.total === 0) return 'no connection record';
  const left = attempts.unknown > 0 ? [`${grouped(attempts.unknown)} unclear or left by the client`] : [];
  const open = attempts.open > 0 ? [`${grouped(attempts.open)} still open`] : [];
  const counts = [
    `${grouped(attempts.failed)} failed`,
    `${grouped(attempts.succeeded)} worked`,
    ...left,
    ...open,
  ];
  return `${count(attempts.total, 'attempt')}: ${counts.join(', ')}`;
}
