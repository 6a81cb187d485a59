import { HEAD_LENGTH } from './log-kind.ts';

/** What can be read once, after its first bytes were looked at. */
export interface Peeked {
  readonly head: Uint8Array;
  /** All of it, from its beginning, up to where it fails. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** For who wants no more of it. */
  readonly drop: () => Promise<void>;
}

/** Looks at the first bytes; throws where there is not one before it fails. */
export async function peek(source: AsyncIterable<Uint8Array>): Promise<Peeked> {
  const rest = source[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  const end: { fault?: unknown } = {};
  for (let length = 0; length < HEAD_LENGTH;) {
    try {
      const next = await rest.next();
      if (next.done === true) break;
      taken.push(Uint8Array.from(next.value));
      length += next.value.length;
    } catch (fault) {
      if (taken.length === 0) throw fault;
      end.fault = fault;
      break;
    }
  }
  return {
    head: Buffer.concat(taken).subarray(0, HEAD_LENGTH),
    pieces: joined(taken, rest, end),
    drop: async () => void (await rest.return?.()),
  };
}

async function* joined(
  taken: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
  end: { readonly fault?: unknown },
): AsyncGenerator<Uint8Array> {
  yield* taken;
  if (end.fault !== undefined) throw end.fault;
  yield* { [Symbol.asyncIterator]: () => rest };
}
