import { setImmediate } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { followChannels } from '../../src/follow-channels.ts';
import { createFollower } from '../../src/follow.ts';
import type { FollowNote, LiveSource } from '../../src/input/live-source.ts';
import type { Report } from '../../src/model/report.ts';
import type { LiveVerdict } from '../../src/model/verdict.ts';
import { channels, knownChannels } from '../../src/normalize/channels.ts';
import { MOST_UNDER_WAY } from '../../src/windows/channel-frame.ts';
import { connectChannels, type LiveChannels } from '../../src/windows/live-channels.ts';
import { renderEventXml } from '../support/event-xml.ts';
import { feed, logsOf } from '../support/feed.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { createRandom } from '../support/scenarios/random.ts';
import { standingAttempts } from '../support/standing.ts';
import { simulateHost } from '../support/simulate/simulate.ts';
import type { SimRecord } from '../support/simulate/sim-record.ts';
import { createFakeWindows, type FakeWindows } from '../support/windows/fake-wevtapi.ts';
import { inProcess } from '../support/windows/in-process.ts';

const packs = [loadPatterns()];
const gist = ({ id, outcome, diagnosis }: Report['attempts'][number]): string =>
  `${id} ${outcome} ${diagnosis?.cause} ${diagnosis?.confidence}`;

/** Lets everything that is under way come to its end. */
async function settle(): Promise<void> {
  for (let i = 0; i < 40; i++) await setImmediate();
}

const standing = (verdicts: readonly LiveVerdict[]): string[] =>
  standingAttempts(verdicts)
    .map(({ attempt }) => gist(attempt))
    .sort();

/** One machine's records, as its channels get them. */
function recordsOf(seed: number): readonly SimRecord[] {
  const simulation = { hosts: 3, attempts: 12, seed, noise: 0.2, missing: 0 };
  const records = [...simulateHost(simulation, seed % 3, () => {})].sort((a, b) => a.filed - b.filed);
  const host = records.find(({ channel }) => channel === channels.stack)?.computer;
  return records.filter(({ computer, channel }) => computer === host && knownChannels.has(channel));
}

const write = (windows: FakeWindows, records: readonly SimRecord[]): void => {
  for (const record of records) windows.write(record.channel, { xml: renderEventXml(record.spec()) });
};

describe('verdicts on live channels', () => {
  test.each([0, 1, 2, 3, 4, 5])(
    'are those of the finished logs, though little is asked for, seed %i',
    async (seed) => {
      const records = recordsOf(seed);
      const windows = createFakeWindows(...knownChannels);
      const random = createRandom(seed);
      const live = await followChannels(packs, { start: inProcess(windows.api).start });
      const verdicts: LiveVerdict[] = [];
      const notes: FollowNote[] = [];
      const follower = createFollower(live?.find ?? (() => []), {
        packs,
        onVerdicts: (said) => void verdicts.push(...said),
        onNote: (_, note) => notes.push(note),
      });
      let at = 0;
      for (let from = 0; from < records.length;) {
        const to = from + random.integer(1, 60);
        write(windows, records.slice(from, to));
        from = to;
        follower.look((at += 500));
        await settle();
        follower.look((at += 500));
      }
      for (let i = 0; i < 70; i++) follower.look((at += 500));
      const report = follower.end();
      const whole = feed(logsOf(records), { packs });
      expect(whole.attempts.length).toBeGreaterThan(5);
      expect(notes).toEqual([]);
      expect(report.attempts.map(gist).sort()).toEqual(whole.attempts.map(gist).sort());
      expect(standing(verdicts)).toEqual(whole.attempts.map(gist).sort());
    },
  );
});

interface Opened {
  readonly live: LiveChannels;
  readonly sources: readonly LiveSource[];
  readonly ids: number[];
  readonly notes: FollowNote[];
  readonly poll: () => Promise<void>;
}

const { security: a, system: b } = channels;

async function open(
  options: Omit<Parameters<typeof connectChannels>[1], 'isCore'>,
  cursor?: string,
): Promise<Opened> {
  const live = await connectChannels(
    [a, b].map((channel) => ({ channel, query: '*' })),
    { isCore: (channel) => channel === a, ...options },
  );
  const ids: number[] = [];
  const notes: FollowNote[] = [];
  const sources = live.find().map((found) =>
    found.open(
      {
        asked: {},
        event: (event) => void ids.push(event.recordId),
        note: (note) => void notes.push(note),
      },
      cursor,
    ),
  );
  const poll = async (): Promise<void> => {
    for (const source of sources) source.poll();
    await settle();
    for (const source of sources) source.poll();
  };
  return { live, sources, ids, notes, poll };
}

const upTo = (to: number, from = 1): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const many = (count: number): {}[] => Array.from({ length: count }, () => ({}));

describe('a channel as a source', () => {
  test('is catching up until all that was there was given, and tells where another run can go on', async () => {
    const windows = createFakeWindows(a, b);
    windows.write(a, ...many(3));
    const { sources, ids, poll } = await open({ start: inProcess(windows.api).start });
    expect(sources.map(({ isBehind }) => isBehind)).toEqual([true, true]);
    expect(sources[0]?.cursor?.()).toBeUndefined();
    await poll();
    expect(ids).toEqual([1, 2, 3]);
    expect(sources.map(({ isBehind, heldTime }) => [isBehind, heldTime])).toEqual([
      [false, undefined],
      [false, undefined],
    ]);
    windows.write(a, {});
    const again = await open({ start: inProcess(windows.api).start }, sources[0]?.cursor?.());
    await again.poll();
    expect(again.ids).toEqual([4]);
  });

  test('says what is wrong with a log that matters, and nothing of one that this machine has no use for', async () => {
    const { sources, notes, poll } = await open({ start: inProcess(createFakeWindows().api).start });
    await poll();
    expect(notes).toEqual([{ type: 'channel', state: 'missing', code: 15_007 }]);
    expect(sources.map(({ isBehind, heldTime }) => [isBehind, heldTime])).toEqual([
      [false, undefined],
      [false, undefined],
    ]);
  });

  test('reads no more than is taken', async () => {
    const windows = createFakeWindows(a, b);
    windows.write(a, ...many(MOST_UNDER_WAY + 2000));
    const { sources, ids, poll } = await open({ start: inProcess(windows.api).start });
    sources[0]?.poll();
    for (let i = 0; i < 10; i++) await settle();
    sources[0]?.poll();
    expect(ids).toHaveLength(MOST_UNDER_WAY);
    await poll();
    expect(ids).toEqual(upTo(MOST_UNDER_WAY + 2000));
  });
});

describe('the process that reads channels', () => {
  test('is started again where it was when it breaks off; nothing is lost or given twice', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      const windows = createFakeWindows(a, b);
      const process = inProcess(windows.api);
      windows.write(a, ...many(10));
      const { ids, notes, poll } = await open({ start: process.start });
      await poll();
      process.crash();
      windows.write(a, ...many(5));
      vi.advanceTimersByTime(1000);
      await poll();
      expect(ids).toEqual(upTo(15));
      expect(notes).toEqual([{ type: 'reader-lost', next: 'again' }]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('that breaks off again and again is given up: wevtutil is asked, from where it was', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      const windows = createFakeWindows(a, b);
      const process = inProcess(windows.api);
      windows.write(a, ...many(4));
      const asked: string[] = [];
      const { ids, notes, poll } = await open({
        start: process.start,
        async run(_, args) {
          asked.push(args[2] ?? '');
          return { code: 0, stdout: new Uint8Array(), stderr: new Uint8Array() };
        },
      });
      await poll();
      for (let i = 0; i < 4; i++) {
        process.crash();
        vi.advanceTimersByTime(30_000);
        await settle();
      }
      await poll();
      expect(ids).toEqual(upTo(4));
      expect(process.started).toBe(4);
      expect(notes.at(-1)).toEqual({ type: 'reader-lost', next: 'wevtutil' });
      expect(asked).toContain('/q:*[System[EventRecordID > 4]]');
    } finally {
      vi.useRealTimers();
    }
  });

  test('that cannot call native code leaves the work to wevtutil, which is slower to have all of it', async () => {
    const { live } = await open({
      start: () => ({
        tell: () => {},
        onMessage: (take) => take({ type: 'unavailable' }),
        onGone: () => {},
        release: () => {},
      }),
    });
    expect(live).toMatchObject({ by: 'wevtutil', settleMs: 8000 });
  });
});
