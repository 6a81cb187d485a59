import { setImmediate } from 'node:timers/promises';
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { noteText } from '../../src/cli/note-text.ts';
import { followChannels } from '../../src/follow-channels.ts';
import { createFollower, type FollowNote } from '../../src/follow.ts';
import type { Report } from '../../src/model/report.ts';
import { channels, knownChannels } from '../../src/normalize/channels.ts';
import { errors } from '../../src/windows/wevtapi.ts';
import { renderEventXml } from '../support/event-xml.ts';
import { feed, logsOf } from '../support/feed.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { simulateHost } from '../support/simulate/simulate.ts';
import type { SimRecord } from '../support/simulate/sim-record.ts';
import { createFakeWindows } from '../support/windows/fake-wevtapi.ts';
import { inProcess } from '../support/windows/in-process.ts';

const packs = [loadPatterns()];
const forwarded = 'ForwardedEvents';
const gist = ({ host, outcome, client, account, diagnosis }: Report['attempts'][number]): string =>
  `${host} ${outcome} ${client?.address} ${account?.name} ${diagnosis?.cause}`;

/** What two machines send to a collector, in the order in which it gets it. */
function sent(): readonly SimRecord[] {
  const simulation = { hosts: 2, attempts: 10, seed: 3, noise: 0.1, missing: 0 };
  return [0, 1]
    .flatMap((host) => [...simulateHost(simulation, host, () => {})])
    .filter(({ channel }) => knownChannels.has(channel))
    .sort((a, b) => a.filed - b.filed);
}

async function settle(): Promise<void> {
  for (let i = 0; i < 40; i++) await setImmediate();
}

describe('a collector’s log of other machines', () => {
  test.each(['as it comes', 'with its place lost on the way'])('gives their attempts, %s', async (how) => {
    const records = sent();
    const windows = createFakeWindows(forwarded);
    const live = await followChannels(packs, {
      named: [forwarded],
      start: inProcess(windows.api).start,
    });
    const notes: FollowNote[] = [];
    const follower = createFollower(live?.find ?? (() => []), {
      packs,
      onVerdicts: () => {},
      onNote: (_, note) => notes.push(note),
    });
    let at = 0;
    for (let from = 0; from < records.length; from += 40) {
      for (const record of records.slice(from, from + 40))
        windows.write(forwarded, { xml: renderEventXml(record.spec()) });
      if (how !== 'as it comes' && from === 200) windows.fail('next', errors.notFound);
      for (let i = 0; i < 2; i++) {
        follower.look((at += 500));
        await settle();
      }
    }
    for (let i = 0; i < 80; i++) follower.look((at += 500));
    const report = follower.end();
    const whole = feed(logsOf(records), { packs });
    expect(notes).toEqual([]);
    expect(whole.hosts.length).toBeGreaterThan(1);
    expect(whole.attempts.length).toBeGreaterThan(5);
    expect(report.attempts.map(gist).sort()).toEqual(whole.attempts.map(gist).sort());
    expect(report.inputs.map(({ path }) => path)).toEqual([forwarded]);
  });

  test('is asked for from its place on by the next run', async () => {
    const windows = createFakeWindows(forwarded);
    const ids: number[] = [];
    let cursor: string | undefined;
    for (const statedIds of [
      [9001, 17, 9002],
      [18, 9003],
    ]) {
      windows.write(forwarded, ...statedIds.map((statedId) => ({ statedId })));
      const live = await followChannels(packs, { named: [forwarded], start: inProcess(windows.api).start });
      const [found] = live?.find() ?? [];
      const source = found?.open(
        { asked: {}, event: ({ recordId }) => void ids.push(recordId), note: () => {} },
        cursor,
      );
      source?.poll();
      await settle();
      source?.poll();
      cursor = source?.cursor?.();
      source?.end();
    }
    expect(ids).toEqual([9001, 17, 9002, 18, 9003]);
  });

  test('that is not there is told of, for somebody named it', async () => {
    const windows = createFakeWindows(channels.system);
    const live = await followChannels(packs, { named: [forwarded], start: inProcess(windows.api).start });
    const notes: FollowNote[] = [];
    const follower = createFollower(live?.find ?? (() => []), {
      packs,
      onVerdicts: () => {},
      onNote: (_, note) => notes.push(note),
    });
    follower.look(500);
    await settle();
    follower.look(1000);
    follower.end();
    expect(notes).toMatchObject([{ type: 'channel', state: 'missing' }]);
  });

  test('cannot be had of wevtutil, which is told', async () => {
    const live = await followChannels(packs, {
      named: [forwarded],
      start: () => ({
        tell: () => {},
        onMessage: (take) => take({ type: 'unavailable' }),
        onGone: () => {},
        release: () => {},
      }),
      run: async () => expect.unreachable('wevtutil is asked'),
    });
    expect(live?.by).toBe('wevtutil');
    const notes: string[] = [];
    const follower = createFollower(live?.find ?? (() => []), {
      packs,
      onVerdicts: () => {},
      onNote: (source, note) => notes.push(noteText(source, note)),
    });
    follower.look(500);
    await settle();
    follower.look(1000);
    follower.end();
    expect(notes).toEqual([expect.stringContaining('koffi')]);
  });
});

test('channels asked for by name are those that are always asked for, in any case, and no others', async () => {
  const windows = createFakeWindows(...knownChannels);
  const live = await followChannels(packs, {
    named: ['security', forwarded],
    start: inProcess(windows.api).start,
  });
  expect(live?.find().map(({ name }) => name)).toEqual([channels.security, forwarded]);
});

test('a path and a channel are not followed together', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['bin/rdpwhy.js', '--follow', '--channel', forwarded, 'samples'],
    { encoding: 'utf8' },
  );
  expect(status).toBe(2);
  expect(stderr).toContain('--channel');
});
