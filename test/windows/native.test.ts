import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testNativeLane } from '../support/windows/native-lane.ts';

const compiler = 'gcc';

function buildLibrary(folder: string): string {
  const library = join(folder, 'fake-wevtapi.so');
  const options = ['-Wall', '-Werror', '-shared', '-fPIC', '-pthread', '-o', library];
  execFileSync(compiler, [...options, 'test/support/windows/fake-wevtapi.c']);
  return library;
}

describe('the native interface, built for this system', () => {
  testNativeLane((folder) => ({
    dist: resolve('dist'),
    library: buildLibrary(folder),
    probe: resolve('test/support/windows/probe.mjs'),
    pathOf: (path) => path,
    node: [process.execPath],
    env: {},
    end: () => {},
  }));

  test.each([
    ['is ready', true, 'ready'],
    ['says so where there is no such interface', false, 'unavailable'],
  ])('the process that reads channels, as it is shipped, %s', async (_, isThere, type) => {
    const folder = mkdtempSync(join(tmpdir(), 'rdpwhy-native-'));
    try {
      const child = fork('dist/bundle/cli/channel-process.js', isThere ? [buildLibrary(folder)] : []);
      expect((await once(child, 'message'))[0]).toEqual({ type });
      if (child.connected) child.disconnect();
      const [code] = (await once(child, 'exit')) as [number];
      expect(code).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
