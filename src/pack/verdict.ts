import type { Report, ReportAttempt, ReportVerdict } from '../model/report.ts';

/** What a report comes to, in short. */
export const verdictOf = ({ summary, causes }: Report): ReportVerdict => ({
  outcome: summary.outcome,
  headline: summary.headline,
  attempts: summary.attempts,
  causes: causes.map(({ cause, title, confidence, attemptCount }) => ({
    cause,
    title,
    confidence,
    attemptCount,
  })),
});

/** Same outcome, same causes with the same confidence; counts may differ. */
export function isSameVerdict(a: ReportVerdict, b: ReportVerdict): boolean {
  const told = ({ causes }: ReportVerdict): string =>
    causes
      .map(({ cause, confidence }) => `${cause} ${confidence}`)
      .sort()
      .join('\n');
  return a.outcome === b.outcome && told(a) === told(b);
}

/** Counts attempts of the one list that the other does not have, or of which it says something else. */
export function attemptsThatDiffer(
  attempts: readonly ReportAttempt[],
  others: readonly ReportAttempt[],
): number {
  const told = new Map(others.map((attempt) => [attempt.id, judgement(attempt)]));
  return attempts.filter((attempt) => told.get(attempt.id) !== judgement(attempt)).length;
}

const judgement = ({ outcome, reached, diagnosis }: ReportAttempt): string =>
  `${outcome} ${reached} ${diagnosis?.cause} ${diagnosis?.confidence}`;
