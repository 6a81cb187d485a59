import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProgramQueue, type ProgramOptions } from '../src/input/program-queue.ts';
import { program } from './support/programs.ts';

let folder = '';
let faults: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rdpwhy programs '));
  faults = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const queueOf = (options: Omit<ProgramOptions, 'onFault'>): ReturnType<typeof createProgramQueue> =>
  createProgramQueue({ ...options, onFault: (message) => faults.push(message) });

describe.skipIf(process.platform === 'win32')('a program that is run for each text', () => {
  test('gets it on its input and its arguments as they stand, and nothing of it anywhere else', async () => {
    const command = program(
      folder,
      'a program',
      `cat > "${folder}/input.$$"; echo "$@" > "${folder}/args"; env > "${folder}/env"`,
    );
    const queue = queueOf({ command, args: ['two words', '$(touch x)', '"'] });
    const text = '{"account":"$(touch pwned) `id` SECRET"}\n';
    queue.push(text);
    await queue.end();
    expect(faults).toEqual([]);
    const input = readdirSync(folder).find((name) => name.startsWith('input.')) ?? '';
    expect(readFileSync(join(folder, input), 'utf8')).toBe(text);
    expect(readFileSync(join(folder, 'args'), 'utf8')).toBe('two words $(touch x) "\n');
    expect(readFileSync(join(folder, 'env'), 'utf8')).not.toContain('SECRET');
  });

  test('that cannot be started for want of anything is told, and ends nobody', async () => {
    const queue = queueOf({ command: 'true', args: ['x'.repeat(8 << 20)] });
    queue.push('a\n');
    await queue.end();
    expect(faults).toEqual([expect.stringContaining('could not be run')]);

    const script = `
      import { openSync } from 'node:fs';
      import { createProgramQueue } from ${JSON.stringify(pathToFileURL('dist/src/input/program-queue.js').href)};
      const queue = createProgramQueue({ command: 'true', onFault: (message) => console.log(message) });
      try { for (;;) openSync('/dev/null'); } catch {}
      queue.push('a');
      await queue.end();`;
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', 'ulimit -n 64; exec "$0" --input-type=module -e "$1"', process.execPath, script],
      { encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    expect(stdout).toContain('could not be run: spawn true EMFILE');
  });

  test('is given to a shell where that is asked for, and not otherwise', async () => {
    const line = `cat | tr a-z A-Z > "${folder}/out"`;
    const shell = queueOf({ command: line, shell: true });
    shell.push('text');
    await shell.end();
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('TEXT');
    const none = queueOf({ command: line });
    none.push('text');
    await none.end();
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^could not be run/);
  });

  test('runs a few at once, and says how many there was no room for', async () => {
    const command = program(
      folder,
      'slow',
      `touch "${folder}/on.$$"; ls "${folder}" | grep -c on > "${folder}/most.$$"; sleep 0.2; rm "${folder}/on.$$"`,
    );
    const queue = queueOf({ command, most: 3, waiting: 5 });
    for (let n = 0; n < 20; n++) queue.push('x');
    await queue.end();
    const runs = readdirSync(folder).filter((name) => name.startsWith('most.'));
    expect(runs).toHaveLength(8);
    for (const run of runs) expect(Number(readFileSync(join(folder, run), 'utf8'))).toBeLessThanOrEqual(3);
    expect(faults).toEqual([
      '5 calls wait already; further ones are dropped until there is room',
      '12 calls were dropped in all',
    ]);
  });

  test('tells each kind of fault once, with what the program wrote', async () => {
    const command = program(folder, 'fails', 'read n; echo "no ticket $n" >&2; exit "$n"');
    const queue = queueOf({ command, most: 1 });
    for (const code of ['3', '3', '4', '3', '0']) queue.push(`${code}\n`);
    await queue.end();
    expect(faults).toEqual(['ended with exit code 3: no ticket 3', 'ended with exit code 4: no ticket 4']);
    const missing = queueOf({ command: join(folder, 'nowhere') });
    missing.push('x');
    missing.push('x');
    await missing.end();
    expect(faults).toHaveLength(3);
    expect(faults[2]).toMatch(/^could not be run.*ENOENT/);
  });

  test('is stopped with all it started when it takes too long, and at the end', async () => {
    const command = program(folder, 'hangs', `(sleep 2; touch "${folder}/late") & wait`);
    const queue = queueOf({ command, timeoutMs: 300, most: 2 });
    queue.push('x');
    await queue.end();
    expect(faults).toEqual(['ran longer than 0.3 seconds and was stopped']);
    faults = [];
    const short = queueOf({ command, graceMs: 200, most: 1 });
    short.push('x');
    short.push('x');
    await short.end();
    expect(faults).toEqual(['2 calls were not done when the time was up, and were given up']);
    await wait(2200);
    expect(existsSync(join(folder, 'late'))).toBe(false);
  });

  test('may leave its input alone, however large that is', async () => {
    const queue = queueOf({ command: program(folder, 'deaf', 'exit 0') });
    queue.push('x'.repeat(5_000_000));
    await queue.end();
    expect(faults).toEqual([]);
  });
});
