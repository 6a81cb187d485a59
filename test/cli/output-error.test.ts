import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { whyUnwritten } from '../../src/cli/output-error.ts';
import { rdpwhy } from '../support/built-program.ts';
import { folderForAll } from '../support/temporary-folder.ts';

const sample = 'samples/wrong-password-nla-win10';

/** Every command that writes a file, and an ending that it takes. */
const commands: readonly (readonly [string, readonly string[], string])[] = [
  ['analyze', [sample, '-o'], 'x.json'],
  ['analyze, html', [sample, '-o'], 'x.html'],
  ['analyze, following', [sample, '--follow', '-o'], 'x.ndjson'],
  ['analyze, state', [sample, '--follow', '--state'], 'x'],
  ['analyze, mapping', [sample, '--redact-map'], 'x.json'],
  ['timeline', ['timeline', sample, '-o'], 'x.csv'],
  ['dump', ['dump', sample, '-o'], 'x.ndjson'],
  ['diff', ['diff', sample, sample, '-o'], 'x.json'],
  ['doctor', ['doctor', sample, '-o'], 'x.json'],
  ['collect', ['collect', '-o'], 'x.ps1'],
  ['pack', ['pack', sample, '-o'], 'x.zip'],
];

describe('an output that cannot be written ends with 1, and says what to do', () => {
  let folder = '';
  const at = (name: string): string => path.join(folder, name);
  folderForAll((made) => (folder = made));
  beforeAll(() => {
    for (const [, , name] of commands) mkdirSync(at(`folders/${name}`), { recursive: true });
  });

  test.each(commands)('%s to the name of a folder', (_, words, name) => {
    const place = at(`folders/${name}`);
    const { status, stderr } = rdpwhy(...words, place);
    expect([status, stderr]).toEqual([
      1,
      `rdpwhy: cannot write '${place}': that is a folder: name a file in it\n`,
    ]);
  });

  test.each(commands)('%s where there is no folder', (_, words, name) => {
    const { status, stderr } = rdpwhy(...words, at(`none/${name}`));
    expect([status, stderr]).toEqual([1, expect.stringContaining(`there is no folder '${at('none')}'`)]);
  });

  const isFull = existsSync('/dev/full');
  const written = commands.filter(([name]) => !['state', 'mapping'].some((word) => name.endsWith(word)));
  test.skipIf(!isFull).each(written)('%s to a disk that is full', (_, words, name) => {
    const place = at(`full-${name}`);
    if (!existsSync(place)) symlinkSync('/dev/full', place);
    const { status, stderr } = rdpwhy(...words, place);
    expect(stderr).toContain(`cannot write '${place}': the disk is full`);
    expect(stderr).toContain('make room, or choose another place');
    expect(stderr).not.toContain('ENOSPC');
    expect(status).toBe(1);
  });

  test('a pattern where a file stands in the way', () => {
    writeFileSync(at('file'), '');
    const { status, stderr } = rdpwhy('patterns', 'new', 'network/some-cause', '--patterns', at('file'));
    expect([status, stderr]).toEqual([1, expect.stringContaining('cannot write')]);
  });

  test.each([
    ['EACCES', 'you may not write there'],
    ['EPERM', 'you may not write there'],
    ['EBUSY', 'another program has it open'],
    ['EROFS', 'can only be read'],
    ['EDQUOT', 'the disk is full'],
    ['EIO', 'EIO: i/o error; choose another place'],
  ])('%s', (code, words) => {
    const error = Object.assign(new Error(`${code}: i/o error, write`), { code });
    expect(whyUnwritten('a/b.json', error)).toContain(words);
  });
});
