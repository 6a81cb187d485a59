import type { ChannelCoverage, RecordRange } from '../model/coverage.ts';
import { groupBy } from '../model/group-by.ts';
import { micros } from '../model/time.ts';
import type { HostNames } from './host-names.ts';

interface OpenRange {
  first: number;
  last: number;
  firstTime: number;
  lastTime: number;
}

/** The records of one channel of one computer in one input; plain data, so that it can cross threads. */
export interface ChannelRun {
  readonly computer: string;
  readonly channel: string;
  readonly ranges: OpenRange[];
  records: number;
}

/** Watches every record of one input, wanted or not. */
export interface InputWatcher {
  readonly observe: (computer: string, channel: string, recordId: number, time: number) => void;
  /** Takes what another watcher saw of the input, or of the next part of it. */
  adopt(seen: readonly ChannelRun[]): void;
  /** Ends the input: tells the host names what was learnt. */
  end(): void;
  readonly runs: () => readonly ChannelRun[];
  readonly channels: () => readonly string[];
  readonly computers: () => readonly string[];
  readonly records: () => number;
  readonly span: () => readonly [number, number] | undefined;
}

/** Works out, from the records themselves, which ids of which channel of which host were seen. */
export interface CoverageTracker {
  /** `isStated`: what it will be told is somebody's word, not what was read. */
  watch(isStated?: boolean): InputWatcher;
  /** All channels of all hosts, by host and channel; a row stays the same until it says something else. */
  coverage(): readonly ChannelCoverage[];
}

/**
 * Makes a tracker that also learns the aliases of renamed hosts.
 *
 * @param mostRanges Of a log that lacks more records than this, only the newest ranges are known.
 */
export function createCoverageTracker(names: HostNames, mostRanges: number = Infinity): CoverageTracker {
  const runs: KnownRun[] = [];
  let merged: readonly MergedRuns[] | undefined;
  const isLearnt = (): void => void (merged = undefined);
  return {
    watch: (isStated = false) => {
      const keep = (run: ChannelRun): void => {
        runs.push({ run, isStated });
        isLearnt();
      };
      return watchInput(names, { mostRanges, keep, isLearnt });
    },
    coverage() {
      merged ??= mergeRuns(runs, names);
      return merged.map(rowOf);
    },
  };
}

interface WatchTools {
  readonly mostRanges: number;
  /** Gets every run that is begun. */
  readonly keep: (run: ChannelRun) => void;
  /** Is told when the names were told something. */
  readonly isLearnt: () => void;
}

interface KnownRun {
  readonly run: ChannelRun;
  readonly isStated: boolean;
}

const keyOf = (computer: string, channel: string): string => `${channel}\n${computer}`;

function watchInput(names: HostNames, { mostRanges, keep, isLearnt }: WatchTools): InputWatcher {
  const runs = new Map<string, ChannelRun>();
  let last: { run: ChannelRun; range: OpenRange } | undefined;

  const runOf = (computer: string, channel: string): ChannelRun => {
    const key = keyOf(computer, channel);
    const run = runs.get(key) ?? { computer, channel, ranges: [], records: 0 };
    if (!runs.has(key)) {
      runs.set(key, run);
      keep(run);
    }
    return run;
  };

  return {
    observe(computer, channel, recordId, time) {
      if (!last || last.run.computer !== computer || last.run.channel !== channel)
        last = latestOf(runOf(computer, channel), recordId, time);
      last.range = extend(last.run, last.range, recordId, time);
      if (last.run.ranges.length > mostRanges) last.run.ranges.splice(0, mostRanges >> 1);
    },
    adopt(seen) {
      for (const run of seen) append(runOf(run.computer, run.channel), run);
    },
    runs: () => [...runs.values()],
    end() {
      for (const run of runs.values()) {
        for (const range of run.ranges) names.saw(run.computer, range.lastTime);
      }
      for (const ofChannel of groupBy(runs.values(), (run) => run.channel).values()) {
        for (const [before, after] of renames(ofChannel)) names.join(before, after);
      }
      isLearnt();
    },
    channels: () => [...new Set([...runs.values()].map((run) => run.channel))].sort(),
    computers: () => [...new Set([...runs.values()].map((run) => run.computer))].sort(),
    records: () => [...runs.values()].reduce((sum, run) => sum + run.records, 0),
    span() {
      const ranges = [...runs.values()].flatMap((run) => run.ranges);
      if (ranges.length === 0) return undefined;
      return [
        ranges.reduce((least, range) => Math.min(least, range.firstTime), Infinity),
        ranges.reduce((most, range) => Math.max(most, range.lastTime), -Infinity),
      ];
    },
  };
}

/** Where a run goes on; one that begins has an empty range before its first record. */
function latestOf(run: ChannelRun, recordId: number, time: number): { run: ChannelRun; range: OpenRange } {
  const known = run.ranges.at(-1);
  if (known) return { run, range: known };
  const range = { first: recordId, last: recordId - 1, firstTime: time, lastTime: time };
  run.ranges.push(range);
  return { run, range };
}

/** Records that are followed come in the order of their times: so many ranges back one may fill a gap. */
const NEAR = 8;

/** Grows the run's latest range by one record, or begins a new one where ids leave a gap. Gives the latest range then. */
function extend(run: ChannelRun, range: OpenRange, recordId: number, time: number): OpenRange {
  run.records++;
  // Nearly every record of a log goes this way.
  if (recordId === range.last + 1) {
    range.last = recordId;
    if (time < range.firstTime) range.firstTime = time;
    if (time > range.lastTime) range.lastTime = time;
    return range;
  }
  const own = { first: recordId, last: recordId, firstTime: time, lastTime: time };
  const near = run.ranges.slice(-NEAR);
  const before = near.find(({ last }) => last + 1 === recordId);
  const after = near.find(({ first }) => first - 1 === recordId);
  if (before) widen(before, own);
  else if (after) widen(after, own);
  else run.ranges.push(own);
  if (before && after) {
    widen(before, after);
    run.ranges.splice(run.ranges.lastIndexOf(after), 1);
  }
  return run.ranges.at(-1) ?? own;
}

/** Takes what a range touches into it. */
function widen(range: OpenRange, next: OpenRange): void {
  if (next.first < range.first) range.first = next.first;
  if (next.last > range.last) range.last = next.last;
  if (next.firstTime < range.firstTime) range.firstTime = next.firstTime;
  if (next.lastTime > range.lastTime) range.lastTime = next.lastTime;
}

/** Adds what the next part of the input gave; its first record may follow on the last one of the part before. */
function append(run: ChannelRun, part: ChannelRun): void {
  run.records += part.records;
  for (const range of part.ranges) {
    const latest = run.ranges.at(-1);
    if (latest === undefined || range.first !== latest.last + 1) {
      run.ranges.push(range);
      continue;
    }
    widen(latest, range);
  }
}

/**
 * The renames of one machine in one channel: its record ids count on under the new name, and a left name never comes
 * back. Where ids overlap or a name returns, the log holds the records of several machines.
 */
function renames(runs: readonly ChannelRun[]): (readonly [string, string])[] {
  const pieces = runs
    .flatMap((run) => joinRanges(run.ranges).map((range) => ({ ...range, computer: run.computer })))
    .sort((a, b) => a.first - b.first || a.last - b.last);
  const found: (readonly [string, string])[] = [];
  const left = new Set<string>();
  for (const [i, piece] of pieces.entries()) {
    const before = pieces[i - 1];
    if (!before || before.computer === piece.computer) continue;
    left.add(before.computer);
    if (left.has(piece.computer) || piece.first <= before.last) return [];
    if (piece.first === before.last + 1) found.push([before.computer, piece.computer]);
  }
  return found;
}

/** What all inputs hold of one channel of one host. */
interface MergedRuns {
  readonly host: string;
  readonly channel: string;
  readonly runs: ChannelRun[];
  stated: boolean;
  /** How many records they held when the row was made. */
  counted: number;
  row?: ChannelCoverage;
}

function mergeRuns(runs: readonly KnownRun[], names: HostNames): readonly MergedRuns[] {
  const merged = new Map<string, MergedRuns>();
  for (const { run, isStated } of runs) {
    const host = names.hostOf(run.computer);
    const key = `${host}\n${run.channel}`;
    const entry = merged.get(key) ?? { host, channel: run.channel, runs: [], stated: false, counted: 0 };
    entry.stated ||= isStated;
    entry.runs.push(run);
    merged.set(key, entry);
  }
  return [...merged.values()].sort((a, b) =>
    a.host < b.host ? -1 : a.host > b.host ? 1 : a.channel < b.channel ? -1 : 1,
  );
}

/** Where logs are followed it is asked for again and again, and most channels have not changed. */
function rowOf(merged: MergedRuns): ChannelCoverage {
  const counted = merged.runs.reduce((sum, { records }) => sum + records, 0);
  if (merged.row === undefined || counted !== merged.counted) {
    merged.row = makeRow(merged);
    merged.counted = counted;
  }
  return merged.row;
}

function makeRow({ host, channel, runs, stated }: MergedRuns): ChannelCoverage {
  const joined = joinRanges(runs.flatMap(({ ranges }) => ranges));
  return {
    host,
    channel,
    state: 'seen',
    records: joined.reduce((sum, range) => sum + range.last - range.first + 1, 0),
    ranges: joined,
    firstTime: micros(joined.reduce((least, range) => Math.min(least, range.firstTime), Infinity)),
    lastTime: micros(joined.reduce((most, range) => Math.max(most, range.lastTime), -Infinity)),
    ...(stated && { stated }),
  };
}

/** Sorts by record id and joins ranges that touch or overlap, as copies of one log do. */
function joinRanges(ranges: readonly OpenRange[]): RecordRange[] {
  const joined: OpenRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.first - b.first)) {
    const last = joined.at(-1);
    if (last && range.first <= last.last + 1) {
      last.last = Math.max(last.last, range.last);
      last.firstTime = Math.min(last.firstTime, range.firstTime);
      last.lastTime = Math.max(last.lastTime, range.lastTime);
    } else {
      joined.push({ ...range });
    }
  }
  return joined.map((range) => ({
    ...range,
    firstTime: micros(range.firstTime),
    lastTime: micros(range.lastTime),
  }));
}
