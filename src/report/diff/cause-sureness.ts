import type { SurePart } from '../../model/cause-part.ts';
import { groupBy } from '../../model/group-by.ts';
import type { DiffCause } from '../../model/report-diff.ts';
import type { ReportAttempt, ReportCause } from '../../model/report.ts';
import { confidences, type Confidence } from '../../model/vocabulary.ts';
import { sureParts } from '../sureness.ts';
import type { SideView } from './side.ts';

/** How sure a report's cause is of what a side has of it; what only stands beside the side's attempts is of its hosts. */
export function surenessAt(
  cause: ReportCause,
  { attempts, outside, hosts }: Pick<SideView, 'attempts' | 'outside' | 'hosts'>,
): readonly SurePart[] {
  if (attempts.length + outside.length > 0)
    return [
      ...attempts.map((one) => ({
        confidence: confidenceOf(one, cause),
        attemptCount: 1,
        hosts: [one.host],
      })),
      ...outside.map((one) => ({ confidence: one.confidence, attemptCount: 0, hosts: one.hosts })),
    ];
  const there = sureParts(cause).filter((part) => part.hosts.some((host) => hosts.includes(host)));
  return there.map((part) => ({ ...part, attemptCount: 0 }));
}

/**
 * A report says how sure it is of how many on which host, not of which attempt: that is the attempt's own verdict. Where
 * it is not, because the host's records make it surer or a flood folds it, it is the least that holds on its host.
 */
function confidenceOf({ host, diagnosis }: ReportAttempt, cause: ReportCause): Confidence {
  const there = sureParts(cause).filter(({ hosts }) => hosts.includes(host));
  const own = there.find(
    ({ confidence }) => diagnosis?.cause === cause.cause && diagnosis.confidence === confidence,
  );
  return (own ?? there.at(-1) ?? cause).confidence;
}

/** How sure a cause is at best, and of what where it is not equally sure of all. */
export function surenessOf(places: readonly SurePart[]): Pick<DiffCause, 'confidence' | 'byConfidence'> {
  const byConfidence = [...groupBy(places, ({ confidence }) => confidence)]
    .sort(([a], [b]) => confidences.indexOf(b) - confidences.indexOf(a))
    .map(([confidence, all]) => ({
      confidence,
      attemptCount: all.reduce((sum, { attemptCount }) => sum + attemptCount, 0),
      hosts: [...new Set(all.flatMap(({ hosts }) => hosts))].sort(),
    }));
  const confidence = byConfidence[0]?.confidence ?? 'possible';
  return { confidence, ...(byConfidence.length > 1 && { byConfidence }) };
}
