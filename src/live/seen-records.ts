import { HOUR } from '../model/time.ts';

/** Remembers which records were seen, so that an archive, a rotated log or a copy gives only what is new. */
export interface SeenRecords {
  /** Says whether a record is new, and remembers it. */
  isNew(computer: string, channel: string, recordId: number, time: number): boolean;
  /** All it knows, to be made again of. */
  readonly state: SeenState;
}

/** What was seen, as plain data: ranges by channel and computer. */
export type SeenState = Map<string, Range[]>;

/** Record ids without a gap. Ids count anew when a log is made anew: the times tell its lives apart. */
interface Range {
  first: number;
  last: number;
  firstTime: number;
  lastTime: number;
}

/** A filtered log has a range for every record; of more, the oldest are forgotten. */
const MOST_RANGES = 1024;
/** A clock that was set moves the times of a range by so much without making it another. */
const SLACK = HOUR;

export function createSeenRecords(logs: SeenState = new Map()): SeenRecords {
  let latest: { readonly key: string; readonly ranges: Range[] } | undefined;
  const rangesOf = (computer: string, channel: string): Range[] => {
    const key = `${channel}\n${computer.toLowerCase()}`;
    if (latest?.key === key) return latest.ranges;
    const ranges = logs.get(key) ?? [];
    logs.set(key, ranges);
    latest = { key, ranges };
    return ranges;
  };
  return {
    state: logs,
    isNew(computer, channel, recordId, time) {
      const ranges = rangesOf(computer, channel);
      if (ranges.some((range) => holds(range, recordId, time))) return false;
      const next = ranges.findLast((range) => range.last + 1 === recordId && isNear(range, time));
      if (next) {
        next.last = recordId;
        next.lastTime = Math.max(next.lastTime, time);
      } else ranges.push({ first: recordId, last: recordId, firstTime: time, lastTime: time });
      if (ranges.length > MOST_RANGES) ranges.shift();
      return true;
    },
  };
}

const holds = (range: Range, recordId: number, time: number): boolean =>
  range.first <= recordId &&
  recordId <= range.last &&
  time >= range.firstTime - SLACK &&
  time <= range.lastTime + SLACK;

/** What goes on after a gap of days goes on all the same; only time that runs back begins another life. */
const isNear = (range: Range, time: number): boolean => time >= range.lastTime - SLACK;
