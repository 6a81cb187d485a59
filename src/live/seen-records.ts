import { hashText } from '../model/hash-text.ts';
import { HOUR } from '../model/time.ts';
import type { IntakeRecord } from './intake.ts';
import { createUnpacker, packRanges, type PackedIds } from './packed-ids.ts';

/** Remembers which records were seen, so that an archive, a rotated log or a copy gives only what is new. */
export interface SeenRecords {
  /** Says whether a record is new, and remembers it. */
  isNew(record: SeenRecord): boolean;
  /** Says whether a record without an id, of which this is known, is new, and remembers it, also in the record. */
  isNewByText(record: IntakeRecord, text: string): boolean;
  /** Remembers a record that another run took for new. */
  recall(record: IntakeRecord): void;
  /** All it knows, to be made again of. */
  readonly state: SeenState;
}

type SeenRecord = Pick<IntakeRecord, 'computer' | 'channel' | 'recordId' | 'time'>;

/** What was seen, as plain data. */
export interface SeenState {
  /** By channel and computer. */
  readonly logs: Map<string, SeenLog>;
  /** Hashes of records without ids, the latest last. */
  readonly nameless: Set<number>;
}

interface SeenLog {
  /** Those that were begun last. */
  ranges: Range[];
  /** Those before them. */
  packs: readonly PackedIds[];
  highest: number;
}

/** Record ids without a gap. Ids count anew when a log is made anew: the times tell its lives apart. */
interface Range {
  first: number;
  last: number;
  lastTime: number;
  /** Each pair of times stands for so many records in a row, the last for fewer. */
  width: number;
  readonly least: number[];
  readonly most: number[];
}

/** A filtered log has a range for every record: of more, the older half is packed. */
const MOST_RANGES = 1024;
/** Of more packs the oldest are forgotten: half a million ranges of each log are known, in a megabyte. */
const MOST_PACKS = 1024;
/** Of more pairs of times two are made one. */
const MOST_PAIRS = 64;
const LEAST_WIDTH = 16;
/** A clock that was set moves the times of a range by so much without making it another. */
const SLACK = HOUR;

/** Of more records without ids, the oldest are forgotten. */
const MOST_NAMELESS = 200_000;
/** So many hexadecimal digits are a whole number of JavaScript. */
const EXACT_DIGITS = 13;

/** Makes a memory of what was seen before. */
export function createSeenRecords(state: SeenState = { logs: new Map(), nameless: new Set() }): SeenRecords {
  const { logs, nameless } = state;
  const isPacked = createUnpacker();
  let latest: { readonly key: string; readonly log: SeenLog } | undefined;
  const logOf = (computer: string, channel: string): SeenLog => {
    const key = `${channel}\n${computer.toLowerCase()}`;
    if (latest?.key === key) return latest.log;
    const log = logs.get(key) ?? { ranges: [], packs: [], highest: 0 };
    logs.set(key, log);
    latest = { key, log };
    return log;
  };
  const isKnown = ({ ranges, packs, highest }: SeenLog, recordId: number, time: number): boolean =>
    recordId <= highest &&
    (ranges.some((range) => holds(range, recordId, time)) ||
      packs.some((pack) => covers(pack, recordId, time) && isPacked(pack, recordId)));
  const isNew = ({ computer, channel, recordId, time }: SeenRecord): boolean => {
    const log = logOf(computer, channel);
    if (isKnown(log, recordId, time)) return false;
    log.highest = Math.max(log.highest, recordId);
    const next = log.ranges.findLast((range) => range.last + 1 === recordId && isNear(range, time));
    if (next) extend(next, time);
    else log.ranges.push(rangeOf(recordId, time));
    if (log.ranges.length > MOST_RANGES) packOlder(log);
    return true;
  };
  const remember = (key: number): void => {
    nameless.add(key);
    if (nameless.size <= MOST_NAMELESS) return;
    for (const oldest of nameless) {
      nameless.delete(oldest);
      return;
    }
  };
  return {
    state,
    isNew,
    isNewByText(record, text) {
      const { computer, channel, time } = record;
      const whole = `${channel}\n${computer.toLowerCase()}\n${time}\n${text}`;
      const key = Number.parseInt(hashText(whole).slice(0, EXACT_DIGITS), 16);
      if (nameless.has(key)) return false;
      remember(key);
      record.keys = [...(record.keys ?? []), key];
      return true;
    },
    recall(record) {
      if (record.keys) record.keys.forEach(remember);
      else isNew(record);
    },
  };
}

function rangeOf(recordId: number, time: number): Range {
  return {
    first: recordId,
    last: recordId,
    lastTime: time,
    width: LEAST_WIDTH,
    least: [time],
    most: [time],
  };
}

function extend(range: Range, time: number): void {
  range.last++;
  range.lastTime = Math.max(range.lastTime, time);
  const { least, most } = range;
  const pair = pairOf(range, range.last);
  least[pair] = Math.min(least[pair] ?? time, time);
  most[pair] = Math.max(most[pair] ?? time, time);
  if (least.length <= MOST_PAIRS) return;
  range.width *= 2;
  halve(least, Math.min);
  halve(most, Math.max);
}

const pairOf = ({ first, width }: Range, recordId: number): number => Math.floor((recordId - first) / width);

/** Each time and the one behind it become one. */
function halve(times: number[], join: (a: number, b: number) => number): void {
  const half = Math.ceil(times.length / 2);
  for (let i = 0; i < half; i++) {
    const time = times[2 * i] ?? 0;
    times[i] = join(time, times[2 * i + 1] ?? time);
  }
  times.length = half;
}

function packOlder(log: SeenLog): void {
  const older = log.ranges.splice(0, MOST_RANGES / 2).map(({ first, last, least, most }) => ({
    first,
    last,
    least: Math.min(...least),
    most: Math.max(...most),
  }));
  log.packs = [...log.packs, ...packRanges(older)].slice(-MOST_PACKS);
}

const covers = ({ first, last, least, most }: PackedIds, recordId: number, time: number): boolean =>
  first <= recordId && recordId <= last && least <= time && time <= most;

function holds(range: Range, recordId: number, time: number): boolean {
  if (recordId < range.first || recordId > range.last) return false;
  const pair = pairOf(range, recordId);
  return (range.least[pair] ?? Infinity) <= time && time <= (range.most[pair] ?? -Infinity);
}

/** What goes on after a gap of days goes on all the same; only time that runs back begins another life. */
const isNear = (range: Range, time: number): boolean => time >= range.lastTime - SLACK;
