import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { scriptFor } from '../../src/collect.ts';

const collect = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['bin/rdpwhy.js', 'collect', ...args], { encoding: 'utf8' });

/** The built program, as a person runs it. */
describe('rdpwhy collect', () => {
  let folder = '';
  beforeAll(() => expect(existsSync('dist/patterns.json'), 'npm run build comes first').toBe(true));
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rdpwhy-collect-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  test('prints the script for the computer that was connected to', () => {
    const { status, stdout, stderr } = collect();
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toBe(scriptFor('server', 168));
  });

  test('writes a file for another machine, byte by byte what it prints', () => {
    const file = join(folder, 'collect.ps1');
    expect(collect('--side', 'client', '--hours', '0', '-o', file)).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(file, 'latin1')).toBe(scriptFor('client', 0));
  });

  test.each([
    [['--side', 'laptop'], 'unknown side'],
    [['--hours', '-1'], 'expected whole hours'],
    [['--hours', '1.5'], 'expected whole hours'],
    [['-o', 'no/such/folder/x.ps1'], 'cannot write'],
  ])('%j is a mistake on the command line', (args, words) => {
    const { status, stdout, stderr } = collect(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });
});
