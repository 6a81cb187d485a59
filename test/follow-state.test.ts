import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFollower, logFiles, type Follower } from '../src/follow.ts';
import { openVerdictLog, type VerdictLog } from '../src/input/verdict-log.ts';
import type { SavedLive } from '../src/live/live-engine.ts';
import { verdictJson } from '../src/report/verdict-line.ts';
import { growingHost } from './support/growing-host.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { createRandom, type Random } from './support/scenarios/random.ts';
import { simulateHost } from './support/simulate/simulate.ts';

const packs = [loadPatterns()];
let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rdpwhy-state-'))));
afterEach(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly follower: Follower;
  readonly log: VerdictLog<SavedLive>;
}

/** Begins a run, or goes on with one; `isKilled` says whether it dies between its output and its state. */
function begin(logs: string, name: string, isKilled: () => boolean): Run {
  const log = openVerdictLog<SavedLive>({
    state: join(folder, `${name}.state`),
    output: join(folder, `${name}.ndjson`),
  });
  const follower = createFollower(logFiles([logs]), {
    packs,
    ...(log.saved && { resume: log.saved }),
    willResume: true,
    onVerdicts: (verdicts) => log.append(verdicts.map((verdict) => `${verdictJson(verdict)}\n`).join('')),
    onLook(save) {
      if (!isKilled()) log.commit(save());
    },
  });
  return { follower, log };
}

/** Follows the logs of a host to their end and gives what was written; dies now and then where it is told to. */
function follow(seed: number, name: string, killer: Random | undefined): string {
  const simulation = { hosts: 3, attempts: 4, seed, noise: 0.2, missing: 0 };
  const records = [...simulateHost(simulation, seed % 3, () => {})].sort((a, b) => a.filed - b.filed);
  const logs = join(folder, 'logs');
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs);
  // Records that are gone, or in another file, when it begins again can change what it says: then a revision says so.
  const host = growingHost(logs, records, createRandom(seed), ['grows']);
  let isDying = false;
  const isKilled = (): boolean => (isDying ||= killer !== undefined && killer.integer(1, 20) === 1);
  let run = begin(logs, name, isKilled);
  let at = 0;
  const look = (): void => {
    run.follower.look((at += 500));
    if (!isDying) return;
    isDying = false;
    run.log.close();
    run = begin(logs, name, isKilled);
  };
  for (const step of host.steps) {
    host.grow(step);
    for (let i = 0; i < 3; i++) look();
  }
  for (let i = 0; i < 40; i++) look();
  run.log.close();
  return readFileSync(join(folder, `${name}.ndjson`), 'utf8');
}

describe('a run that is killed again and again', () => {
  test.each([1, 2, 4, 5])('writes what an uninterrupted one writes, seed %i', (seed) => {
    const whole = follow(seed, 'whole', undefined);
    expect(whole.split('\n').length).toBeGreaterThan(4);
    expect(follow(seed, 'killed', createRandom(seed + 100))).toBe(whole);
  });
});
