import type { LogIntegrity } from '../log-reader.ts';

/** Runs of record ids kept; a log has a handful, a forged one must not fill the memory. */
const MAX_RUNS = 4096;
/** Gaps that are told one by one; the others are in the sums. */
const MAX_GAPS = 100;

/** First and last of record ids that follow on each other. */
type Run = readonly [first: number, last: number];

/** What the readers of a file's parts count while they read. */
export interface IntegrityTally {
  /** Checksums of the file header and of chunk headers that do not hold. */
  headerChecksums: number;
  /** Checksums of a chunk's records that do not hold. */
  recordChecksums: number;
  /** Places where a record was due and none was whole. */
  torn: number;
  /** What lies in chunks and is no live record: bytes up to the last that is not zero, and whole records. */
  slackBytes: number;
  slackRecords: number;
  /** The first record id of the file, -1 while there is none. */
  firstId: number;
  /** Record ids as they were met; neighbours are one run. */
  runs: Run[];
  /** There were too many runs, so that what is left of them depends on where the reading began. */
  thinned: boolean;
}

/** Starts counting. */
export function createTally(): IntegrityTally {
  return {
    headerChecksums: 0,
    recordChecksums: 0,
    torn: 0,
    slackBytes: 0,
    slackRecords: 0,
    firstId: -1,
    runs: [],
    thinned: false,
  };
}

/** Takes note of live records whose ids follow on each other. */
export function noteRun(tally: IntegrityTally, first: number, last: number): void {
  // Windows counts from 1; larger numbers than a double holds are forged.
  if (last > Number.MAX_SAFE_INTEGER) return;
  if (tally.firstId < 0) tally.firstId = first;
  const latest = tally.runs.at(-1);
  if (latest !== undefined && latest[1] + 1 === first) {
    tally.runs[tally.runs.length - 1] = [latest[0], last];
    return;
  }
  tally.runs.push([first, last]);
  if (tally.runs.length <= MAX_RUNS) return;
  tally.runs = fewerRuns(tally.runs);
  tally.thinned = true;
}

/** Says what was counted. */
export function integrityOf(tally: IntegrityTally): LogIntegrity {
  const runs = joinRuns(tally.runs);
  const gaps = runs.slice(1).map(([next], i): Run => [(runs[i]?.[1] ?? 0) + 1, next - 1]);
  return {
    failedChecksums: { headers: tally.headerChecksums, records: tally.recordChecksums },
    gaps: {
      count: gaps.length,
      missing: gaps.reduce((sum, [first, last]) => sum + last - first + 1, 0),
      ranges: gaps.slice(0, MAX_GAPS),
    },
    wrapped: tally.firstId > (runs[0]?.[0] ?? tally.firstId),
    torn: tally.torn,
    slack: { bytes: tally.slackBytes, records: tally.slackRecords },
  };
}

/** Orders runs by id and makes one of those that touch or overlap. */
function joinRuns(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  for (const [first, last] of runs.toSorted((a, b) => a[0] - b[0])) {
    const latest = joined.at(-1);
    if (latest === undefined || first > latest[1] + 1) joined.push([first, last]);
    else joined[joined.length - 1] = [latest[0], Math.max(latest[1], last)];
  }
  return joined;
}

/** Brings the runs down to half of those allowed; where joining is not enough, the narrowest gaps are closed. */
function fewerRuns(runs: readonly Run[]): Run[] {
  const joined = joinRuns(runs);
  if (joined.length <= MAX_RUNS / 2) return joined;
  const widths = joined.slice(1).map(([first], i) => first - (joined[i]?.[1] ?? 0));
  const widest = widths.toSorted((a, b) => b - a)[MAX_RUNS / 2 - 1] ?? 0;
  const kept: Run[] = joined.slice(0, 1);
  for (const [i, [first, last]] of joined.slice(1).entries()) {
    const latest = kept.at(-1);
    const isWide = (widths[i] ?? 0) >= widest && kept.length < MAX_RUNS / 2;
    if (isWide || latest === undefined) kept.push([first, last]);
    else kept[kept.length - 1] = [latest[0], last];
  }
  return kept;
}
