import type { EndSignal } from './end-signal.ts';
import { execFile } from 'node:child_process';

/** What came of a program that ran. */
export interface ProcessResult {
  /** Its exit code: on Windows a 32-bit number, often a Win32 error. -1: it could not be started, or was stopped. */
  readonly code: number;
  /** In whatever encoding it writes. */
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
}

/** Runs a program to its end; never rejects. Tests give one of their own. */
export type RunProcess = (
  file: string,
  args: readonly string[],
  options?: { readonly timeoutMs?: number; readonly signal?: EndSignal },
) => Promise<ProcessResult>;

/** More output than this ends the program, in bytes. */
const MOST_OUTPUT = 64 * 1024 * 1024;

/** Runs a program without a shell and without a window. */
export const runProcess: RunProcess = (file, args, { timeoutMs = 60_000, signal } = {}) =>
  new Promise((resolve) => {
    const options = {
      encoding: 'buffer',
      maxBuffer: MOST_OUTPUT,
      timeout: timeoutMs,
      windowsHide: true,
      ...(signal && { signal }),
    } as const;
    execFile(file, args, options, (error, stdout, stderr) => {
      resolve({
        code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1,
        stdout,
        stderr,
      });
    });
  });
