import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { isJsonLog } from './json-logs.ts';

/** A path that gave nothing, and what can be done about it. */
export interface InputFault {
  readonly path: string;
  readonly code: 'not-found' | 'no-access' | 'no-logs' | 'not-a-file' | 'read-failed';
  readonly message: string;
}

export interface FoundLogs {
  readonly files: readonly string[];
  readonly faults: readonly InputFault[];
}

/** Standard input, by the name it has on every command line. */
export const STDIN = '-';

const logEnding = /\.(evtx|xml)$/i;

/** Turns what the person named into files: a folder stands for every log below it, in the order of their names. */
export function findLogs(paths: readonly string[]): FoundLogs {
  const files: string[] = [];
  const faults: InputFault[] = [];
  for (const given of paths) {
    if (given === STDIN) {
      files.push(given);
      continue;
    }
    try {
      const stat = statSync(given);
      if (stat.isDirectory()) {
        const logs = logsBelow(given, faults);
        if (logs.length === 0) faults.push(noLogs(given));
        files.push(...logs);
      } else if (stat.isFile() || stat.isFIFO()) {
        files.push(given);
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
  return { files: [...new Set(files)], faults };
}

function logsBelow(folder: string, faults: InputFault[]): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const full = path.join(folder, entry.name);
        if (entry.isDirectory()) return logsBelow(full, faults);
        return entry.isFile() && (logEnding.test(entry.name) || isJsonLog(full)) ? [full] : [];
      });
  } catch (error) {
    faults.push(faultOf(folder, error));
    return [];
  }
}

const noLogs = (folder: string): InputFault => ({
  path: folder,
  code: 'no-logs',
  message:
    'no .evtx or .xml file and no events as JSON below this folder: export or unpack the logs there first',
});

/** Says in words what the system answered. */
export function faultOf(given: string, error: unknown): InputFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { path: given, code: 'not-found', message: 'no such file or folder: check the spelling' };
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
      return { path: given, code: 'read-failed', message: `could not be read (${code || 'unknown error'})` };
  }
}
