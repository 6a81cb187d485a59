// The inputs of the bench: real chunks, as many as asked for, no record twice.
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readPool } from './chunk-pool.mjs';
import { CHUNK_SIZE, FILE_HEADER } from './chunk-walk.mjs';
import { chooseAll, chooseMixed } from './choose-chunks.mjs';
import { fileHeader, renewChunk } from './renew-chunk.mjs';
import { verifyInput } from './verify-input.mjs';

export const benchFolder = join(tmpdir(), 'rdpwhy-bench');
const DAY = 86_400_000_000;
/** Uses of a chunk lie this far apart at most: some logs span years, and dates must stay within reach. */
const MAX_SHIFT_DAYS = 400;
const SOURCES = ['chunk-walk', 'chunk-pool', 'choose-chunks', 'renew-chunk', 'build-input'];

/** libevtx gives up on attributes with entity references, which only these logs have. */
const isPlain = ({ file }) => !file.includes('CAPI2');
/**
 * mixed: what real logs are like, 3-5 % of the records wanted. plain: the same without the logs that a peer cannot
 * read. corpus: the corpus over and over, most of it about Remote Desktop.
 */
const KINDS = {
  mixed: (pool) => chooseMixed(pool),
  plain: (pool) => chooseMixed(pool.filter(isPlain)),
  corpus: (pool) => chooseAll(pool),
};

/** Prepares to build inputs from a corpus, which is read when the first input is asked for. */
export function createInputBuilder(corpus, product, { evtxDump, folder = benchFolder, fresh = false } = {}) {
  let pool;
  return {
    /** Builds the input, or finds it built before; throws when it does not read back as it was meant. */
    async build(kind, size) {
      pool ??= readPool(corpus, product);
      const path = join(folder, `${kind}-${size}-${fingerprint(pool)}.evtx`);
      const known = `${path}.json`;
      const isKnown = !fresh && existsSync(path) && existsSync(known);
      const input = isKnown
        ? JSON.parse(readFileSync(known, 'utf8'))
        : writeInput(path, pool.chunks, kind, size);
      if (!isKnown || (input.readers.evtxDump === undefined && evtxDump !== undefined)) {
        input.readers = await verifyInput(input, product, evtxDump);
        writeFileSync(known, JSON.stringify(input, undefined, 2));
      }
      return input;
    },
  };
}

/** The same corpus, the same wishes and the same builder give the same bytes. */
function fingerprint({ hash, chunks }) {
  const digest = createHash('sha256').update(hash);
  digest.update(chunks.map(({ wanted }) => wanted).join());
  for (const name of SOURCES) digest.update(readFileSync(new URL(`${name}.mjs`, import.meta.url)));
  return digest.digest('hex').slice(0, 12);
}

function writeInput(path, pool, kind, size) {
  mkdirSync(dirname(path), { recursive: true });
  const count = Math.max(1, Math.floor((size - FILE_HEADER) / CHUNK_SIZE));
  const shifts = shiftsOf(pool);
  const lastIds = new Map();
  const nextRecordId = ({ computer, channel }) => {
    const log = `${computer}\n${channel}`;
    lastIds.set(log, (lastIds.get(log) ?? 0) + 1);
    return lastIds.get(log);
  };
  const distinct = new Set();
  const total = { records: 0, wanted: 0 };
  const digest = createHash('sha256');
  const choices = KINDS[kind](pool);
  const partial = `${path}.${process.pid}`;
  const file = openSync(partial, 'w');
  const write = (bytes) => {
    digest.update(bytes);
    writeSync(file, bytes);
  };
  const chosen = Array.from({ length: count }, () => choices.next().value);
  const records = chosen.reduce((sum, { chunk }) => sum + chunk.records.length, 0);
  write(fileHeader(count, records + 1));
  for (const { chunk, round } of chosen) {
    const shift = round * shifts.get(chunk.heads[0].computer);
    write(renewChunk(chunk, { round, firstId: total.records + 1, shift, nextRecordId }));
    distinct.add(chunk);
    total.records += chunk.records.length;
    total.wanted += chunk.wanted;
  }
  closeSync(file);
  renameSync(partial, path);
  const bytes = FILE_HEADER + count * CHUNK_SIZE;
  const share = total.wanted / total.records;
  const shape = { chunks: count, distinctChunks: distinct.size, ...total, share };
  return { path, kind, size, bytes, ...shape, sha256: digest.digest('hex'), readers: {} };
}

/** How far apart the uses of a computer's chunks lie: its logs do not run into their copies. */
function shiftsOf(chunks) {
  const spans = new Map();
  for (const { heads } of chunks) {
    for (const { computer, time } of heads) {
      const [first, last] = spans.get(computer) ?? [time, time];
      spans.set(computer, [Math.min(first, time), Math.max(last, time)]);
    }
  }
  const days = ([first, last]) => Math.min(MAX_SHIFT_DAYS, Math.ceil((last - first) / DAY) + 1);
  return new Map([...spans].map(([computer, span]) => [computer, days(span) * DAY]));
}
