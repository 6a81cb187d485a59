import { parentPort, workerData } from 'node:worker_threads';
import { createReaderMemory } from '../parsers/evtx/reader-memory.ts';
import type { DumpForm } from '../parsers/index.ts';
import type { CountRead } from './count-part.ts';
import type { DumpRead } from './dump-part.ts';
import type { LogPart } from './input/log-ranges.ts';
import type { CatalogRow } from './normalize/catalog-row.ts';
import type { Catalog } from './normalize/normalize.ts';
import type { PartRead } from './read-part.ts';

/** What a worker can be asked. */
export type ReadRequest =
  | { readonly kind: 'events'; readonly part: LogPart; readonly hash: boolean }
  | { readonly kind: 'count'; readonly part: LogPart }
  | { readonly kind: 'dump'; readonly part: LogPart; readonly form: DumpForm };

/** What it gives to each. */
export interface Answers {
  readonly events: PartRead;
  readonly count: CountRead;
  readonly dump: DumpRead;
}

export type Answer = Answers[ReadRequest['kind']];

/** How far it is, then all it read in one message. */
export type ReadAnswer =
  { readonly type: 'piece'; readonly bytes: number } | { readonly type: 'answer'; readonly answer: Answer };

/** Progress is told in steps of this size: a message costs more than reading a piece. */
const STEP = 4 * 1024 * 1024;

/** What one part taught is of use for the next. */
const memory = createReaderMemory();
let catalog: Catalog | undefined;

/** Each kind loads only what it needs. */
async function answerTo(request: ReadRequest, onPiece: (bytes: number) => void): Promise<Answer> {
  switch (request.kind) {
    case 'events': {
      const { createCatalog } = await import('./normalize/normalize.ts');
      const { readPart } = await import('./read-part.ts');
      return readPart(request.part, {
        hash: request.hash,
        catalog: (catalog ??= createCatalog(workerData as readonly CatalogRow[])),
        memory,
        onPiece,
      });
    }
    case 'count':
      return (await import('./count-part.ts')).countPart(request.part, memory);
    case 'dump':
      return (await import('./dump-part.ts')).collectPart(request.part, request.form, memory);
  }
}

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
