import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import type { LiveVerdict } from '../src/model/verdict.ts';
import { beginRun, Killed, type Run } from './support/killed-run.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { createRandom, type Random } from './support/scenarios/random.ts';
import { serviceRecord } from './support/service-record.ts';
import { hostCausesOf, standingCauses } from './support/standing.ts';
import { folderForEach } from './support/temporary-folder.ts';

const packs = [loadPatterns()];
let folder = '';
let logs = '';
folderForEach((made) => (folder = made));
beforeEach(() => {
  logs = join(folder, 'logs');
});

/** Again and again the service stops: for long, for a moment, or twice in a row; at the end it does not run. */
function outages(random: Random): readonly { readonly minute: number; readonly text: string }[] {
  let minute = 0;
  return Array.from({ length: 20 }, (_, n) => {
    minute += random.pick([0.1, 0.3, 1]);
    return { minute, text: serviceRecord(minute, n + 1, n % 2 === 0 && random.integer(1, 4) > 1) };
  });
}

/** Follows the log as it grows and gives what was written; dies at any place between two writes where it is told to. */
function follow(name: string, seed: number, killer?: Random): string {
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs);
  const file = join(logs, 'System.xml');
  writeFileSync(file, '<Events>\n');
  const die = (): void => {
    if (killer?.integer(1, 60) === 1) throw new Killed();
  };
  let at = 0;
  let notedAt = 0;
  let deaths = 0;
  const begin = (): Run =>
    beginRun({
      packs,
      logs,
      name: join(folder, name),
      away: at - notedAt,
      saves: () => at % 9000 === 0,
      onNoted: () => (notedAt = at),
      die,
    });
  let run = begin();
  const look = (): void => {
    try {
      run.follower.look(at);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      deaths++;
      run.log.close();
      run = begin();
      look();
    }
  };
  for (const { minute, text } of outages(createRandom(seed))) {
    for (; at < minute * 60_000; at += 1000) look();
    appendFileSync(file, text);
    look();
  }
  for (let i = 0; i < 90; i++, at += 1000) look();
  run.log.close();
  if (killer) expect(deaths).toBeGreaterThan(5);
  return readFileSync(join(folder, `${name}.ndjson`), 'utf8');
}

const verdictsIn = (text: string): readonly LiveVerdict[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LiveVerdict);

describe('a host of which no attempt is seen', () => {
  test.each([2, 3, 4, 5, 6])(
    'is told of once by a run that is killed again and again, seed %i',
    async (seed) => {
      const whole = follow('whole', seed);
      const changes = verdictsIn(whole).map(({ change }) => change);
      expect(changes.filter((change) => change === 'new').length).toBeGreaterThan(1);
      expect(changes.filter((change) => change === 'withdrawn').length).toBeGreaterThan(0);
      expect(follow('killed', seed, createRandom(seed + 10))).toBe(whole);
      const { report } = await analyze([logs], { packs, threads: 1 });
      expect(standingCauses(verdictsIn(whole), report)).toEqual(hostCausesOf(report));
    },
  );
});
