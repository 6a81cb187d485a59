import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { ArchiveError, STDIN } from './found-log.ts';
import { HEAD_LENGTH, isBinaryLogName, isLesserCopy, isPromisingName, logKind } from './log-kind.ts';
import { readHead } from './read-pieces.ts';

/** A path that gave nothing, and what can be done about it. */
export interface InputFault {
  readonly path: string;
  readonly code: 'not-found' | 'no-access' | 'no-logs' | 'not-a-file' | 'read-failed' | 'odd-archive';
  readonly message: string;
}

export interface FoundFiles {
  readonly files: readonly string[];
  /** Those among them that were named, not come upon in a folder. */
  readonly named: ReadonlySet<string>;
  readonly faults: readonly InputFault[];
}

/** Turns what the person named into files: a folder stands for every log and archive below it, in the order of their names. */
export function findLogs(paths: readonly string[]): FoundFiles {
  const files: string[] = [];
  const named = new Set<string>();
  const faults: InputFault[] = [];
  for (const given of paths) {
    if (given === STDIN) {
      files.push(given);
      named.add(given);
      continue;
    }
    try {
      const stat = statSync(given);
      if (stat.isDirectory()) {
        const earlier = faults.length;
        const logs = logsBelow(given, faults);
        // Of a folder that may not be looked into nobody can say that there is none.
        if (logs.length === 0 && faults.length === earlier) faults.push(noLogs(given));
        files.push(...logs);
      } else if (stat.isFile() || stat.isFIFO()) {
        files.push(given);
        named.add(given);
      } else {
        faults.push({
          path: given,
          code: 'not-a-file',
          message: 'neither a file nor a folder: name a log file or a folder of logs',
        });
      }
    } catch (error) {
      faults.push(faultOf(given, error));
    }
  }
  return { files: [...new Set(files)], named, faults };
}

function logsBelow(folder: string, faults: InputFault[]): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const names = new Set(entries.map(({ name }) => name));
    return entries
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const full = path.join(folder, entry.name);
        if (entry.isDirectory()) return logsBelow(full, faults);
        if (!entry.isFile() || !isPromisingName(entry.name)) return [];
        return !isLesserCopy(entry.name, (name) => names.has(name)) && isPromising(full) ? [full] : [];
      });
  } catch (error) {
    faults.push(faultOf(folder, error));
    return [];
  }
}

/** Whether a file is a log or an archive, by its content. */
function isPromising(file: string): boolean {
  // One that should be a log and is none is told of.
  if (isBinaryLogName(file)) return true;
  try {
    return logKind(file, readHead(file, HEAD_LENGTH)) !== 'other';
  } catch {
    // Why it cannot be read is told when it is read.
    return true;
  }
}

const noLogs = (folder: string): InputFault => ({
  path: folder,
  code: 'no-logs',
  message: 'no event log below this folder: export the logs there first',
});

/** Says in words what the system answered, or what is wrong with an archive; whatever else went wrong is thrown. */
export function faultOf(given: string, error: unknown): InputFault {
  if (error instanceof ArchiveError)
    return { path: given, code: 'read-failed', message: `it ${error.message}` };
  if (!(error instanceof Error && 'code' in error)) throw error;
  const code = String(error.code);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { path: given, code: 'not-found', message: notFound(given) };
    case 'EACCES':
    case 'EPERM':
      return {
        path: given,
        code: 'no-access',
        message: 'no permission to read this: copy the log elsewhere or run with more rights',
      };
    case 'EBUSY':
      return {
        path: given,
        code: 'no-access',
        message: 'in use by another program: export it with wevtutil epl',
      };
    default:
      return { path: given, code: 'read-failed', message: `could not be read (${code})` };
  }
}

/** Node reads names as UTF-8 and puts a sign in place of other bytes, of arguments as of what lies in a folder: no such name exists. */
function notFound(given: string): string {
  if (given.includes('\ufffd'))
    return 'not found by this name, in which \ufffd stands for bytes that are not UTF-8: rename it, or give a log as standard input (-)';
  const what = /[*?[{]/.test(given) ? 'file or folder matches this pattern' : 'such file or folder';
  return `no ${what}: check the spelling`;
}
