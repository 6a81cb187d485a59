import type { RawEvent } from '../../parsers/index.ts';
import type { EventRef, Report, ReportAttempt } from '../model/report.ts';
import { formatMicros, micros } from '../model/time.ts';

/** Which records a report speaks of. */
export interface ChosenRecords {
  readonly attempts: readonly ReportAttempt[];
  /** Cited, of this input. */
  isCited(input: string, raw: RawEvent): boolean;
  /** Of an attempt that is not in the pack. */
  isLeftOut(input: string, raw: RawEvent): boolean;
}

/** So many attempts of one host that came to the same are packed, the first and the latest of them. */
const ATTEMPTS_OF_GROUP = 500;
/** So many in all. */
const MOST_ATTEMPTS = 2000;

/** Chooses what a report rests on: the events of its attempts, and the records that its causes and clocks cite. */
export function chooseRecords(
  report: Report,
  ofGroup: number = ATTEMPTS_OF_GROUP,
  inAll: number = MOST_ATTEMPTS,
): ChosenRecords {
  const { attempts, hosts, causes } = report;
  const chosen = new Set(chooseAttempts(report, ofGroup, inAll));
  const cited = recordSet([
    ...[...chosen].flatMap(refsOf),
    ...causes.flatMap(({ evidence, contradicting, changes, lastSuccess }) => [
      ...evidence,
      ...contradicting,
      ...changes,
      ...(lastSuccess ? [lastSuccess] : []),
    ]),
    ...hosts.flatMap(({ clockSteps = [] }) => clockSteps.map(({ evidence }) => evidence)),
  ]);
  const leftOut = recordSet(attempts.filter((attempt) => !chosen.has(attempt)).flatMap(refsOf));
  return {
    attempts: [...chosen],
    isCited: cited,
    isLeftOut: (input, raw) => leftOut(input, raw) && !cited(input, raw),
  };
}

const refsOf = ({ events, diagnosis }: ReportAttempt): readonly EventRef[] => [
  ...events,
  ...(diagnosis ? [...diagnosis.evidence, ...diagnosis.contradicting] : []),
];

/** All attempts, or of every group the first and the latest. */
function chooseAttempts({ attempts }: Report, ofGroup: number, inAll: number): readonly ReportAttempt[] {
  const groups = new Map<string, ReportAttempt[]>();
  for (const attempt of attempts) {
    const key = `${attempt.host}|${attempt.outcome}|${attempt.diagnosis?.cause ?? ''}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(attempt);
  }
  const pick = (most: number): ReportAttempt[] => [...groups.values()].flatMap((group) => ends(group, most));
  for (let most = ofGroup; ; most = Math.floor(most / 2)) {
    const picked = pick(most);
    if (picked.length <= inAll || most <= 2) return picked;
  }
}

/** The first and the last ones of a list. */
const ends = <T>(list: readonly T[], most: number): readonly T[] =>
  list.length <= most
    ? list
    : [...list.slice(0, Math.ceil(most / 2)), ...list.slice(list.length - Math.floor(most / 2))];

type IsAmong = (input: string, raw: RawEvent) => boolean;

/** Answers for millions of records: first by record id alone, which is cheap. */
function recordSet(refs: readonly EventRef[]): IsAmong {
  const byInput = new Map<string, { readonly ids: Set<number>; readonly keys: Set<string> }>();
  for (const ref of refs) {
    const { input, recordId, eventId, channel, time } = ref;
    const own = byInput.get(input) ?? { ids: new Set(), keys: new Set() };
    byInput.set(input, own);
    own.ids.add(recordId);
    own.keys.add(`${recordId} ${eventId} ${time} ${channel}`);
  }
  return (input, { recordId, eventId, time, channel }) => {
    const own = byInput.get(input);
    return (
      own?.ids.has(recordId) === true &&
      own.keys.has(`${recordId} ${eventId} ${formatMicros(micros(time))} ${channel}`)
    );
  };
}
