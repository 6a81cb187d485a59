import { Worker } from 'node:worker_threads';
import { createAnswerer, type Answer, type Answers, type ReadRequest } from './answer-request.ts';
import type { CatalogRow } from './normalize/catalog-row.ts';
import type { ReadAnswer } from './read-worker.ts';

/** Threads that read parts of logs. */
export interface ReadWorkers {
  /**
   * Asks the next idle thread; requests wait in the order they came. Gives what to call when the turn of the answer comes:
   * a part whose thread died, or for which none is left, is read then and in this thread.
   */
  ask<R extends ReadRequest>(
    request: R,
    onPiece?: (bytes: number) => void,
  ): () => Promise<Answers[R['kind']]>;
  stop(): Promise<void>;
}

/** A thread had no memory left to read a part. This one can have no more than that: to try here would end the program. */
class ThreadOutOfMemory extends Error {
  override readonly name = 'ThreadOutOfMemory';
}

interface Order {
  readonly request: ReadRequest;
  readonly onPiece: (bytes: number) => void;
  /** undefined: no thread answers it. */
  readonly resolve: (answer: Answer | ThreadOutOfMemory | undefined) => void;
}

/** What they read is used at once and forgotten: more room for the new only means more memory, not less time. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

/** Starts so many threads; `rows` are what pattern packs add to the catalog. */
export function startWorkers(count: number, rows: readonly CatalogRow[] = []): ReadWorkers {
  const waiting: Order[] = [];
  const living = new Set<Worker>();
  const given = new Map<Worker, Order>();
  const file = new URL('./read-worker.js', import.meta.url);
  const start = (): Worker => {
    const worker = new Worker(file, { resourceLimits, workerData: rows });
    let isOutOfMemory = false;
    worker.on('error', (error: NodeJS.ErrnoException) => {
      isOutOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    });
    // Nothing more would be heard of that request.
    worker.on('messageerror', () => void worker.terminate());
    worker.on('exit', () => bury(worker, isOutOfMemory));
    worker.on('message', (message: ReadAnswer) => take(worker, message));
    return worker;
  };
  const take = (worker: Worker, message: ReadAnswer): void => {
    const order = given.get(worker);
    if (message.type === 'piece') {
      order?.onPiece(message.bytes);
      return;
    }
    given.delete(worker);
    handOut();
    order?.resolve(message.answer);
  };
  /** However it ended: an exit is always heard, and after all that it sent. */
  const bury = (worker: Worker, isOutOfMemory: boolean): void => {
    living.delete(worker);
    const order = given.get(worker);
    given.delete(worker);
    order?.resolve(isOutOfMemory ? outOfMemory(order.request) : undefined);
    handOut();
  };
  const handOut = (): void => {
    for (const worker of living) {
      if (given.has(worker)) continue;
      const order = waiting.shift();
      if (!order) return;
      given.set(worker, order);
      worker.postMessage(order.request);
    }
    if (living.size === 0) for (const { resolve } of waiting.splice(0)) resolve(undefined);
  };
  try {
    while (living.size < count) living.add(start());
  } catch {
    // The system gives no more threads.
  }
  let answerHere: ReturnType<typeof createAnswerer> | undefined;
  return {
    ask<R extends ReadRequest>(request: R, onPiece: (bytes: number) => void = () => {}) {
      const answered = new Promise<Answer | ThreadOutOfMemory | undefined>((resolve) => {
        waiting.push({ request, onPiece, resolve });
        handOut();
      });
      return async () => {
        const answer = await answered;
        if (answer instanceof ThreadOutOfMemory) throw answer;
        answerHere ??= createAnswerer(rows);
        return (answer ?? (await answerHere(request, onPiece))) as Answers[R['kind']];
      };
    },
    stop: async () => void (await Promise.all([...living].map((worker) => worker.terminate()))),
  };
}

const outOfMemory = ({ part }: ReadRequest): ThreadOutOfMemory =>
  new ThreadOutOfMemory(
    `${part.file}: a thread ran out of memory while it read this. With --threads 1 less is held at a time`,
  );
