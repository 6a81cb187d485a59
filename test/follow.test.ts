import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFollower, logFiles } from '../src/follow.ts';
import type { FollowNote } from '../src/input/live-source.ts';
import type { Report } from '../src/model/report.ts';
import type { Verdict } from '../src/model/verdict.ts';
import { feed, logsOf } from './support/feed.ts';
import { growingHost } from './support/growing-host.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { createRandom, type Random } from './support/scenarios/random.ts';
import { simulateHost } from './support/simulate/simulate.ts';
import type { SimRecord } from './support/simulate/sim-record.ts';

const packs = [loadPatterns()];
let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rdpwhy-follow-'))));
afterEach(() => rmSync(folder, { recursive: true }));

interface Followed {
  readonly verdicts: readonly Verdict[];
  readonly notes: readonly FollowNote[];
  readonly report: Report;
}

/** Lets the logs grow as the records were filed, and looks now and then. */
function follow(records: readonly SimRecord[], random: Random): Followed {
  const host = growingHost(folder, records, random);
  const verdicts: Verdict[] = [];
  const notes: FollowNote[] = [];
  const follower = createFollower(logFiles([folder]), {
    packs,
    onVerdicts: (said) => void verdicts.push(...said),
    onNote: (_, note) => notes.push(note),
  });
  let at = 0;
  for (const step of host.steps) {
    host.grow(step);
    at = Math.max(at, step / 1000);
    // The newest record is held back for one look.
    follower.look((at += 500));
    follower.look((at += 500));
  }
  for (let i = 0; i < 12; i++) follower.look((at += 500));
  return { verdicts, notes, report: follower.end() };
}

const gist = ({ id, outcome, diagnosis }: Report['attempts'][number]): string =>
  `${id} ${outcome} ${diagnosis?.cause} ${diagnosis?.confidence}`;

function standing(verdicts: readonly Verdict[]): string[] {
  const last = new Map(verdicts.map((verdict) => [verdict.verdictId, verdict]));
  return [...last.values()]
    .filter(({ change }) => change !== 'withdrawn')
    .map(({ attempt }) => gist(attempt))
    .sort();
}

describe('logs that grow', () => {
  test.each(Array.from({ length: 8 }, (_, seed) => seed))(
    'give the verdicts of the finished logs, each once, seed %i',
    (seed) => {
      const simulation = { hosts: 3, attempts: 12, seed, noise: 0.2, missing: 0 };
      const records = [...simulateHost(simulation, seed % 3, () => {})].sort((a, b) => a.filed - b.filed);
      const whole = feed(logsOf(records), { packs });
      const { verdicts, notes, report } = follow(records, createRandom(seed));
      expect(notes.filter(({ type }) => type === 'gap')).toEqual([]);
      expect(report.attempts.map(gist).sort()).toEqual(whole.attempts.map(gist).sort());
      expect(standing(verdicts)).toEqual(whole.attempts.map(gist).sort());
    },
  );
});
