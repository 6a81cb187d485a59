import type { ReportAttempt } from '../../../../src/model/report.ts';
import type { AttemptLog } from '../attempt-log.ts';

/** Which reported attempt is which true one, one to one, by the records that they share. */
export interface Matching {
  readonly trueOf: ReadonlyMap<ReportAttempt, AttemptLog>;
  /** The true one that most of a reported attempt's records are of, also where the report has split it. */
  readonly mainOf: ReadonlyMap<ReportAttempt, AttemptLog>;
  readonly reportedOf: ReadonlyMap<AttemptLog, ReportAttempt>;
}

/** Names a record within a site. */
export const recordName = (host: string, channel: string, recordId: number): string =>
  `${host}|${channel}|${recordId}`.toLowerCase();

interface Pair {
  readonly reported: ReportAttempt;
  readonly truth: AttemptLog;
  readonly shared: number;
}

/** What shows the cause says more of which attempt is meant than any other record, where the report split one in two. */
const EVIDENCE = 1.5;

/** Matches by the most shared records first. */
export function matchAttempts(
  reported: readonly ReportAttempt[],
  ownerOf: (host: string, channel: string, recordId: number) => AttemptLog | undefined,
): Matching {
  const pairs: Pair[] = [];
  for (const attempt of reported) {
    const shared = new Map<AttemptLog, number>();
    for (const { host, channel, recordId } of attempt.events) {
      const owner = ownerOf(host, channel, recordId);
      if (!owner) continue;
      const name = recordName(host, channel, recordId);
      const shows = owner.evidence.some((place) => recordName(...place) === name);
      shared.set(owner, (shared.get(owner) ?? 0) + (shows ? EVIDENCE : 1));
    }
    for (const [truth, count] of shared) pairs.push({ reported: attempt, truth, shared: count });
  }
  pairs.sort((a, b) => b.shared - a.shared);
  const trueOf = new Map<ReportAttempt, AttemptLog>();
  const mainOf = new Map<ReportAttempt, AttemptLog>();
  const reportedOf = new Map<AttemptLog, ReportAttempt>();
  for (const { reported, truth } of pairs) {
    if (!mainOf.has(reported)) mainOf.set(reported, truth);
    if (trueOf.has(reported) || reportedOf.has(truth)) continue;
    trueOf.set(reported, truth);
    reportedOf.set(truth, reported);
  }
  return { trueOf, mainOf, reportedOf };
}
