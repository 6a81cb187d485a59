import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** A state or an output that cannot be used, in words. */
export class StateError extends Error {
  override readonly name = 'StateError';
}

/** A file of lines that a run can go on with after it was killed at any moment: no line twice, none lost. */
export interface VerdictLog<State> {
  /** What the last run had saved. */
  readonly saved: State | undefined;
  /** Appends to the output, where there is one. */
  append(text: string): void;
  /** Makes what was appended last; what is appended after it and not committed is written anew by the next run. */
  commit(state: State): void;
  close(): void;
}

export interface VerdictLogPlaces {
  /** Default: none; the output begins anew. */
  readonly state?: string;
  /** Default: none; lines go elsewhere and cannot be taken back. */
  readonly output?: string;
}

interface StateFile<State> {
  readonly version: 1;
  readonly outBytes: number;
  readonly state: State;
}

/**
 * Opens a log of verdicts. What the output holds beyond the saved state is cut off: it will be said again, in the same
 * words. One run at a time has it. Throws a StateError.
 */
export function openVerdictLog<State>({ state, output }: VerdictLogPlaces): VerdictLog<State> {
  const unlock = state === undefined ? () => {} : lock(`${state}.lock`);
  try {
    const file = state === undefined ? undefined : readState<State>(state);
    let outBytes = file?.outBytes ?? 0;
    const descriptor = output === undefined ? undefined : openOutput(output, outBytes);
    return {
      saved: file?.state,
      append(text) {
        if (descriptor === undefined) return;
        const bytes = Buffer.from(text);
        for (let done = 0; done < bytes.length;)
          done += writeSync(descriptor, bytes, done, bytes.length - done, outBytes + done);
        outBytes += bytes.length;
      },
      commit(next) {
        // The order matters: what the state counts must be on the disk before the state says so.
        if (descriptor !== undefined) fsyncSync(descriptor);
        if (state === undefined) return;
        replaceFile(state, JSON.stringify({ version: 1, outBytes, state: next } satisfies StateFile<State>));
      },
      close() {
        if (descriptor !== undefined) closeSync(descriptor);
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

function openOutput(output: string, outBytes: number): number {
  const descriptor = openSync(output, existsSync(output) ? 'r+' : 'w+');
  ftruncateSync(descriptor, outBytes);
  return descriptor;
}

function readState<State>(path: string): StateFile<State> | undefined {
  if (!existsSync(path)) return undefined;
  const file = parse(readFileSync(path, 'utf8'));
  if (isState<State>(file)) return file;
  throw new StateError(
    `'${path}' is no state of this program; name another file, or remove it to begin anew`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isState = <State>(file: unknown): file is StateFile<State> =>
  typeof file === 'object' &&
  file !== null &&
  'version' in file &&
  file.version === 1 &&
  'outBytes' in file &&
  'state' in file;

/** Either the old content or the new one is there, whenever the machine stops. */
function replaceFile(path: string, text: string): void {
  const temporary = `${path}.new`;
  const descriptor = openSync(temporary, 'w');
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, path);
  syncFolder(dirname(path));
}

/** Makes the renaming last. Windows has no such call for folders and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Keeps a second run out; a lock whose owner is gone is taken over. */
function lock(path: string): () => void {
  for (let tries = 0; tries < 2; tries++) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const owner = Number(readFileSync(path, 'utf8'));
      if (isAlive(owner)) throw new StateError(`'${path}': process ${owner} uses this state already`);
      rmSync(path, { force: true });
    }
  }
  throw new StateError(`'${path}' cannot be taken`);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
