import { groupBy } from '../../model/group-by.ts';
import type { DiffCause, SideName } from '../../model/report-diff.ts';
import type { ReportAttempt, ReportCause } from '../../model/report.ts';
import { confidences, type Confidence } from '../../model/vocabulary.ts';
import { recordsOf } from '../cause-words.ts';
import type { SideView } from './side.ts';

type Counted = Omit<DiffCause, 'on' | SideName | 'goodRecords' | 'badRecords'> & {
  readonly count: number;
  readonly records: number;
};

/** The causes of both sides; those of the failing side alone first, failures before normal ends. */
export function compareCauses(good: SideView, bad: SideView): DiffCause[] {
  const [onGood, onBad] = [causesOf(good), causesOf(bad)];
  const ids = [...new Set([...onBad.keys(), ...onGood.keys()])];
  const all = ids.flatMap((id): DiffCause[] => {
    const [a, b] = [onGood.get(id), onBad.get(id)];
    const either = b ?? a;
    if (!either) return [];
    const { count: _, records: __, ...cause } = either;
    return [
      {
        ...cause,
        on: a && b ? 'both' : b ? 'bad' : 'good',
        good: a?.count ?? 0,
        bad: b?.count ?? 0,
        ...(a && a.records > 0 ? { goodRecords: a.records } : {}),
        ...(b && b.records > 0 ? { badRecords: b.records } : {}),
      },
    ];
  });
  const order = { bad: 0, good: 1, both: 2 } as const;
  return all.sort(
    (a, b) =>
      order[a.on] - order[b.on] ||
      Number(b.failure) - Number(a.failure) ||
      failuresOf(b) - failuresOf(a) ||
      confidences.indexOf(b.confidence) - confidences.indexOf(a.confidence) ||
      (a.cause < b.cause ? -1 : 1),
  );
}

/** As many as a report counts: attempts, and records that name somebody and belong to none. */
const failuresOf = ({ bad, badRecords = 0 }: DiffCause): number => bad + badRecords;

/** Each attempt by its own diagnosis, and the report's causes that hold for these attempts or hosts. */
function causesOf(side: SideView): ReadonlyMap<string, Counted> {
  const found = new Map<string, Counted>();
  const ids = new Set(side.attempts.map(({ id }) => id));
  for (const cause of causesAt(side)) {
    const { cause: id, class: causeClass, title, failure } = cause;
    const confidence = confidenceAt(cause, side);
    const count = cause.attempts.filter((attempt) => ids.has(attempt)).length;
    const people = side.outside.find((one) => one.cause === cause)?.people ?? [];
    const records = recordsOf(people);
    found.set(id, { cause: id, class: causeClass, title, failure, confidence, count, records });
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
        records: 0,
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

/**
 * A report's causes that are about a side: its attempts, its people, its hosts; what is no failure of a host stands beside
 * the attempts of that time.
 */
export function causesAt({ report, attempts, hosts, outside }: SideView): readonly ReportCause[] {
  const ids = new Set(attempts.map(({ id }) => id));
  const theirs = new Set(outside.map(({ cause }) => cause));
  const isWhole = attempts.length === report.attempts.length;
  const days = new Set(attempts.map(({ startedAt }) => startedAt.slice(0, 10)));
  const isMeantTime = ({ firstTime, lastTime }: ReportCause): boolean =>
    isWhole || [...days].some((day) => firstTime.slice(0, 10) <= day && lastTime.slice(0, 10) >= day);
  const isBeside = (cause: ReportCause): boolean =>
    !cause.failure &&
    cause.attempts.length === 0 &&
    cause.hosts.some((host) => hosts.includes(host)) &&
    isMeantTime(cause);
  return report.causes.filter(
    (cause) => theirs.has(cause) || cause.attempts.some((id) => ids.has(id)) || isBeside(cause),
  );
}
