// Other programs that read event logs, where this machine has them.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchFolder } from './build-input.mjs';

/** The npm packages that --peers installs, outside the project and never without being asked. */
const NPM_PEERS = {
  winevtx: { version: '0.1.2', sizes: [30e6] },
  '@ts-evtx/core': { version: '1.1.1', sizes: [3e6] },
};
const npmRunner = fileURLToPath(new URL('npm-peer.mjs', import.meta.url));
const LINE = '\n';
const ELEMENT = '</Event>';
/** It stumbles over some records; they are missing in what it prints. */
const PYTHON = `
import sys, Evtx.Evtx as evtx
with evtx.Evtx(sys.argv[1]) as log:
  for record in log.records():
    try: print(record.xml())
    except Exception: pass`;
const PYTHON_VERSION = 'import Evtx, importlib.metadata as m; print(m.version("python-evtx"))';

const peersFolder = join(benchFolder, 'peers');

export function installNpmPeers() {
  mkdirSync(peersFolder, { recursive: true });
  const packages = Object.entries(NPM_PEERS).map(([name, { version }]) => `${name}@${version}`);
  const args = [
    'install',
    '--prefix',
    peersFolder,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    ...packages,
  ];
  execFileSync('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' });
}

/**
 * Finds the peers: a name, a version and the command for a log. `mark` ends each record in the output. `sizes` are the
 * sizes of the logs that a slow peer is put through. `version` undefined says that a peer is not there.
 */
export function findPeers({ folder = peersFolder } = {}) {
  const evtxDump = findEvtxDump();
  const version = evtxDump === undefined ? undefined : said(evtxDump, ['-V']);
  const dump = (id, name, mark, ...options) => ({
    id,
    name: `evtx_dump ${name}`,
    version,
    mark,
    command: (log) => [evtxDump, ...options, log],
  });
  const peers = [
    dump('evtx_dump-t1', 'JSON, 1 thread', LINE, '-t', '1', '-o', 'jsonl'),
    dump('evtx_dump-t2', 'JSON, 2 threads', LINE, '-t', '2', '-o', 'jsonl'),
    dump('evtx_dump-xml', 'XML, 1 thread', ELEMENT, '-t', '1', '-o', 'xml'),
    findEvtxExport(),
    ...Object.keys(NPM_PEERS).map((name) => findNpmPeer(name, folder)),
    findPythonEvtx(),
  ];
  return peers.map((peer) => ({
    ...peer,
    isPeer: true,
    missing: peer.version === undefined ? 'not available' : undefined,
  }));
}

/** The dump tool of the Rust crate evtx; other programs of that name do not know "jsonl". */
export function findEvtxDump() {
  const named = [process.env.RDPWHY_EVTX_DUMP, onPath('evtx_dump'), join(homedir(), '.cargo/bin/evtx_dump')];
  return named.find((path) => path && existsSync(path) && said(path, ['--help'], 'all').includes('jsonl'));
}

function findEvtxExport() {
  const path = onPath('evtxexport');
  const version = path === undefined ? undefined : said(path, ['-V']);
  const command = (log) => [path, '-f', 'xml', log];
  return {
    id: 'evtxexport',
    name: 'libevtx evtxexport XML',
    version,
    command,
    mark: ELEMENT,
    sizes: [30e6, 300e6],
  };
}

function findNpmPeer(name, folder) {
  const manifest = join(folder, 'node_modules', name, 'package.json');
  const version = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined;
  const command = (log) => [process.execPath, npmRunner, name, folder, log];
  return { id: name, name: `npm ${name} JSON`, version, command, mark: LINE, sizes: NPM_PEERS[name].sizes };
}

function findPythonEvtx() {
  const pythons = [...new Set([onPath('python3'), '/usr/bin/python3'])].filter(
    (path) => path && existsSync(path),
  );
  const found = pythons.map((path) => ({ path, version: said(path, ['-c', PYTHON_VERSION]) }));
  const usable = found.find(({ version }) => version !== undefined);
  const command = (log) => [usable.path, '-c', PYTHON, log];
  const name = 'python-evtx XML';
  return { id: 'python-evtx', name, version: usable?.version, command, mark: ELEMENT, sizes: [1e6] };
}

function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** What a program says on standard output, or undefined when it fails. */
function said(path, args, how = 'first line') {
  const { status, stdout } = spawnSync(path, args, { encoding: 'utf8' });
  if (status !== 0) return how === 'all' ? '' : undefined;
  return how === 'all' ? stdout : stdout.trim().split('\n')[0];
}
