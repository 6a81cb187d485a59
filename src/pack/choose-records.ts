import { readTime, type Event } from '../model/event.ts';
import type { EventRef, Report, ReportAttempt } from '../model/report.ts';
import { formatMicros } from '../model/time.ts';

/** Which records a report speaks of. */
export interface ChosenRecords {
  readonly attempts: readonly ReportAttempt[];
  isCited(event: Event): boolean;
  /** Of an attempt that is not in the pack. */
  isLeftOut(event: Event): boolean;
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
    isLeftOut: (event) => leftOut(event) && !cited(event),
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

/** Answers for millions of records: first by record id alone, which is cheap. */
function recordSet(refs: readonly EventRef[]): (event: Event) => boolean {
  const byInput = new Map<string, { readonly ids: Set<number>; readonly keys: Set<string> }>();
  for (const { input, recordId, eventId, channel, time } of refs) {
    const own = byInput.get(input) ?? { ids: new Set(), keys: new Set() };
    byInput.set(input, own);
    own.ids.add(recordId);
    own.keys.add(`${recordId} ${eventId} ${time} ${channel}`);
  }
  return (event) => {
    const { input, recordId, eventId, channel } = event.source;
    const own = byInput.get(input);
    if (own?.ids.has(recordId) !== true) return false;
    return own.keys.has(`${recordId} ${eventId} ${formatMicros(readTime(event))} ${channel}`);
  };
}
