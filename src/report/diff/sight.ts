import { groupBy } from '../../model/group-by.ts';
import { lastBefore } from '../../model/last-before.ts';
import type { EventRef, Report, ReportAttempt, ReportCoverage } from '../../model/report.ts';

/**
 * Whether a log would show a record of an attempt. `absent`: it was not among the inputs; `unread`: it could not be read; `empty`: it holds no record,
 * and may have been switched off; `later`, `earlier`: it begins after the attempt, or ends before it; `gap`: records
 * around the attempt are missing.
 */
export type Sight = 'seen' | 'absent' | 'unread' | 'empty' | 'later' | 'earlier' | 'gap';

/** Answers for one report's attempts what their logs would show: a step is missing only where one would see it. */
export type LookUp = (attempt: ReportAttempt, channel: string) => Sight;

/** Makes the answer from a report's coverage. */
export function lookUpIn(report: Report): LookUp {
  const rows = new Map(report.coverage.map((row) => [keyOf(row.host, row.channel), row]));
  const anchors = anchorsOf(report, rows);
  return (attempt, channel) => {
    const key = keyOf(attempt.host, channel);
    const row = rows.get(key);
    if (!row || row.state === 'missing') return row?.unread === undefined ? 'absent' : 'unread';
    const { firstTime, lastTime } = row;
    if (row.state === 'empty' || firstTime === null || lastTime === null) return 'empty';
    if (firstTime > attempt.startedAt && firstTime > attempt.endedAt) return 'later';
    // A log that has a record of that time or a later one was saved after the attempt had begun.
    if (lastTime < attempt.startedAt) return 'earlier';
    return row.ranges.length < 2 || inOneRun(row, anchors.get(key) ?? [], attempt) ? 'seen' : 'gap';
  };
}

const keyOf = (host: string, channel: string): string => `${host}\n${channel}`;

/** A record whose id and time are both known. */
interface Anchor {
  readonly time: string;
  readonly recordId: number;
}

/** A report tells the runs of a log by record ids; the records it names say when those were. */
function anchorsOf(
  { attempts, causes }: Report,
  rows: ReadonlyMap<string, ReportCoverage>,
): ReadonlyMap<string, readonly Anchor[]> {
  const torn = new Map([...rows].filter(([, row]) => row.ranges.length > 1));
  if (torn.size === 0) return new Map();
  const refs: EventRef[] = [
    ...attempts.flatMap(({ events }) => events),
    ...causes.flatMap(({ evidence, changes }) => [...evidence, ...changes]),
  ];
  const known = groupBy(
    refs.filter(({ host, channel }) => torn.has(keyOf(host, channel))),
    ({ host, channel }) => keyOf(host, channel),
  );
  return new Map(
    [...torn].map(([key, row]) => [
      key,
      [...endsOf(row), ...(known.get(key) ?? [])].sort((a, b) => (a.time < b.time ? -1 : 1)),
    ]),
  );
}

function endsOf({ ranges, firstTime, lastTime }: ReportCoverage): readonly Anchor[] {
  const [first, last] = [ranges[0]?.[0], ranges.at(-1)?.[1]];
  return [
    ...(first === undefined || firstTime === null ? [] : [{ time: firstTime, recordId: first }]),
    ...(last === undefined || lastTime === null ? [] : [{ time: lastTime, recordId: last }]),
  ];
}

/** The known records before and after the attempt are of one run without a gap. */
function inOneRun({ ranges }: ReportCoverage, anchors: readonly Anchor[], attempt: ReportAttempt): boolean {
  const runOf = (anchor: Anchor | undefined): number =>
    anchor ? ranges.findIndex(([first, last]) => anchor.recordId >= first && anchor.recordId <= last) : -1;
  const before = placeBefore(anchors, attempt.startedAt);
  const after = Math.min(placeBefore(anchors, attempt.endedAt) + 1, anchors.length - 1);
  const run = runOf(anchors[Math.max(0, before)]);
  return run !== -1 && run === runOf(anchors[after]);
}

/** Times of one form sort as text; lastBefore wants numbers. */
const placeBefore = (anchors: readonly Anchor[], time: string): number =>
  lastBefore(anchors, 0, (anchor) => (anchor.time <= time ? -1 : 1));
