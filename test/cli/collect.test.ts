import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scriptFor } from '../../src/collect.ts';
import { needsBuild, rdpwhy } from '../support/built-program.ts';
import { folderForEach } from '../support/temporary-folder.ts';

const collect = (...args: readonly string[]) => rdpwhy('collect', ...args);

/** The built program, as a person runs it. */
describe('rdpwhy collect', () => {
  let folder = '';
  needsBuild();
  folderForEach((made) => (folder = made));

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

  test('does not write a script over a log', () => {
    const log = join(folder, 'Security.evtx');
    writeFileSync(log, 'a log');
    expect(collect('-o', log)).toMatchObject({ status: 2, stdout: '' });
    expect(readFileSync(log, 'utf8')).toBe('a log');
  });

  test.each([
    [['--side', 'laptop'], 'unknown side'],
    [['--hours', '-1'], 'expected whole hours'],
    [['--hours', '1.5'], 'expected whole hours'],
    [['-o', 'case.zip'], 'let the name end in .ps1'],
  ])('%j is a mistake on the command line', (args, words) => {
    const { status, stdout, stderr } = collect(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });
});
