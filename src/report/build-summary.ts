import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import type { Outcome } from '../model/attempt.ts';
import type { ReportCause, ReportCoverage, ReportOutcome, ReportSummary } from '../model/report.ts';

/** Says in one line what came of it all, and counts. */
export function buildSummary(
  attempts: readonly DiagnosedAttempt[],
  causes: readonly ReportCause[],
  coverage: readonly ReportCoverage[],
): ReportSummary {
  const count = (outcome: Outcome): number =>
    attempts.filter(({ attempt }) => attempt.outcome === outcome).length;
  const failed = attempts.filter(({ attempt }) => attempt.outcome === 'failed');
  // A failure that was perhaps none is not explained by that.
  const unexplained = failed.filter(
    ({ diagnosis }) => !diagnosis?.cause || diagnosis.class === 'normal',
  ).length;
  const outcome = outcomeOf(causes, coverage, failed.length, unexplained);
  const counts = {
    total: attempts.length,
    succeeded: count('succeeded'),
    failed: failed.length,
    open: count('open'),
    unknown: count('unknown'),
  };
  return { outcome, headline: headline(outcome, causes, coverage, counts), attempts: counts };
}

/** A host that cannot take connections has failed, with or without an attempt to show it. */
const isHostFailure = (cause: ReportCause): boolean => isFailure(cause) && cause.attempts.length === 0;

const isFailure = (cause: ReportCause): boolean => cause.class !== 'normal';

function outcomeOf(
  causes: readonly ReportCause[],
  coverage: readonly ReportCoverage[],
  failed: number,
  unexplained: number,
): ReportOutcome {
  if (!coverage.some((row) => row.state === 'seen' || row.state === 'cleared' || row.state === 'empty')) {
    return 'insufficient-evidence';
  }
  if (failed === 0) return causes.some(isHostFailure) ? 'failures-explained' : 'no-failures';
  if (unexplained === 0) return 'failures-explained';
  return unexplained < failed || causes.some(isFailure)
    ? 'failures-partly-explained'
    : 'failures-unexplained';
}

function headline(
  outcome: ReportOutcome,
  causes: readonly ReportCause[],
  coverage: readonly ReportCoverage[],
  counts: ReportSummary['attempts'],
): string {
  const first = causes.find(isFailure);
  const missing = missingNames(coverage);
  const unseen = missing.length === 0 ? '' : `, but these logs were not there: ${missing.join(', ')}`;
  switch (outcome) {
    case 'failures-explained':
    case 'failures-partly-explained':
      return first ? `${first.title}${shareOf(first, counts)}` : 'Some connections failed';
    case 'failures-unexplained':
      return `${plural(counts.failed, 'connection attempt')} failed; the records do not say why${unseen}`;
    case 'no-failures':
      return counts.total === 0
        ? `No connection attempt was seen${unseen}`
        : `No failure among ${plural(counts.total, 'connection attempt')}${unseen}`;
    case 'insufficient-evidence':
      return 'No log that bears on Remote Desktop was seen: nothing can be said';
  }
}

/** How much of the trouble the first cause is, where there is more than one attempt. */
const shareOf = (cause: ReportCause, counts: ReportSummary['attempts']): string =>
  cause.prominence !== 'heads' && cause.attempts.length > 1 && counts.failed >= cause.attempts.length
    ? ` (${cause.attempts.length} of ${plural(counts.failed, 'failed attempt')})`
    : '';

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function missingNames(coverage: readonly ReportCoverage[]): string[] {
  return [
    ...new Set(coverage.filter((row) => row.state === 'missing').map((row) => shortChannel(row.channel))),
  ];
}

/** A channel's name as people say it: `RdpCoreTS/Operational`. */
export const shortChannel = (channel: string): string => channel.replace(/^.*-/, '');
