import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderForAll } from './support/temporary-folder.ts';

const program = `
import { analyze, createPipeline, follow, type FollowOptions, type Report } from 'rdpwhy';
import { readEvtx } from 'rdpwhy/evtx';
import { createLogReader } from 'rdpwhy/parsers';

export const causes = async (path: string): Promise<readonly string[]> => {
  const report: Report = (await analyze([path])).report;
  return report.causes.map(({ cause }) => cause);
};
// What is not there would be any, and take anything.
// @ts-expect-error
export const wrong: number = readEvtx;
// @ts-expect-error
export const noSignal: FollowOptions = { signal: 1 };
export { createPipeline, createLogReader, follow };
`;

describe('the types of the package need those of nothing else', () => {
  let folder = '';
  folderForAll((made) => {
    folder = made;
    const installed = path.join(made, 'node_modules/rdpwhy');
    mkdirSync(installed, { recursive: true });
    copyFileSync('package.json', path.join(installed, 'package.json'));
    const isType = (from: string): boolean => statSync(from).isDirectory() || from.endsWith('.d.ts');
    cpSync('dist', path.join(installed, 'dist'), { recursive: true, filter: isType });
    writeFileSync(path.join(made, 'package.json'), '{ "type": "module" }');
    writeFileSync(path.join(made, 'program.ts'), program);
  });

  test.each([
    ['Node', 'nodenext', 'nodenext', 'es2023'],
    ['a bundler', 'esnext', 'bundler', 'es2023'],
    ['a page', 'esnext', 'bundler', 'es2023,dom'],
  ])('by the rules of %s', (_, module, resolution, lib) => {
    const compiler = path.resolve('node_modules/typescript/bin/tsc');
    const options = [
      '--module',
      module,
      '--moduleResolution',
      resolution,
      '--lib',
      lib,
      '--target',
      'es2023',
    ];
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [compiler, '--noEmit', '--strict', '--types', '', ...options, 'program.ts'],
      { cwd: folder, encoding: 'utf8' },
    );
    expect(stdout + stderr).toBe('');
  });
});
