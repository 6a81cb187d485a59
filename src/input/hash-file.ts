import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** The SHA-256 of a file, for one that nobody reads from its beginning to its end. */
export const hashFile = async (file: string): Promise<string> => hashPieces(createReadStream(file));

/** The SHA-256 of what comes in pieces. */
export async function hashPieces(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const digest = createHash('sha256');
  for await (const piece of pieces) digest.update(piece);
  return digest.digest('hex');
}
