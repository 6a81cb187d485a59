import { HEAD_LENGTH } from './log-kind.ts';

/** What can be read once, after its first bytes were looked at. */
export interface Peeked {
  readonly head: Uint8Array;
  /** All of it, from its beginning. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** For who wants no more of it. */
  readonly drop: () => Promise<void>;
}

/** Looks at the first bytes. */
export async function peek(source: AsyncIterable<Uint8Array>): Promise<Peeked> {
  const rest = source[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  for (let length = 0; length < HEAD_LENGTH;) {
    const next = await rest.next();
    if (next.done === true) break;
    taken.push(Uint8Array.from(next.value));
    length += next.value.length;
  }
  return {
    head: Buffer.concat(taken).subarray(0, HEAD_LENGTH),
    pieces: joined(taken, rest),
    drop: async () => void (await rest.return?.()),
  };
}

async function* joined(
  taken: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* taken;
  yield* { [Symbol.asyncIterator]: () => rest };
}
