import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, openSync } from 'node:fs';
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
  /** Default: none; the output begins anew. */
  readonly state?: string;
  /** Default: none; lines go elsewhere and cannot be taken back. */
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
type Entry<State, Step> = { readonly at: number; readonly outBytes: number } & (
  { readonly type: 'state'; readonly state: State } | { readonly type: 'step'; readonly step: Step }
);

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
    let outBytes = entries.at(-1)?.outBytes ?? 0;
    const descriptor = output === undefined ? undefined : openSync(output, existsSync(output) ? 'r+' : 'w+');
    if (descriptor !== undefined) {
      // Where somebody took what was written away, what comes begins at the end of what is left.
      outBytes = Math.min(outBytes, fstatSync(descriptor).size);
      ftruncateSync(descriptor, outBytes);
    }
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
      note(step, isNews) {
        write({ type: 'step', at: Date.now(), outBytes, step }, (entry) => journal?.append(entry, isNews));
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
        write({ type: 'state', at: Date.now(), outBytes, state: next }, (entry) => journal?.replace(entry));
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
