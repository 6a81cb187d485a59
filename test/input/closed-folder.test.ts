import type * as FileSystem from 'node:fs';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { findLogs } from '../../src/input/find-logs.ts';
import { folderForEach } from '../support/temporary-folder.ts';

/** Whoever runs the tests may look into every folder. */
vi.mock('node:fs', async (load) => {
  const fs = await load<typeof FileSystem>();
  const readdirSync = ((folder: string, options: { withFileTypes: true }) => {
    if (path.basename(folder) === 'closed')
      throw Object.assign(new Error('permission denied'), { code: 'EACCES' });
    return fs.readdirSync(folder, options);
  }) as typeof fs.readdirSync;
  return { ...fs, readdirSync };
});

let folder = '';
folderForEach((made) => (folder = made));

test('of a folder that may not be looked into it is not said that it holds no log', () => {
  const closed = path.join(folder, 'closed');
  mkdirSync(closed);
  for (const given of [closed, folder])
    expect(findLogs([given]).faults.map(({ path: at, code }) => [at, code])).toEqual([[closed, 'no-access']]);
});

test('a folder without a log is told, beside one that may not be looked into too', () => {
  const empty = path.join(folder, 'empty');
  mkdirSync(path.join(folder, 'closed'));
  mkdirSync(empty);
  expect(findLogs([path.join(folder, 'closed'), empty]).faults.map(({ code }) => code)).toEqual([
    'no-access',
    'no-logs',
  ]);
});
