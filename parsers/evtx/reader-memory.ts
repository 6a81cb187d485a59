import { createTemplateCache, type TemplateCache } from './template-cache.ts';
import { createTextPool, type TextPool } from './text-pool.ts';

/** Texts kept to be shared; a log has some hundred, a forged one must not fill the memory. */
const MAX_SHARED = 10_000;

/**
 * What a reader keeps from chunk to chunk to be faster. Readers that work one after another may share it: whatever is in
 * it is believed only when all of its bytes are met again.
 */
export interface ReaderMemory {
  readonly templates: TemplateCache;
  readonly texts: TextPool;
  /** Gives one and the same string object for equal texts, so that comparing them later is cheap. */
  readonly intern: (text: string) => string;
}

/** Makes an empty one. */
export function createReaderMemory(): ReaderMemory {
  const shared = new Map<string, string>();
  const intern = (text: string): string => {
    const known = shared.get(text);
    if (known !== undefined) return known;
    if (shared.size >= MAX_SHARED) shared.clear();
    shared.set(text, text);
    return text;
  };
  return { templates: createTemplateCache(), texts: createTextPool(intern), intern };
}
