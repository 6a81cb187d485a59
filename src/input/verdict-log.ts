import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, fstatSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { openJournal, writeAll, type Journal } from './journal.ts';
import { takeLock } from './lock-file.ts';

/** A state or an output that cannot be used, in words. */
export class StateError extends Error {
  override readonly name = 'StateError';
}

/**
 * A file of lines that a run can go on with after it was killed at any moment: no line twice, none lost. What a step found
 * is written down before anything is made of it, and says how much of the output was there; so the lines of the last step
 * can always be made again.
 */
export interface VerdictLog<State, Step> {
  /** How the last run ended; undefined: there was none. */
  readonly earlier: SavedRun<State, Step> | undefined;
  /** The output had something that no run with this state wrote; new lines are added at its end. */
  readonly hasOthers: boolean;
  /** Writes down what was found; what is appended after it are its lines. */
  note(step: Step, isNews: boolean): void;
  /** Appends to the output, where there is one. */
  append(text: string): void;
  /** So many steps were noted that it is time to save the state in their place. */
  readonly isLong: boolean;
  /** Writes down all that is known, in place of the steps that led to it. */
  save(state: State): void;
  close(): void;
}

export interface VerdictLogPlaces {
  /** Default: none; what an earlier run wrote stays, and this one knows nothing of it. */
  readonly state?: string;
  /** Default: none; lines go elsewhere and cannot be taken back. What is in the file and not by this state's runs stays. */
  readonly output?: string;
}

/** What a run left: a state, and what it found since. */
interface SavedRun<State, Step> {
  readonly state?: State;
  readonly steps: readonly Step[];
  /** Milliseconds since it looked last, by the clock of this machine. */
  readonly away: number;
}

/** What the journal holds: a state at its beginning, unless the run was short, then steps. */
type Entry<State, Step> = { readonly at: number; readonly output: Written | undefined } & (
  { readonly type: 'state'; readonly state: State } | { readonly type: 'step'; readonly step: Step }
);

/** An output, and how much of it was there. */
interface Written {
  readonly path: string;
  readonly bytes: number;
}

/** With more to go through again, the next start would take long. */
const LONG_BYTES = 8 << 20;
const LONG_STEPS = 2000;

/**
 * Opens a log of verdicts. What the output holds beyond the last step noted is cut off: it will be said again, in the same
 * words. One run at a time has it. Throws a StateError.
 */
export function openVerdictLog<State, Step>({ state, output }: VerdictLogPlaces): VerdictLog<State, Step> {
  const unlock = state === undefined ? () => {} : lock(`${state}.lock`);
  try {
    const journal = state === undefined ? undefined : journalAt(state);
    const entries = (journal?.values ?? []) as readonly Entry<State, Step>[];
    const out = output === undefined ? undefined : openOutput(output, entries.at(-1)?.output);
    const descriptor = out?.descriptor;
    let outBytes = out?.bytes ?? 0;
    const written = (): Written | undefined => out && { path: out.path, bytes: outBytes };
    let isSynced = true;
    let steps = entries.length;
    let startBytes = 0;
    const write = (entry: Entry<State, Step>, put: (entry: Entry<State, Step>) => void): void => {
      // The order matters: what an entry counts must be on the disk before the entry says so.
      if (descriptor !== undefined && !isSynced) fsyncSync(descriptor);
      isSynced = true;
      put(entry);
      steps++;
    };
    return {
      earlier: savedRun(entries),
      hasOthers: out?.hasOthers === true,
      note(step, isNews) {
        const entry = { type: 'step', at: Date.now(), output: written(), step } as const;
        write(entry, (value) => journal?.append(value, isNews));
      },
      append(text) {
        if (descriptor === undefined) return;
        const bytes = Buffer.from(text);
        writeAll(descriptor, bytes, outBytes);
        outBytes += bytes.length;
        isSynced = false;
      },
      get isLong() {
        return journal !== undefined && (steps > LONG_STEPS || journal.bytes > 2 * startBytes + LONG_BYTES);
      },
      save(next) {
        const entry = { type: 'state', at: Date.now(), output: written(), state: next } as const;
        write(entry, (value) => journal?.replace(value));
        steps = 0;
        startBytes = journal?.bytes ?? 0;
      },
      close() {
        if (descriptor !== undefined) closeSync(descriptor);
        journal?.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

function savedRun<State, Step>(entries: readonly Entry<State, Step>[]): SavedRun<State, Step> | undefined {
  const last = entries.at(-1);
  if (!last) return undefined;
  const first = entries[0];
  const steps = entries.flatMap((entry) => (entry.type === 'step' ? [entry.step] : []));
  const away = Math.max(0, Date.now() - last.at);
  return { ...(first?.type === 'state' && { state: first.state }), steps, away };
}

interface Output extends Written {
  readonly descriptor: number;
  readonly hasOthers: boolean;
}

/**
 * Opens an output. What the last run wrote beyond `known` is cut off; anything else that is in the file was written by
 * somebody else, or before there was a state: it stays, and what comes is added to it.
 */
function openOutput(output: string, known: Written | undefined): Output {
  const path = resolve(output);
  const descriptor = openSync(path, existsSync(path) ? 'r+' : 'w+');
  const size = fstatSync(descriptor).size;
  // Where it is shorter, it was rotated or emptied meanwhile.
  if (known && known.path === path && known.bytes <= size) {
    ftruncateSync(descriptor, known.bytes);
    return { descriptor, path, bytes: known.bytes, hasOthers: false };
  }
  return { descriptor, path, bytes: wholeLines(descriptor, size), hasOthers: size > 0 };
}

/** The end of the last line; one that was not written to its end is ended. */
function wholeLines(descriptor: number, size: number): number {
  const last = Buffer.alloc(1);
  if (size === 0 || (readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] === 0x0a)) return size;
  writeAll(descriptor, Buffer.from('\n'), size);
  return size + 1;
}

function journalAt(path: string): Journal {
  const journal = openJournal(path);
  if (journal) return journal;
  throw new StateError(
    `'${path}' is no state of this version of the program; name another file, or remove it to begin anew`,
  );
}

/** Keeps a second run out. */
function lock(path: string): () => void {
  const taken = takeLock(path);
  if (typeof taken === 'number') throw new StateError(`'${path}': process ${taken} uses this state already`);
  return taken;
}
