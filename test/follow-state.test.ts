import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { growingHost } from './support/growing-host.ts';
import { beginRun, Killed, type Run } from './support/killed-run.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { createRandom, type Random } from './support/scenarios/random.ts';
import { simulateHost } from './support/simulate/simulate.ts';
import { folderForEach } from './support/temporary-folder.ts';
import { shortLine, verdictsOf } from './support/verdict-lines.ts';

const packs = [loadPatterns()];
let folder = '';
folderForEach((made) => (folder = made));

const never = (): void => {};
/** Follows the logs of a host to their end and gives what was written; dies now and then where it is told to. */
function follow(seed: number, name: string, killer: Random | undefined, fromNow = false): string {
  const simulation = { hosts: 3, attempts: 4, seed, noise: 0.2, missing: 0 };
  const records = [...simulateHost(simulation, seed % 3, () => {})].sort((a, b) => a.filed - b.filed);
  const logs = join(folder, 'logs');
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs);
  const host = growingHost(logs, records, createRandom(seed));
  const die = killer
    ? () => {
        if (killer.integer(1, 25) === 1) throw new Killed();
      }
    : never;
  let at = 0;
  let notedAt = 0;
  let deaths = 0;
  const begin = (away: number): Run =>
    beginRun({
      packs,
      logs,
      name: join(folder, name),
      away,
      fromNow,
      saves: () => die !== never && at % 7 === 0,
      onNoted: () => (notedAt = at),
      die,
    });
  let run = begin(0);
  const look = (): void => {
    try {
      run.follower.look(at);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      deaths++;
      run.log.close();
      run = begin(at - notedAt);
      look();
    }
  };
  // Half of it is there before the first look, where only what is new is asked for.
  const old = fromNow ? host.steps.length >> 1 : 0;
  for (const step of host.steps.slice(0, old)) host.grow(step);
  for (const step of host.steps.slice(old)) {
    host.grow(step);
    at = Math.max(at, Math.floor(step / 1000));
    for (let i = 0; i < 3; i++, at += 500) look();
  }
  for (let i = 0; i < 80; i++, at += 500) look();
  run.log.close();
  if (killer) expect(deaths).toBeGreaterThan(fromNow ? 3 : 10);
  return readFileSync(join(folder, `${name}.ndjson`), 'utf8');
}

const idsOf = (text: string): readonly string[] =>
  verdictsOf(text).map(({ verdictId, revision }) => `${verdictId} ${revision}`);

/** Seeds of the logs, and of the kills of each; `npm run follow-shows` has more. */
const SEEDS = Number(process.env['RDPWHY_FOLLOW_SERIES'] ?? 0);
const series: readonly (readonly [seed: number, killers: readonly number[]])[] =
  SEEDS > 0
    ? Array.from({ length: SEEDS }, (_, i) => [i + 1, [1, 2, 3, 4, 5, 6, 7, 8]])
    : [
        [1, [101]],
        [3, [2, 3]],
        [4, [4]],
        [5, [105]],
        [9, [8]],
      ];

describe('a run that is killed again and again', () => {
  test.each(series)(
    'writes what an uninterrupted one writes, of logs that are cleared, archived and written over, seed %i',
    (seed, killers) => {
      const whole = follow(seed, 'whole', undefined);
      expect(whole.split('\n').length).toBeGreaterThan(4);
      for (const killer of killers) {
        const killed = follow(seed, `killed${killer}`, createRandom(killer));
        expect(killed.split('\n').map(shortLine)).toEqual(whole.split('\n').map(shortLine));
        expect(killed === whole).toBe(true);
      }
    },
    600_000,
  );

  test('says nothing of what was there at the start, where that was asked, however often it begins', () => {
    const whole = idsOf(follow(4, 'whole', undefined, true));
    expect(whole.length).toBeGreaterThan(2);
    expect(whole.length).toBeLessThan(idsOf(follow(4, 'all', undefined)).length / 1.3);
    for (let killer = 1; killer < 6; killer++)
      expect(idsOf(follow(4, `killed${killer}`, createRandom(killer), true))).toEqual(whole);
  });
});
