import { copyFileSync, cpSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { rdpwhy } from '../support/built-program.ts';
import { folderForAll } from '../support/temporary-folder.ts';

describe('what is read is never written over', () => {
  let folder = '';
  const at = (name: string): string => path.join(folder, name);
  folderForAll((made) => (folder = made));
  beforeAll(() => {
    cpSync('samples/wrong-password-nla-win10', at('logs'), { recursive: true });
    const { stdout } = rdpwhy('dump', 'samples/wrong-password-nla-win10');
    writeFileSync(at('logs/collected.ndjson'), stdout);
    copyFileSync(at('logs/collected.ndjson'), at('alone.json'));
    symlinkSync(at('logs'), at('link'));
  });

  test.each([
    ['a report', 'alone.json', '-o', 'none/x.md'],
    ['the state of a following', '-f', 'alone.json', '--state', 'none/x'],
    ['a script that collects', 'collect', '-o', 'none/x'],
    ['a case pack', 'pack', 'alone.json', '-o', 'none/x.zip'],
    ['a mapping', 'alone.json', '--redact-map', 'none/x'],
  ])('says of a folder that is not there to make it first: %s', (_, ...words) => {
    const { status, stderr } = rdpwhy(...words.map((word) => (/[./]/.test(word) ? at(word) : word)));
    const place = at(words.at(-1) ?? '');
    expect([status, stderr]).toEqual([
      1,
      `rdpwhy: cannot write '${place}': there is no folder '${at('none')}', make it first\n`,
    ]);
  });

  test('says in words why a place may not be looked at', () => {
    const { status, stderr } = rdpwhy(at('alone.json'), '-o', at(`${'x'.repeat(300)}/x.md`));
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/^rdpwhy: cannot write .*the name is too long: choose a shorter one\n$/),
    ]);
  });

  test.each([
    ['the log that was named', ['alone.json'], ['-o', 'alone.json']],
    ['by another name', ['alone.json'], ['-o', './logs/../alone.json']],
    ['a log of a folder', ['logs'], ['-o', 'out.json', '-o', 'logs/collected.ndjson']],
    ['a log of a folder by way of a link', ['logs'], ['-o', 'link/collected.ndjson']],
    ['a timeline', ['timeline', 'logs'], ['-o', 'logs/collected.ndjson']],
    ['a dump', ['dump', 'alone.json'], ['-o', 'alone.json']],
    ['a log that is followed', ['-f', 'logs'], ['-o', 'logs/collected.ndjson']],
    ['a check', ['doctor', 'alone.json'], ['-o', 'alone.json']],
    [
      'a difference',
      ['diff', 'alone.json#outcome=worked', 'alone.json#outcome=failed'],
      ['-o', 'alone.json'],
    ],
  ])('%s', (_, words, output) => {
    const place = (word: string): string => (/[./]|^logs$/.test(word) ? at(word) : word);
    const before = readFileSync(at('alone.json'), 'utf8');
    const size = statSync(at('logs/collected.ndjson')).size;
    const { status, stderr } = rdpwhy(
      ...words.map(place),
      ...output.map(place).map((one) => (one === at('-o') ? '-o' : one)),
    );
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining('is among what is read, and would be lost'),
    ]);
    expect(readFileSync(at('alone.json'), 'utf8')).toBe(before);
    expect(statSync(at('logs/collected.ndjson')).size).toBe(size);
  });

  test('nor is an archive by its own case pack, nor a file that is no zip', () => {
    rdpwhy('pack', at('alone.json'), '-o', at('case.zip'));
    const size = statSync(at('case.zip')).size;
    expect(rdpwhy('pack', at('case.zip'), '-o', at('case.zip')).status).toBe(2);
    expect(rdpwhy('pack', at('alone.json'), '-o', at('logs/collected.ndjson')).stderr).toContain(
      'end in .zip',
    );
    expect(statSync(at('case.zip')).size).toBe(size);
  });

  test('a report in the folder that is read is written anew', () => {
    expect(rdpwhy(at('logs'), '-o', at('logs/report.md'), '-o', at('logs/report.html')).status).toBe(0);
    expect(rdpwhy(at('logs'), '-o', at('logs/report.md'), '-o', at('logs/report.html')).status).toBe(0);
  });

  test('a folder that is not there is told before the logs are read', () => {
    const { status, stderr } = rdpwhy(at('alone.json'), '-o', at('nowhere/report.md'));
    expect([status, stderr]).toEqual([1, expect.stringContaining(`there is no folder '${at('nowhere')}'`)]);
  });
});
