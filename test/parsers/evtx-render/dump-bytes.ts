import { createDumpWriter, type DumpForm } from '../../../parsers/evtx/render/dump-writer.ts';
import { createEvtxReader } from '../../../parsers/evtx/evtx-reader.ts';
import { PLATFORM } from '../evtx/corpus.ts';

/** A dump, and how it came about. */
export interface Dumped {
  readonly text: string;
  /** Its lines, without what stands before and after all events. */
  readonly lines: readonly string[];
  readonly problems: readonly string[];
  /** Records that were left to the slow way. */
  readonly refused: number;
}

/** Writes a log in one form: straight from its bytes, or `slow`, each record by way of its event. */
export function dumpBytes(bytes: Uint8Array, form: DumpForm, way: 'fast' | 'slow' = 'fast'): Dumped {
  const { out, head, tail, take, event, refused } = createDumpWriter(form);
  const reader = createEvtxReader({ platform: PLATFORM, ...(way === 'fast' ? { take } : {}) });
  const problems: string[] = [];
  const pieces: Buffer[] = [];
  for (const items of [reader.feed(bytes), reader.end()]) {
    for (const item of items) {
      if (item.type === 'event') event(item.event);
      else problems.push(JSON.stringify(item.problem));
      // Like the program, now and then: what is in the buffer is taken and the buffer used again.
      if (out.length > 100_000) {
        pieces.push(Buffer.from(out.bytes.slice(0, out.length)));
        out.length = 0;
      }
    }
  }
  pieces.push(Buffer.from(out.bytes.slice(0, out.length)));
  const body = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  const lines = body === '' ? [] : body.slice(0, -1).split('\n');
  return { text: head + body + tail, lines, problems: problems.toSorted(), refused: refused() };
}
