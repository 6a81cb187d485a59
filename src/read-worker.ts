import { parentPort, workerData } from 'node:worker_threads';
import { createAnswerer, type Answer, type ReadRequest } from './answer-request.ts';
import type { CatalogRow } from './normalize/catalog-row.ts';

/** How far it is, then all it read in one message. */
export type ReadAnswer =
  { readonly type: 'piece'; readonly bytes: number } | { readonly type: 'answer'; readonly answer: Answer };

/** Progress is told in steps of this size: a message costs more than reading a piece. */
const STEP = 4 * 1024 * 1024;

const answerTo = createAnswerer(workerData as readonly CatalogRow[]);

async function answer(request: ReadRequest): Promise<void> {
  let untold = 0;
  const tell = (message: ReadAnswer, buffers: ArrayBuffer[] = []): void =>
    parentPort?.postMessage(message, buffers);
  const read = await answerTo(request, (bytes) => {
    untold += bytes;
    if (untold < STEP) return;
    tell({ type: 'piece', bytes: untold });
    untold = 0;
  });
  tell({ type: 'piece', bytes: untold });
  tell({ type: 'answer', answer: read }, 'buffers' in read ? read.buffers : []);
}

parentPort?.on('message', (request: ReadRequest) => void answer(request));
