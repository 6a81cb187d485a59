import { groupBy } from '../../model/group-by.ts';
import type { DiffCause, SideName } from '../../model/report-diff.ts';
import type { ReportAttempt, ReportCause } from '../../model/report.ts';
import { confidences, type Confidence } from '../../model/vocabulary.ts';
import type { SideView } from './side.ts';

type Counted = Omit<DiffCause, 'on' | SideName> & { readonly count: number };

/** The causes of both sides; those of the failing side alone first, failures before normal ends. */
export function compareCauses(good: SideView, bad: SideView): DiffCause[] {
  const [onGood, onBad] = [causesOf(good), causesOf(bad)];
  const ids = [...new Set([...onBad.keys(), ...onGood.keys()])];
  const all = ids.flatMap((id): DiffCause[] => {
    const [a, b] = [onGood.get(id), onBad.get(id)];
    const either = b ?? a;
    if (!either) return [];
    const { count: _, ...cause } = either;
    return [{ ...cause, on: a && b ? 'both' : b ? 'bad' : 'good', good: a?.count ?? 0, bad: b?.count ?? 0 }];
  });
  const order = { bad: 0, good: 1, both: 2 } as const;
  return all.sort(
    (a, b) =>
      order[a.on] - order[b.on] ||
      Number(b.failure) - Number(a.failure) ||
      b.bad - a.bad ||
      confidences.indexOf(b.confidence) - confidences.indexOf(a.confidence) ||
      (a.cause < b.cause ? -1 : 1),
  );
}

/** Each attempt by its own diagnosis, and the report's causes that hold for these attempts or hosts. */
function causesOf(side: SideView): ReadonlyMap<string, Counted> {
  const found = new Map<string, Counted>();
  const ids = new Set(side.attempts.map(({ id }) => id));
  for (const cause of causesAt(side)) {
    const { cause: id, class: causeClass, title, failure } = cause;
    const confidence = confidenceAt(cause, side);
    const count = cause.attempts.filter((attempt) => ids.has(attempt)).length;
    found.set(id, { cause: id, class: causeClass, title, failure, confidence, count });
  }
  // An attempt folded into a flood has a cause of its own that the report's list does not count.
  for (const [id, attempts] of byCause(side.attempts)) {
    const [first] = attempts;
    const known = found.get(id);
    if (known) found.set(id, { ...known, count: Math.max(known.count, attempts.length) });
    else if (first?.diagnosis) {
      const { class: causeClass, headline, confidence } = first.diagnosis;
      const failure = causeClass !== 'normal' && first.outcome !== 'succeeded';
      found.set(id, {
        cause: id,
        class: causeClass,
        title: headline,
        failure,
        confidence,
        count: attempts.length,
      });
    }
  }
  return found;
}

/** How sure a cause is where it is this side's. */
const confidenceAt = ({ confidence, byConfidence = [] }: ReportCause, { hosts }: SideView): Confidence =>
  byConfidence.find((part) => part.hosts.some((host) => hosts.includes(host)))?.confidence ?? confidence;

function byCause(attempts: readonly ReportAttempt[]): ReadonlyMap<string, readonly ReportAttempt[]> {
  const known = attempts.filter(({ diagnosis }) => typeof diagnosis?.cause === 'string');
  return groupBy(known, ({ diagnosis }) => diagnosis?.cause ?? '');
}

/** A report's causes that are about a side: its attempts, or its hosts in the time that its attempts span. */
export function causesAt({ report, attempts, hosts }: SideView): readonly ReportCause[] {
  const ids = new Set(attempts.map(({ id }) => id));
  const isWhole = attempts.length === report.attempts.length;
  const days = new Set(attempts.map(({ startedAt }) => startedAt.slice(0, 10)));
  const isMeantTime = ({ firstTime, lastTime }: ReportCause): boolean =>
    isWhole || [...days].some((day) => firstTime.slice(0, 10) <= day && lastTime.slice(0, 10) >= day);
  return report.causes.filter(
    (cause) =>
      cause.attempts.some((id) => ids.has(id)) ||
      (cause.attempts.length === 0 && cause.hosts.some((host) => hosts.includes(host)) && isMeantTime(cause)),
  );
}
