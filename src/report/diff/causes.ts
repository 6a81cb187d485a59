import type { DiffCause, SideName } from '../../model/report-diff.ts';
import type { ReportCause } from '../../model/report.ts';
import type { SurePart } from '../../model/cause-part.ts';
import { prominences, type Prominence } from '../../model/pattern.ts';
import { confidences } from '../../model/vocabulary.ts';
import { recordsOf } from '../cause-words.ts';
import { surenessAt, surenessOf } from './cause-sureness.ts';
import type { SideView } from './side.ts';

type Counted = Omit<
  DiffCause,
  'on' | SideName | 'goodRecords' | 'badRecords' | 'confidence' | 'byConfidence'
> & {
  readonly sureness: readonly SurePart[];
  readonly prominence: Prominence;
  readonly count: number;
  readonly records: number;
};

/**
 * The causes of both sides; those of the failing side alone first, failures before normal ends, and among these as a report
 * ranks them: by prominence, how sure they are and how many failed. What is left equal stands as in the side's report.
 */
export function compareCauses(good: SideView, bad: SideView): DiffCause[] {
  const [onGood, onBad] = [causesOf(good), causesOf(bad)];
  const ids = [...new Set([...onBad.keys(), ...onGood.keys()])];
  const all = ids.flatMap((id) => {
    const [a, b] = [onGood.get(id), onBad.get(id)];
    const either = b ?? a;
    if (!either) return [];
    const { count, records, prominence, sureness: _, ...cause } = either;
    const compared: DiffCause = {
      ...cause,
      ...surenessOf([...(b?.sureness ?? []), ...(a?.sureness ?? [])]),
      on: a && b ? 'both' : b ? 'bad' : 'good',
      good: a?.count ?? 0,
      bad: b?.count ?? 0,
      ...(a && a.records > 0 ? { goodRecords: a.records } : {}),
      ...(b && b.records > 0 ? { badRecords: b.records } : {}),
    };
    // As many as a report counts: attempts, and records that name somebody and belong to none.
    return [{ compared, prominence: prominences.indexOf(prominence), failures: count + records }];
  });
  const order = { bad: 0, good: 1, both: 2 } as const;
  const sureness = ({ confidence }: DiffCause): number => confidences.indexOf(confidence);
  return all
    .sort(
      (a, b) =>
        order[a.compared.on] - order[b.compared.on] ||
        Number(b.compared.failure) - Number(a.compared.failure) ||
        a.prominence - b.prominence ||
        sureness(b.compared) - sureness(a.compared) ||
        b.failures - a.failures,
    )
    .map(({ compared }) => compared);
}

/**
 * The report's causes that hold for these attempts or hosts, in its order. What it folds into a flood is the flood's here,
 * too: the attempt's own diagnosis would have a server repaired for a scanner.
 */
function causesOf(side: SideView): ReadonlyMap<string, Counted> {
  const known = new Map(side.attempts.map((attempt) => [attempt.id, attempt]));
  return new Map(
    causesAt(side).map((cause) => {
      const { cause: id, class: causeClass, title, failure, prominence } = cause;
      const attempts = cause.attempts.flatMap((attempt) => known.get(attempt) ?? []);
      const outside = side.outside.filter((one) => one.cause === cause);
      const counted: Counted = {
        cause: id,
        class: causeClass,
        title,
        failure,
        prominence,
        sureness: surenessAt(cause, { attempts, outside, hosts: side.hosts }),
        count: attempts.length,
        records: recordsOf(outside.flatMap(({ people }) => people)),
      };
      return [id, counted];
    }),
  );
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
