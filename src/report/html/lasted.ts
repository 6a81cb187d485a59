import type { ReportAttempt } from '../../model/report.ts';
import { signedDuration } from '../../model/signed-duration.ts';

/** How long an attempt took, as people say it. */
export function lasted({ durationMs }: ReportAttempt): string {
  if (durationMs === null) return 'unknown';
  if (durationMs < 1000) return `${durationMs} ms`;
  return durationMs < 10_000
    ? `${(durationMs / 1000).toFixed(1)} s`
    : signedDuration(durationMs * 1000).slice(1);
}
