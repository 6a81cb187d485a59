// The simulator is TypeScript beside the tests, which Node 20 cannot load by itself: it is compiled next to the build.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, runNode, setUp } from '../setup.mjs';

const SOURCES = 'test/support';
const BUILT = 'dist/test/support/simulate';

/** Builds what is not built yet and loads a module of the simulator. */
export async function setUpSimulator(module) {
  setUp();
  const built = join(root, BUILT, 'simulate.js');
  const isStale = !existsSync(built) || newest(join(root, SOURCES)) > statSync(built).mtimeMs;
  if (isStale) runNode('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.simulate.json']);
  return import(pathToFileURL(join(root, BUILT, module)).href);
}

const newest = (folder) =>
  Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs),
  );
