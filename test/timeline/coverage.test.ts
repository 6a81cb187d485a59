import { describe, expect, test } from 'vitest';
import type { ChannelCoverage, CoverageView } from '../../src/model/coverage.ts';
import { channels } from '../../src/normalize/channels.ts';
import { createPipeline } from '../../src/pipeline.ts';
import { createCoverageTracker } from '../../src/timeline/coverage-tracker.ts';
import { coverageView } from '../../src/timeline/coverage-view.ts';
import { createHostNames } from '../../src/timeline/host-names.ts';
import { at, HOST } from '../support/events.ts';
import { createRandom } from '../support/scenarios/random.ts';

type Record = readonly [recordId: number, seconds: number, channel?: string, computer?: string];

function coverageOf(...inputs: readonly (readonly Record[])[]): readonly ChannelCoverage[] {
  const tracker = createCoverageTracker(createHostNames());
  for (const records of inputs) {
    const watcher = tracker.watch();
    for (const [id, seconds, channel = channels.stack, computer = HOST] of records) {
      watcher.observe(computer, channel, id, at(seconds));
    }
    watcher.end();
  }
  return tracker.coverage();
}
const viewOf = (...inputs: readonly (readonly Record[])[]): CoverageView =>
  coverageView(coverageOf(...inputs), { empty: new Set(), unread: new Map() });
const rangesOf = (coverage: readonly ChannelCoverage[]): (readonly [number, number])[] =>
  coverage.flatMap(({ ranges }) => ranges.map(({ first, last }) => [first, last] as const));

describe('the ranges of a channel', () => {
  test('run over ids without a gap', () => {
    expect(
      rangesOf(
        coverageOf([
          [1, 0],
          [2, 1],
          [3, 2],
        ]),
      ),
    ).toEqual([[1, 3]]);
  });

  test('break where ids are missing', () => {
    expect(
      rangesOf(
        coverageOf([
          [1, 0],
          [2, 1],
          [7, 2],
        ]),
      ),
    ).toEqual([
      [1, 2],
      [7, 7],
    ]);
  });

  test.each([1, 2, 3])('are joined at once where records come a little out of order, seed %i', (seed) => {
    const random = createRandom(seed);
    const records = Array.from({ length: 1000 }, (_, i): Record => [i + (i < 500 ? 1 : 100), i]);
    const late = records
      .map((record, i) => ({ record, place: i + random.integer(0, 3) }))
      .sort((a, b) => a.place - b.place)
      .map(({ record }) => record);
    expect(late).not.toEqual(records);
    const watcher = createCoverageTracker(createHostNames()).watch();
    for (const [id, seconds] of late) watcher.observe(HOST, channels.stack, id, at(seconds));
    expect(watcher.runs()[0]?.ranges).toHaveLength(2);
    expect(coverageOf(late)).toEqual(coverageOf(records));
  });

  test.each([
    ['in a log of its own', [channels.stack]],
    ['in a log of forwarded events, between those of others', [channels.stack, channels.security]],
  ])('are no more than is asked for, the newest: %s', (_, names) => {
    const watcher = createCoverageTracker(createHostNames(), 10).watch();
    for (let i = 1; i <= 1000; i++) for (const channel of names) watcher.observe(HOST, channel, 2 * i, at(i));
    for (const { ranges } of watcher.runs()) {
      expect(ranges.length).toBeLessThanOrEqual(10);
      expect(ranges.at(-1)).toMatchObject({ first: 2000, last: 2000 });
    }
  });

  test('are in order of ids where a wrapped log is not', () => {
    expect(
      rangesOf(
        coverageOf([
          [7, 7],
          [8, 8],
          [5, 5],
          [6, 6],
        ]),
      ),
    ).toEqual([[5, 8]]);
  });

  test('join over inputs that touch or overlap', () => {
    expect(
      rangesOf(
        coverageOf(
          [
            [1, 0],
            [2, 1],
          ],
          [
            [2, 1],
            [3, 2],
          ],
          [[4, 3]],
        ),
      ),
    ).toEqual([[1, 4]]);
  });

  test('count a record that comes twice once', () => {
    const [row] = coverageOf(
      [
        [1, 0],
        [2, 1],
      ],
      [
        [1, 0],
        [2, 1],
      ],
    );
    expect(row?.records).toBe(2);
  });

  test('of channels that take turns in one file stay apart', () => {
    const coverage = coverageOf([
      [1, 0],
      [50, 1, channels.system],
      [2, 2],
      [51, 3, channels.system],
    ]);
    expect(coverage.map(({ channel }) => channel)).toEqual([channels.stack, channels.system].toSorted());
    expect(rangesOf(coverage).toSorted((a, b) => a[0] - b[0])).toEqual([
      [1, 2],
      [50, 51],
    ]);
  });

  test('may be as many as the records of a filtered export', () => {
    const every: Record[] = Array.from({ length: 200_000 }, (_, i) => [2 * i, i]);
    expect(coverageOf(every)[0]?.ranges).toHaveLength(200_000);
  });
});

describe('a time was seen', () => {
  const view = viewOf([
    [1, 0],
    [2, 10],
    [9, 100],
    [10, 110],
  ]);

  test.each([
    [0, true],
    [5, true],
    [10, true],
    [50, false],
    [100, true],
    [111, false],
    [-1, false],
  ])('%i s: %s', (seconds, seen) => {
    expect(view.wasSeen(HOST, channels.stack, at(seconds))).toBe(seen);
  });

  test.each([
    [0, 10, true],
    [5, 100, false],
    [100, 110, true],
    [100, 111, false],
    [50, 100, false],
  ])('from %i s to %i s: %s', (from, until, seen) => {
    expect(view.wasSeen(HOST, channels.stack, at(from), at(until))).toBe(seen);
  });

  test('on that host and channel only', () => {
    expect(view.wasSeen('elsewhere', channels.stack, at(5))).toBe(false);
    expect(view.wasSeen(HOST, channels.security, at(5))).toBe(false);
  });

  test('where the clock was set back and ids of later records have earlier times', () => {
    const jumped = viewOf([
      [1, 1000],
      [2, 1010],
      [8, 0],
      [9, 10],
    ]);
    expect(jumped.wasSeen(HOST, channels.stack, at(5))).toBe(true);
    expect(jumped.wasSeen(HOST, channels.stack, at(1005))).toBe(true);
    expect(jumped.wasSeen(HOST, channels.stack, at(500))).toBe(false);
  });

  test('is known at once, however many gaps a log has', () => {
    const gaps: Record[] = Array.from({ length: 100_000 }, (_, i) => [2 * i, i]);
    const holey = viewOf(gaps);
    let seen = 0;
    for (let i = 0; i < 100_000; i++) if (holey.wasSeen(HOST, channels.stack, at(i + 0.5))) seen++;
    expect(seen).toBe(0);
  });
});

describe('a log without records', () => {
  const empty = { empty: new Set<string>([channels.security]), unread: new Map() };
  const two = coverageOf([[1, 0, channels.stack, 'A']], [[5, 1, channels.stack, 'B']]);

  test('was seen for all time, where there is one host', () => {
    const view = coverageView(coverageOf([[1, 0]]), empty);
    expect(view.wasSeen(HOST, channels.security, at(1e6))).toBe(true);
    expect(view.hasChannel(HOST, channels.security)).toBe(false);
  });

  test('does not outdo records of the same channel', () => {
    const view = coverageView(coverageOf([[1, 0, channels.security]]), empty);
    expect(view.wasSeen(HOST, channels.security, at(5))).toBe(false);
  });

  test('speaks for no host where it could be that of any', () => {
    const view = coverageView(two, empty);
    expect(view.wasSeen('A', channels.security, at(0))).toBe(false);
    expect([...view.empty]).toEqual([]);
  });

  test.each(['live', 'not-read'])('is not one of which is not known what it holds: %s', (state) => {
    const pipeline = createPipeline({ version: 'test', packs: [] });
    const log = pipeline.open({ path: 'System.evtx' });
    log.observe(HOST, channels.system, 1, at(0));
    log.end({ format: 'evtx', bytes: 1, state: 'ok' });
    const other = pipeline.open({ path: 'Security.evtx', channel: channels.security });
    other.end({ format: 'evtx', bytes: 1, state });
    const row = pipeline.close().coverage.find(({ channel }) => channel === channels.security);
    expect(row).toMatchObject({ state: 'missing' });
    expect(row).not.toHaveProperty('unread');
  });

  test('is known by the channel its file name promises', () => {
    const pipeline = createPipeline({ version: 'test', packs: [] });
    const log = pipeline.open({ path: 'System.evtx' });
    log.observe(HOST, channels.system, 1, at(0));
    log.end({ format: 'evtx', bytes: 1, state: 'ok' });
    pipeline
      .open({ path: 'Security.evtx', channel: channels.security })
      .end({ format: 'evtx', bytes: 1, state: 'empty' });
    const rows = pipeline.close().coverage;
    expect(rows.find(({ channel }) => channel === channels.security)?.state).toBe('empty');
    expect(rows.find(({ channel }) => channel === channels.stack)?.state).toBe('missing');
  });
});
