import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { checkDump } from './check-dump.ts';
import { checkEvtx } from './check-evtx.ts';
import { checkAny, checkClixml, checkJson, checkTable, checkXml } from './check-text.ts';

const FOLDER = 'test/fuzz/regressions';

/** What is fed: the reader of binary logs, what writes them out, the readers of texts, and the one that finds out which. */
export type Reader = 'evtx' | 'dump' | 'xml' | 'json' | 'table' | 'clixml' | 'any';

/** An input that once broke a reader, as the bytes that are not zero. */
interface Regression {
  readonly reader: Reader;
  /** What was wrong when it was found. */
  readonly found: string;
  readonly length: number;
  readonly parts: readonly (readonly [offset: number, hex: string])[];
}

export const CHECKS: Readonly<Record<Reader, (bytes: Uint8Array) => string | undefined>> = {
  evtx: checkEvtx,
  dump: checkDump,
  xml: checkXml,
  json: checkJson,
  table: checkTable,
  clixml: checkClixml,
  any: checkAny,
};

/** Lists the kept inputs by file name. */
export function regressions(): readonly { readonly file: string; readonly kept: Regression }[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  return files.map((file) => ({
    file,
    kept: JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as Regression,
  }));
}

export function bytesOf({ length, parts }: Regression): Uint8Array {
  const bytes = new Uint8Array(length);
  for (const [offset, hex] of parts) bytes.set(Buffer.from(hex, 'hex'), offset);
  return bytes;
}

/** Keeps a finding, made as small as it goes, and returns its file. */
export function keep(reader: Reader, bytes: Uint8Array, name: string): string {
  const small = minimise(bytes, (candidate) => sort(CHECKS[reader](candidate)));
  const found = CHECKS[reader](small) ?? '';
  const kept: Regression = { reader, found, length: small.length, parts: partsOf(small) };
  mkdirSync(FOLDER, { recursive: true });
  const file = `${FOLDER}/${reader}-${name}.json`;
  writeFileSync(file, `${JSON.stringify(kept, undefined, 2)}\n`);
  return file;
}

/** The sort of a finding: numbers and places in it vary while it is made smaller. */
function sort(found: string | undefined): string | undefined {
  return found?.replaceAll(/\d+/g, '0').slice(0, 60);
}

/** A finding that takes long to check is kept as far as this time brings it. */
const MINIMISE_MS = 90_000;

/** Empties ever smaller ranges of the input while it stays a finding of its sort: nothing of a real log remains. */
function minimise(bytes: Uint8Array, sortOf: (bytes: Uint8Array) => string | undefined): Uint8Array {
  const wanted = sortOf(bytes);
  const until = performance.now() + MINIMISE_MS;
  let best = bytes;
  for (let size = 32_768; size >= 1; size = size >> 2) {
    for (let at = 0; at < best.length && performance.now() < until; at += size) {
      if (best.subarray(at, at + size).every((byte) => byte === 0)) continue;
      const candidate = Uint8Array.from(best);
      candidate.fill(0, at, at + size);
      if (sortOf(candidate) === wanted) best = candidate;
    }
  }
  return best;
}

function partsOf(bytes: Uint8Array): [number, string][] {
  const parts: [number, string][] = [];
  for (let at = 0; at < bytes.length; at += 32) {
    const line = bytes.subarray(at, at + 32);
    if (line.some((byte) => byte !== 0)) parts.push([at, Buffer.from(line).toString('hex')]);
  }
  return parts;
}
