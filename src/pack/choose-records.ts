import { citedRecords } from '../model/cited-records.ts';
import { readTime, type Event } from '../model/event.ts';
import type { EventRef, Report, ReportAttempt } from '../model/report.ts';
import { groupBy } from '../model/group-by.ts';
import { formatMicros } from '../model/time.ts';

/** Which records a report speaks of. */
export interface ChosenRecords {
  readonly attempts: readonly ReportAttempt[];
  isCited(event: Event): boolean;
  /** Of an attempt that is not in the pack. */
  isLeftOut(event: Event): boolean;
}

/** So many attempts are packed; beyond, each group of them that came to the same gives its share. */
const MOST_ATTEMPTS = 3000;
/** A group of so few is packed whole. */
const SMALL = 50;

/** Chooses what a report rests on: the events of its attempts, and the records that its causes and clocks cite. */
export function chooseRecords(report: Report, most: number = MOST_ATTEMPTS): ChosenRecords {
  const { attempts, bounds } = report;
  const chosen = new Set(chooseAttempts(report, most));
  const cited = recordSet([...[...chosen].flatMap(refsOf), ...citedRecords(report)]);
  const leftOut = recordSet(attempts.filter((attempt) => !chosen.has(attempt)).flatMap(refsOf));
  // What attempts that are not listed are made of is not known but by its kind.
  const isCut = (bounds?.attemptsNotListed ?? 0) > 0;
  const ofAttempts = new Set(attempts.flatMap(({ events }) => events.map(({ kind }) => kind)));
  return {
    attempts: [...chosen],
    isCited: cited,
    isLeftOut: (event) => (leftOut(event) || (isCut && ofAttempts.has(event.kind))) && !cited(event),
  };
}

const refsOf = ({ events, diagnosis }: ReportAttempt): readonly EventRef[] => [
  ...events,
  ...(diagnosis ? [...diagnosis.evidence, ...diagnosis.contradicting] : []),
];

/** All attempts, or the first and the latest of every group, as many as are its share: what was most stays most. */
function chooseAttempts({ attempts }: Report, most: number): readonly ReportAttempt[] {
  const key = ({ host, outcome, diagnosis }: ReportAttempt): string =>
    `${host}|${outcome}|${diagnosis?.cause ?? ''}`;
  const groups = [...groupBy(attempts, key).values()];
  for (let share = 1; ; share *= 0.9) {
    const sizes = groups.map(({ length }) => Math.min(length, Math.max(SMALL, Math.floor(length * share))));
    const sum = sizes.reduce((all, size) => all + size, 0);
    if (sum <= most || share < LEAST_SHARE) return groups.flatMap((group, i) => ends(group, sizes[i] ?? 0));
  }
}

const LEAST_SHARE = 0.001;

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
