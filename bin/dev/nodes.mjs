// npm run nodes: the built program under other releases of Node, which npm carries, gives byte for byte what it gives under
// this one. What is optimised goes wrong only where it runs for long, so that a log of 1 GB is among the inputs.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInputBuilder } from './bench/build-input.mjs';
import { loadProduct, program } from './bench/product.mjs';
import { root, runNpm, setUp } from './setup.mjs';

const RELEASES = ['22', '24'];
/** A first run keeps compiled code for the next, which is then optimised at other times. */
const RUNS = 2;
const LARGE = 1e9;
const SAMPLE = 'samples/0x904-unreadable-key';

setUp();
const folder = mkdtempSync(join(tmpdir(), 'rdpwhy-nodes-'));
let failed = 0;
try {
  const nodes = install();
  const logs = await largeLog();
  const commands = [
    ['analyze', '--json', SAMPLE],
    ['dump', '--format', 'xml', SAMPLE],
    ['explain', '0x904'],
    ...logs.flatMap((log) => [
      ['analyze', '--json', '--quiet', log],
      ['timeline', '--raw', '--quiet', log],
    ]),
  ];
  for (const args of commands) {
    const expected = outcome(process.execPath, args);
    for (const { release, path } of nodes) {
      for (let run = 1; run <= RUNS; run++) compare(`Node ${release}, run ${run}`, args, path, expected);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;

/** Gets the releases into the folder, never into the project. */
function install() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const carrier = `node-${system}-${process.arch}`;
  const packages = RELEASES.map((release) => `node${release}@npm:${carrier}@${release}`);
  runNpm(['install', '--prefix', folder, '--no-audit', '--no-fund', ...packages]);
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  return RELEASES.map((release) => ({ release, path: join(folder, 'node_modules', `node${release}`, file) }));
}

/** Real chunks over and over; without real logs there is none, and that is said. */
async function largeLog() {
  const corpus = resolve(root, '../shared/corpus');
  if (!existsSync(corpus)) {
    console.log(`no real logs at ${corpus}: no large log is read`);
    return [];
  }
  const { path } = await createInputBuilder(corpus, await loadProduct(), { folder }).build('mixed', LARGE);
  return [path];
}

function compare(label, args, node, expected) {
  const got = outcome(node, args);
  const isSame = got.status === expected.status && got.sha256 === expected.sha256;
  console.log(`${isSame ? 'same' : 'DIFFERS'}: ${label}: rdpwhy ${args.join(' ')}`);
  if (isSame) return;
  failed += 1;
  console.log(`expected exit code ${expected.status}, found ${got.status}\n${got.stderr.slice(0, 2000)}`);
}

function outcome(node, args) {
  const { status, stdout, stderr } = spawnSync(node, [program, ...args], { cwd: root, maxBuffer: 2 ** 30 });
  return { status, sha256: createHash('sha256').update(stdout).digest('hex'), stderr: stderr.toString() };
}
