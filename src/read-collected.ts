import { MOST_MANIFEST, type Collected } from './collect/manifest.ts';
import { readCollected, TOO_LARGE } from './collect/read-collected.ts';
import { faultOf } from './input/find-logs.ts';
import type { FoundLog } from './input/found-log.ts';
import { readPieces, sizeOf } from './input/read-pieces.ts';
import type { Pipeline } from './pipeline.ts';

/** Gives the pipeline what the collector wrote of a machine; comes before the machine's logs. */
export async function addCollected(pipeline: Pipeline, log: FoundLog): Promise<void> {
  const read = await readOne(log);
  const input = pipeline.open({ path: log.file });
  if (typeof read === 'string') input.problem({ code: 'bad-collect-manifest', message: read });
  else pipeline.collected(log.file, read);
  input.end({
    format: 'rdpwhy-collect',
    bytes: sizeOf(log),
    state: typeof read === 'string' ? 'damaged' : 'clean',
  });
}

async function readOne(log: FoundLog): Promise<Collected | string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for await (const piece of readPieces(log)) {
      bytes += piece.length;
      if (bytes > MOST_MANIFEST) return TOO_LARGE;
      text += decoder.decode(piece, { stream: true });
    }
  } catch (error) {
    return faultOf(log.file, error).message;
  }
  return readCollected(text + decoder.decode());
}
