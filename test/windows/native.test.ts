import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe } from 'vitest';
import { testNativeLane } from '../support/windows/native-lane.ts';

describe('the native interface, built for this system', () => {
  testNativeLane((folder) => {
    const library = join(folder, 'fake-wevtapi.so');
    const options = ['-Wall', '-Werror', '-shared', '-fPIC', '-pthread', '-o', library];
    execFileSync('gcc', [...options, 'test/support/windows/fake-wevtapi.c']);
    return {
      dist: resolve('dist'),
      library,
      probe: resolve('test/support/windows/probe.mjs'),
      pathOf: (path) => path,
      node: [process.execPath],
      env: {},
      end: () => {},
    };
  });
});
