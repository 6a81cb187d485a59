import { writeSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fuzz, targets } from './fuzz.ts';
import { keep } from './regression.ts';

const minutes = Number(process.env['RDPWHY_FUZZ_MINUTES'] ?? 0);
const firstSeed = Number(process.env['RDPWHY_FUZZ_SEED'] ?? Date.now() % 1_000_000_000);
/** Of the targets those with this word in their names. */
const only = process.env['RDPWHY_FUZZ_ONLY'] ?? '';
/** Executions of one seed: short enough to run again by hand. */
const BATCH = 500;

// Past the test runner's own output, which comes when the test is over.
const tell = (line: string): void => void writeSync(2, `${line}\n`);

test.skipIf(minutes === 0)(
  'npm run fuzz: all targets in turn until the time is over',
  () => {
    const until = performance.now() + minutes * 60_000;
    const counts = new Map<string, number>();
    const sorts = new Set<string>();
    const all = targets().filter(({ name }) => name.includes(only));
    let lastTold = performance.now();
    let seed = firstSeed;
    for (; performance.now() < until; seed += 1) {
      for (const target of all) {
        const { executions, found, input } = fuzz(target, seed, BATCH);
        counts.set(target.name, (counts.get(target.name) ?? 0) + executions);
        if (found === undefined || input === undefined) continue;
        const sort = `${target.reader} ${found.replaceAll(/\d+/g, '0').slice(0, 60)}`;
        if (sorts.has(sort)) continue;
        sorts.add(sort);
        tell(`found with seed ${seed}, ${target.name}: ${found}`);
        tell(`kept as ${keep(target.reader, input, String(seed))}`);
      }
      if (performance.now() - lastTold < 30_000) continue;
      lastTold = performance.now();
      tell(summary(counts, firstSeed, seed, sorts.size));
    }
    tell(summary(counts, firstSeed, seed - 1, sorts.size));
    expect([...sorts]).toEqual([]);
  },
  minutes * 60_000 + 600_000,
);

function summary(counts: ReadonlyMap<string, number>, first: number, last: number, findings: number): string {
  const each = [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
  return `executions: ${each}; seeds ${first} to ${last}; findings: ${findings}`;
}
