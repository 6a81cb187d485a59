import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';

/** A file that begins like JSON: no event log does. */
export type SavedJson = { readonly value: unknown } | { readonly fault: string };

/** Enough to see past a byte order mark and blank lines. */
const HEAD = 64;

/** Reads a file that holds JSON, as its content says, not its name; undefined where it is something else. */
export function readSavedJson(file: string): SavedJson | undefined {
  try {
    if (!statSync(file).isFile() || !beginsLikeJson(file)) return undefined;
    return { value: JSON.parse(decode(readFileSync(file)).replace(/^\ufeff/, '')) as unknown };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    // What cannot be opened is told by who reads logs.
    if (code !== undefined && code !== 'ERR_STRING_TOO_LONG') return undefined;
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function beginsLikeJson(file: string): boolean {
  const head = Buffer.alloc(HEAD);
  const descriptor = openSync(file, 'r');
  try {
    const length = readSync(descriptor, head, 0, HEAD, 0);
    return /^\ufeff?\s*\{/.test(decode(head.subarray(0, length)));
  } finally {
    closeSync(descriptor);
  }
}

/** Windows PowerShell's `>` writes UTF-16. */
const decode = (bytes: Buffer): string =>
  bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString('utf16le') : bytes.toString('utf8');
