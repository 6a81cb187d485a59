// On what a run was made.
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { root } from '../setup.mjs';
import { method } from './measure.mjs';

/** Describes the machine and the build; the load is that before the run. */
export function describeMachine() {
  const [cpu] = os.cpus();
  return {
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: os.cpus().length,
    memory: os.totalmem(),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.versions.node,
    load: os.loadavg(),
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    method,
  };
}

/** The commit that was measured; "+" says that the working tree had changes. */
function commit() {
  try {
    const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
    const changed = git('status', '--porcelain', '--', 'src', 'parsers', 'bin/rdpwhy.js') !== '';
    return git('rev-parse', '--short', 'HEAD') + (changed ? '+' : '');
  } catch {
    return 'unknown';
  }
}
