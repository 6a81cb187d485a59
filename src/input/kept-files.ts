import { closeSync } from 'node:fs';

/** Files that stay open, so that what is written to them under another name is read; of too many, those that were still longest are closed. */
export interface KeptFiles {
  /** Keeps one open, or says that something came of it again. */
  keep(descriptor: number, onClosed: () => void): void;
  /** Closes one; who kept it is not told. */
  close(descriptor: number): void;
}

/** Systems that are set up sparingly give a program 1024 in all. */
const MOST_OPEN = 256;

/** Makes a keeper of open files. */
export function createKeptFiles(most: number = MOST_OPEN): KeptFiles {
  const kept = new Map<number, () => void>();
  const close = (descriptor: number): void => {
    kept.delete(descriptor);
    closeSync(descriptor);
  };
  return {
    keep(descriptor, onClosed) {
      kept.delete(descriptor);
      kept.set(descriptor, onClosed);
      const [stillest] = kept;
      if (kept.size <= most || !stillest) return;
      close(stillest[0]);
      stillest[1]();
    },
    close,
  };
}
