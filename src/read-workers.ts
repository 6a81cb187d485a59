import { Worker } from 'node:worker_threads';
import type { CatalogRow } from './normalize/catalog-row.ts';
import type { Answer, Answers, ReadAnswer, ReadRequest } from './read-worker.ts';

/** Threads that read parts of logs. */
export interface ReadWorkers {
  /** Asks the next idle thread; requests wait in the order they came. */
  ask<R extends ReadRequest>(request: R, onPiece?: (bytes: number) => void): Promise<Answers[R['kind']]>;
  stop(): Promise<void>;
}

interface Order {
  readonly request: ReadRequest;
  readonly onPiece: (bytes: number) => void;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** What they read is used at once and forgotten: more room for the new only means more memory, not less time. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

/** Starts so many threads; `rows` are what pattern packs add to the catalog. */
export function startWorkers(count: number, rows: readonly CatalogRow[] = []): ReadWorkers {
  const waiting: Order[] = [];
  const file = new URL('./read-worker.js', import.meta.url);
  const workers = Array.from({ length: count }, () => new Worker(file, { resourceLimits, workerData: rows }));
  const idle = [...workers];
  const handOut = (): void => {
    while (idle.length > 0 && waiting.length > 0) {
      const [worker, order] = [idle.pop(), waiting.shift()];
      if (worker && order) give(worker, order);
    }
  };
  const give = (worker: Worker, { request, onPiece, resolve, reject }: Order): void => {
    worker.removeAllListeners();
    worker.on('error', (error) => {
      for (const one of [{ reject }, ...waiting.splice(0)]) one.reject(error);
    });
    worker.on('message', (answer: ReadAnswer) => {
      if (answer.type === 'piece') {
        onPiece(answer.bytes);
        return;
      }
      idle.push(worker);
      handOut();
      resolve(answer.answer);
    });
    worker.postMessage(request);
  };
  return {
    ask<R extends ReadRequest>(request: R, onPiece: (bytes: number) => void = () => {}) {
      const answer = new Promise<Answer>((resolve, reject) => {
        waiting.push({ request, onPiece, resolve, reject });
        handOut();
      }) as Promise<Answers[R['kind']]>;
      // A failure is met where the answer's turn comes; until then it is no unhandled one.
      answer.catch(() => {});
      return answer;
    },
    stop: async () => void (await Promise.all(workers.map((worker) => worker.terminate()))),
  };
}
