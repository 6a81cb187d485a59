import { describe, expect, test } from 'vitest';
import { createFollower, logFiles } from '../src/follow.ts';
import type { FollowNote } from '../src/input/live-source.ts';
import type { EventRef, Report } from '../src/model/report.ts';
import { formatMicros, micros } from '../src/model/time.ts';
import type { LiveVerdict } from '../src/model/verdict.ts';
import { feed, logsOf } from './support/feed.ts';
import { growingHost } from './support/growing-host.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { createRandom, type Random } from './support/scenarios/random.ts';
import { hostCausesOf, standingAttempts, standingCauses } from './support/standing.ts';
import { simulateHost } from './support/simulate/simulate.ts';
import type { SimRecord } from './support/simulate/sim-record.ts';
import { folderForEach } from './support/temporary-folder.ts';

const packs = [loadPatterns()];
let folder = '';
folderForEach((made) => (folder = made));

interface Followed {
  readonly verdicts: readonly LiveVerdict[];
  /** Seconds from when the last record of each new verdict's attempt was in its log to the verdict. */
  readonly delays: readonly number[];
  readonly notes: readonly FollowNote[];
  readonly report: Report;
  readonly whole: Report;
}

const SETTLE = 30;
/** Seconds between two looks. */
const LOOK = 0.5;
/** After so much quiet nothing is due any more. */
const QUIET = (SETTLE + 20) * 1000;

/** Lets the logs grow as the records were filed, and looks twice a second; where nothing is due, time is skipped. */
function follow(records: readonly SimRecord[], random: Random): Followed {
  const host = growingHost(folder, records, random);
  const verdicts: LiveVerdict[] = [];
  const delays: number[] = [];
  const notes: FollowNote[] = [];
  const filed = new Map(
    host.records.map((one) => [nameOf(one.channel, one.recordId, formatMicros(micros(one.time))), one.filed]),
  );
  const writtenAt = ({ channel, recordId, time }: EventRef): number =>
    (host.steps.find((step) => step >= (filed.get(nameOf(channel, recordId, time)) ?? 0)) ?? 0) / 1000;
  let at = 0;
  const follower = createFollower(logFiles([folder]), {
    packs,
    settleMs: SETTLE * 1000,
    onVerdicts(said) {
      verdicts.push(...said);
      for (const one of said)
        if (one.type === 'verdict' && one.change === 'new')
          delays.push((at - Math.max(...one.attempt.events.map(writtenAt))) / 1000);
    },
    onNote: (_, note) => notes.push(note),
  });
  for (const [i, step] of host.steps.entries()) {
    host.grow(step);
    at = Math.max(at, step / 1000);
    const next = Math.min((host.steps[i + 1] ?? Infinity) / 1000, at + QUIET);
    // The newest record is held back for one look.
    do follower.look(at);
    while ((at += LOOK * 1000) < next);
    follower.look(at);
  }
  for (let i = 0; i < 12; i++) follower.look((at += LOOK * 1000));
  const whole = feed(logsOf(host.records), { packs });
  return { verdicts, delays, notes, report: follower.end(), whole };
}

/** One channel's records may count anew, and several machines have one: the time tells them apart. */
const nameOf = (channel: string, recordId: number, time: string): string => `${channel} ${recordId} ${time}`;
const gist = ({ id, outcome, diagnosis }: Report['attempts'][number]): string =>
  `${id} ${outcome} ${diagnosis?.cause} ${diagnosis?.confidence}`;

const standing = (verdicts: readonly LiveVerdict[]): string[] =>
  standingAttempts(verdicts)
    .map(({ attempt }) => gist(attempt))
    .sort();

/** `npm run follow-shows` has more. */
const SEEDS = Number(process.env['RDPWHY_FOLLOW_SEEDS'] ?? 8);

describe('logs that grow', () => {
  const allDelays: number[] = [];

  test.each(Array.from({ length: SEEDS }, (_, seed) => seed))(
    'give the verdicts of the finished logs, each once, seed %i',
    (seed) => {
      const simulation = { hosts: 3, attempts: 12, seed, noise: 0.2, missing: 0 };
      const records = [...simulateHost(simulation, seed % 3, () => {})].sort((a, b) => a.filed - b.filed);
      const { verdicts, delays, notes, report, whole } = follow(records, createRandom(seed));
      expect(notes.filter(({ type }) => type === 'gap')).toEqual([]);
      expect(report.attempts.map(gist).sort()).toEqual(whole.attempts.map(gist).sort());
      expect(standing(verdicts)).toEqual(whole.attempts.map(gist).sort());
      expect(standingCauses(verdicts, whole)).toEqual(hostCausesOf(whole));
      const said = verdicts.map(({ verdictId, revision }) => `${verdictId} ${revision}`);
      expect(new Set(said).size).toBe(said.length);
      allDelays.push(...delays);
    },
  );

  test('have them soon', () => {
    const sorted = allDelays.toSorted((a, b) => a - b);
    const at = (part: number): number => sorted[Math.floor(part * sorted.length)] ?? Infinity;
    if (process.env['RDPWHY_FOLLOW_SEEDS'] !== undefined)
      process.stdout.write(
        `${sorted.length} verdicts; seconds from the last record: median ${at(0.5)}, 95 % ${at(0.95)}, most ${at(0.9999)}\n`,
      );
    // A record waits for a look, as the newest for another one, and its verdict for the one at which it is due.
    expect(at(0.5)).toBeLessThan(SETTLE + 3 * LOOK);
  });
});
