import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Who has a lock. */
interface Owner {
  readonly pid: number;
  /** Tells the process from a later one of the same number; empty where the system does not say. */
  readonly birth: string;
}

/** Those of this process: a lock that bears its number and is none of them is of an earlier process of that number. */
const own = new Set<string>();

/** Takes a lock and gives what releases it, or the number of the process that has it; one whose owner is gone is taken over. */
export function takeLock(path: string): (() => void) | number {
  const place = resolve(path);
  const self = `${process.pid} ${birthOf(process.pid)}`;
  for (;;) {
    try {
      writeFileSync(path, self, { flag: 'wx' });
      own.add(place);
      return () => {
        own.delete(place);
        rmSync(path, { force: true });
      };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const owner = ownerOf(path);
      const isEarlier = owner?.pid === process.pid && !own.has(place);
      if (owner && !isEarlier && isAlive(owner)) return owner.pid;
      rmSync(path, { force: true });
    }
  }
}

/** Another run may have released it by now. */
function ownerOf(path: string): Owner | undefined {
  try {
    const [, pid = '', birth = ''] = /^(\d+) ?(.*)$/.exec(readFileSync(path, 'utf8')) ?? [];
    return { pid: Number(pid), birth };
  } catch {
    return undefined;
  }
}

function isAlive({ pid, birth }: Owner): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return birth === '' || birth === birthOf(pid);
}

/** Which start of the machine, and how many ticks after it the process began: Linux alone says so. proc(5), "starttime". */
function birthOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets, which may hold anything.
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return `${boot} ${started}`;
  } catch {
    return '';
  }
}
