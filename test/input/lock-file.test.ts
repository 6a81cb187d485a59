import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { takeLock } from '../../src/input/lock-file.ts';
import { folderForEach } from '../support/temporary-folder.ts';

let folder = '';
let lock = '';
folderForEach((made) => (folder = made));
beforeEach(() => {
  lock = join(folder, 'state.lock');
});

/** Beyond the largest number that any system gives a process. */
const NOBODY = 2 ** 30;

describe('a lock', () => {
  test('keeps others out until it is released', () => {
    const release = takeLock(lock);
    expect(takeLock(lock)).toBe(process.pid);
    if (typeof release === 'function') release();
    expect(existsSync(lock)).toBe(false);
    expect(takeLock(lock)).toBeTypeOf('function');
  });

  test.each([
    ['whose process is gone', `${NOBODY} x`],
    ['of which nothing was written', ''],
    ['that holds something else', 'no number'],
  ])('%s is taken over', (_, content) => {
    writeFileSync(lock, content);
    expect(takeLock(lock)).toBeTypeOf('function');
    expect(readFileSync(lock, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
  });

  // Only Linux tells when a process began; elsewhere the number alone counts.
  test.runIf(process.platform === 'linux')(
    'is taken over where another process has its number, after a new start of the machine or later',
    () => {
      takeLock(lock);
      const [pid, boot, started] = readFileSync(lock, 'utf8').split(' ');
      for (const other of [`${pid} another-boot ${started}`, `${pid} ${boot} ${Number(started) - 1}`]) {
        writeFileSync(lock, other);
        expect(takeLock(lock)).toBeTypeOf('function');
      }
    },
  );

  test('without a word of when its process began holds as long as there is one of its number', () => {
    writeFileSync(lock, String(process.ppid));
    expect(takeLock(lock)).toBe(process.ppid);
  });

  test('of its own number, which it did not take, is of an earlier process, as in a container that is started again', () => {
    writeFileSync(lock, String(process.pid));
    expect(takeLock(lock)).toBeTypeOf('function');
  });
});
