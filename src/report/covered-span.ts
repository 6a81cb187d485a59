import type { ChannelCoverage } from '../model/coverage.ts';
import { formatMicros, HOUR, latest, type Micros } from '../model/time.ts';
import { isOfAttempts } from './hidden-failures.ts';

/** What time logs cover, of those that show attempts where any of them was seen. */
export interface CoveredSpan {
  readonly first: string;
  readonly last: string;
  /** Whether it is the time of the logs that show attempts. */
  readonly isOfAttempts: boolean;
  /** Records are missing within it. */
  readonly isGapped: boolean;
}

/**
 * Says what time was seen: the System log reaches back to the making of the machine's image and shows no attempt, and old
 * records that are alone, more than a day from all others, cover no time beside what does.
 */
export function coveredSpan(rows: readonly ChannelCoverage[]): CoveredSpan | undefined {
  const telling = rows.filter((row) => isOfAttempts(row.channel) && timesOf(row).length > 0);
  const used = telling.length > 0 ? telling : rows;
  const all = stretches(used.flatMap(timesOf));
  const whole = all.filter(({ isRun }) => isRun);
  const kept = whole.length > 0 ? whole : all;
  const [first, last] = [kept[0], kept.at(-1)];
  if (!first || !last) return undefined;
  return {
    first: formatMicros(first.from),
    last: formatMicros(last.to),
    isOfAttempts: telling.length > 0,
    isGapped: used.some(({ ranges }) => ranges.length > 1),
  };
}

interface Stretch {
  readonly from: Micros;
  to: Micros;
  /** It has more than single records. */
  isRun: boolean;
}

const DAY = 24 * HOUR;

/** What lies within a day of each other, in the order of time. */
function stretches(times: readonly Times[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const [from, to] of times.toSorted(([a], [b]) => a - b)) {
    const last = found.at(-1);
    const isRun = from !== to;
    if (!last || from > last.to + DAY) found.push({ from, to, isRun });
    else {
      last.to = latest([last.to, to]);
      last.isRun ||= isRun;
    }
  }
  return found;
}

type Times = readonly [Micros, Micros];

/** The ends of each run of records without a gap; forms without record ids tell the whole log's alone. */
function timesOf({ ranges, firstTime, lastTime }: ChannelCoverage): readonly Times[] {
  if (ranges.length > 0) return ranges.map((range) => [range.firstTime, range.lastTime]);
  return firstTime === undefined || lastTime === undefined ? [] : [[firstTime, lastTime]];
}
