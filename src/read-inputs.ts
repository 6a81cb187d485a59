import { Worker } from 'node:worker_threads';
import { STDIN } from './input/find-logs.ts';
import type { Catalog } from './normalize/normalize.ts';
import { readInput, type InputRead } from './read-input.ts';
import type { ReadAnswer, ReadRequest } from './read-worker.ts';

export interface ReadInputsOptions {
  readonly hash: boolean;
  /** Inputs read at the same time; with 1 everything happens in this thread. */
  readonly threads: number;
  readonly catalog: Catalog;
  readonly onPiece: (file: string, bytes: number) => void;
}

type FileRead = readonly [file: string, read: InputRead];

/** Reads inputs and gives them in the order of their names, whichever was read first. */
export async function* readInputs(
  files: readonly string[],
  { hash, threads, catalog, onPiece }: ReadInputsOptions,
): AsyncGenerator<FileRead> {
  const here = (file: string): Promise<InputRead> =>
    readInput(file, hash, catalog, (bytes) => onPiece(file, bytes));
  const shared = files.filter((file) => file !== STDIN);
  const count = Math.min(threads, shared.length);
  if (count < 2) {
    for (const file of files) yield [file, await here(file)];
    return;
  }
  const workers = Array.from({ length: count }, () => startWorker(onPiece));
  try {
    const reads = share(shared, workers, hash);
    for (const file of files) yield [file, await (reads.get(file) ?? here(file))];
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
  }
}

/** Hands out the files in order; each worker takes the next one when it is done with the last. */
function share(
  files: readonly string[],
  workers: readonly ReadWorker[],
  hash: boolean,
): Map<string, Promise<InputRead>> {
  const idle = [...workers];
  const waiting: ((worker: ReadWorker) => void)[] = [];
  const take = async (): Promise<ReadWorker> =>
    idle.pop() ?? new Promise((resolve) => void waiting.push(resolve));
  const give = (worker: ReadWorker): void => {
    const next = waiting.shift();
    if (next) next(worker);
    else idle.push(worker);
  };
  const read = async (file: string): Promise<InputRead> => {
    const worker = await take();
    const done = await worker.read({ file, hash });
    give(worker);
    return done;
  };
  const reads = new Map(files.map((file) => [file, read(file)]));
  // A failure is met where the file's turn comes; until then it is no unhandled one.
  for (const one of reads.values()) one.catch(() => {});
  return reads;
}

interface ReadWorker {
  read(request: ReadRequest): Promise<InputRead>;
  stop(): Promise<unknown>;
}

function startWorker(onPiece: (file: string, bytes: number) => void): ReadWorker {
  const worker = new Worker(new URL('./read-worker.js', import.meta.url));
  return {
    read: (request) =>
      new Promise((resolve, reject) => {
        worker.removeAllListeners();
        worker.on('error', reject);
        worker.on('message', (answer: ReadAnswer) => {
          if (answer.type === 'read') resolve(answer.read);
          else onPiece(request.file, answer.bytes);
        });
        worker.postMessage(request);
      }),
    stop: () => worker.terminate(),
  };
}
