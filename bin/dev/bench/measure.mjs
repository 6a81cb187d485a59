// Runs one process and says what it cost: wall time, processor time, memory at its peak.
import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';

const GNU_TIME = '/usr/bin/time';
const REPORT = join(tmpdir(), `rdpwhy-bench-time-${process.pid}`);
const POLL_MS = 5;
/** Fields of /proc/PID/stat behind the command's name, counted from the state; times are in 1/100 s. */
const STAT = { user: 11, system: 12 };
const nowhere = openSync(devNull, 'w');

/** How processor time and memory are measured on this machine. */
export const method = isGnuTime()
  ? 'GNU time (wait4)'
  : existsSync('/proc/self/stat')
    ? `/proc/PID, every ${POLL_MS} ms: what happened after the last look is missing`
    : 'not at all: neither GNU time nor /proc here';

/**
 * Runs a command with its output thrown away, or given to `onOutput`. Wall time runs from spawn to exit; `exit` is the
 * exit code, for peers that give up on a log.
 */
export async function measure([command, ...args], onOutput) {
  const usesTime = isGnuTime();
  const [program, ...rest] = usesTime
    ? [GNU_TIME, '-q', '-f', '%U %S %M', '-o', REPORT, command, ...args]
    : [command, ...args];
  const started = performance.now();
  const output = onOutput === undefined ? nowhere : 'pipe';
  const child = spawn(program, rest, { stdio: ['ignore', output, 'pipe'] });
  const usage = usesTime ? readReport : poll(child.pid);
  let complaints = '';
  if (onOutput !== undefined) child.stdout.on('data', onOutput);
  child.stderr.on('data', (piece) => (complaints = (complaints + piece).slice(-400)));
  const exit = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const wall = (performance.now() - started) / 1000;
  return { wall, exit, complaints, ...usage() };
}

function isGnuTime() {
  return process.platform === 'linux' && existsSync(GNU_TIME);
}

function readReport() {
  const [user, system, kilobytes] = readFileSync(REPORT, 'utf8')
    .trim()
    .split('\n')
    .at(-1)
    .split(' ')
    .map(Number);
  rmSync(REPORT);
  return { cpu: user + system, rss: kilobytes * 1024 };
}

/** Looks at a running process again and again; gives what was last seen. */
function poll(pid) {
  let seen = {};
  const look = () => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').map(Number);
      const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
      if (peak !== null)
        seen = { cpu: (stat[STAT.user] + stat[STAT.system]) / 100, rss: Number(peak[1]) * 1024 };
    } catch {
      // It has ended, or there is no /proc.
    }
  };
  const timer = setInterval(look, POLL_MS);
  return () => {
    clearInterval(timer);
    return seen;
  };
}
