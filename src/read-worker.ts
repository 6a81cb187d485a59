import { parentPort } from 'node:worker_threads';
import { createCatalog } from './normalize/normalize.ts';
import { readInput, type InputRead } from './read-input.ts';

/** What a worker is asked: to read one input. */
export interface ReadRequest {
  readonly file: string;
  readonly hash: boolean;
}

/** What it answers: how far it is, then all it read in one message. */
export type ReadAnswer =
  { readonly type: 'piece'; readonly bytes: number } | { readonly type: 'read'; readonly read: InputRead };

/** Progress is told in steps of this size: a message costs more than reading a piece. */
const STEP = 16 * 1024 * 1024;

const catalog = createCatalog();

async function answer({ file, hash }: ReadRequest): Promise<void> {
  let untold = 0;
  const tell = (message: ReadAnswer): void => parentPort?.postMessage(message);
  const read = await readInput(file, hash, catalog, (bytes) => {
    untold += bytes;
    if (untold < STEP) return;
    tell({ type: 'piece', bytes: untold });
    untold = 0;
  });
  tell({ type: 'piece', bytes: untold });
  tell({ type: 'read', read });
}

parentPort?.on('message', (request: ReadRequest) => void answer(request));
