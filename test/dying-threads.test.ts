import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { needsBuild } from './support/built-program.ts';
import { concatenated } from './support/range-logs.ts';
import { folderForAll } from './support/temporary-folder.ts';

interface Dying {
  readonly how: 'exit' | 'throw' | 'memory' | 'start' | 'none';
  /** Each gives so many answers first. Default: 0. */
  readonly after?: number;
  /** The number of the one thread that dies; the first is 1. Default: all. */
  readonly only?: number;
}

/** Runs the program with threads that die; megabytes are of the heap. */
const run = (dying: Dying | undefined, args: readonly string[], megabytes = 1000) => {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...(dying ? ['--require', './test/support/dying-threads.cjs'] : []),
      `--max-old-space-size=${megabytes}`,
      'bin/rdpwhy.js',
      ...args,
    ],
    {
      encoding: 'utf8',
      env: { ...process.env, DYING: JSON.stringify(dying) },
      maxBuffer: 1 << 28,
      timeout: 60_000,
    },
  );
  return { status, signal, stdout, stderr };
};

const deaths: readonly Dying[] = [
  { how: 'exit' },
  { how: 'exit', only: 2 },
  { how: 'exit', after: 1 },
  { how: 'throw' },
  { how: 'throw', after: 1, only: 1 },
  { how: 'start' },
  { how: 'none' },
];

/** Whatever becomes of threads, what they were to read is read. */
describe('threads that die', () => {
  let folder = '';
  let large = '';
  needsBuild();
  folderForAll((made) => (folder = made));
  beforeAll(() => {
    large = path.join(folder, 'large.evtx');
    // Of more than two of the ranges that `dump` gives to threads.
    writeFileSync(large, concatenated(Array.from({ length: 70 }, () => 'samples/healthy-day/Security.evtx')));
  });

  const commands: readonly (readonly [string, () => readonly string[]])[] = [
    ['analyze', () => ['--json', '--hash', 'samples/healthy-day']],
    ['timeline --raw', () => ['timeline', '--raw', 'samples/healthy-day']],
    ['dump', () => ['dump', large]],
  ];
  describe.each(commands)('%s', (_, args) => {
    let one: ReturnType<typeof run>;
    beforeAll(() => {
      one = run(undefined, [...args(), '--threads', '1']);
      expect(one.stdout).not.toBe('');
    });
    test.each(deaths)('%j: nothing is lost', (dying) => {
      const several = run(dying, [...args(), '--threads', '2']);
      expect({ ...several, stdout: '' }).toEqual({ ...one, stdout: '' });
      expect(several.stdout === one.stdout).toBe(true);
    });
  });

  test('out of memory: says of what, and what to do', () => {
    const { status, stdout, stderr } = run(
      { how: 'memory', only: 1 },
      ['--threads', '2', 'samples/healthy-day'],
      60,
    );
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^rdpwhy: samples\/healthy-day\/\S+\.evtx: a thread ran out of memory .* --threads 1 .*\n$/,
    );
  });
});
