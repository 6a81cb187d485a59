import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createFollower } from '../src/follow.ts';
import { followStream } from '../src/input/follow-stream.ts';
import type { FollowNote } from '../src/input/live-source.ts';
import type { LiveVerdict } from '../src/model/verdict.ts';
import { renderEventXml } from './support/event-xml.ts';
import { feed, logsOf } from './support/feed.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { standingAttempts } from './support/standing.ts';
import { createRandom } from './support/scenarios/random.ts';
import { simulateHost } from './support/simulate/simulate.ts';

const packs = [loadPatterns()];

function followed(stream: PassThrough): {
  readonly follower: ReturnType<typeof createFollower>;
  readonly verdicts: LiveVerdict[];
  readonly notes: FollowNote[];
} {
  const verdicts: LiveVerdict[] = [];
  const notes: FollowNote[] = [];
  const follower = createFollower(() => [{ name: '-', open: (sink) => followStream('-', stream, sink) }], {
    packs,
    onVerdicts: (said) => void verdicts.push(...said),
    onNote: (_, note) => notes.push(note),
  });
  return { follower, verdicts, notes };
}

describe('a log that is piped in', () => {
  test.each([1, 2])('gives the verdicts of the whole, however it comes, seed %i', async (seed) => {
    const records = [
      ...simulateHost({ hosts: 3, attempts: 8, seed, noise: 0.2, missing: 0 }, 0, () => {}),
    ].sort((a, b) => a.filed - b.filed);
    const whole = feed(logsOf(records), { packs });
    const bytes = Buffer.from(
      `<Events>${records.map((record) => renderEventXml(record.spec())).join('\n')}</Events>`,
    );
    const stream = new PassThrough();
    const { follower, verdicts } = followed(stream);
    const random = createRandom(seed);
    let at = 0;
    follower.look((at += 500));
    for (let from = 0; from < bytes.length;) {
      const to = from + random.integer(1, 20_000);
      stream.write(bytes.subarray(from, to));
      from = to;
      if (random.integer(0, 3) === 0) await wait(0);
      follower.look((at += 500));
    }
    expect(follower.isOver).toBe(false);
    stream.end();
    while (!follower.isOver) {
      await wait(1);
      follower.look((at += 500));
    }
    const report = follower.end();
    const gist = ({ id, outcome, diagnosis }: (typeof report.attempts)[number]): string =>
      `${id} ${outcome} ${diagnosis?.cause} ${diagnosis?.confidence}`;
    expect(report.attempts.map(gist).sort()).toEqual(whole.attempts.map(gist).sort());
    expect(
      standingAttempts(verdicts)
        .map(({ attempt }) => gist(attempt))
        .sort(),
    ).toEqual(whole.attempts.map(gist).sort());
    expect(report.inputs).toMatchObject([{ path: '-', format: 'xml', bytes: bytes.length }]);
  });

  test('lets who writes faster than we look wait', async () => {
    const stream = new PassThrough({ highWaterMark: 1024 });
    const { follower } = followed(stream);
    follower.look(0);
    const piece = Buffer.alloc(1024 * 1024, ' ');
    const state = { written: 0 };
    const write = async (): Promise<void> => {
      for (; state.written < 64; state.written++) if (!stream.write(piece)) await once(stream, 'drain');
    };
    const writing = write();
    await wait(100);
    expect(state.written).toBeLessThan(12);
    for (let at = 1; state.written < 64; at++) {
      follower.look(at);
      await wait(1);
    }
    await writing;
  });

  test('says at once what to do with an archive, and once', async () => {
    const stream = new PassThrough();
    const { follower, notes } = followed(stream);
    follower.look(0);
    for (const piece of ['PK\u0003\u0004 a few bytes', 'and some more', 'x'.repeat(5000)]) {
      stream.write(piece);
      await wait(1);
      follower.look(1);
      expect(notes).toEqual([
        { type: 'refused', message: 'expected an event log, found a zip archive: unpack it first' },
      ]);
    }
    follower.end();
    expect(notes).toHaveLength(1);
  });

  test('says so where it is no log', async () => {
    const stream = new PassThrough();
    const { follower, notes } = followed(stream);
    follower.look(0);
    stream.write('Get-WinEvent : Attempted to perform an unauthorized operation.\n'.repeat(40));
    await wait(1);
    follower.look(1);
    follower.look(2);
    expect(notes).toEqual([
      {
        type: 'refused',
        message:
          'expected an event log, found plain text, of which nothing is read: save the log as .evtx or as XML',
      },
    ]);
    stream.destroy(Object.assign(new Error('gone'), { code: 'EIO' }));
    await wait(1);
    follower.look(3);
    expect(follower.isOver).toBe(true);
    expect(notes).toHaveLength(2);
  });
});
