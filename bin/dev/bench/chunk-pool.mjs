// The raw material of the inputs: every chunk of the corpus that is whole, has a record of its own to give, and can
// be renewed.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { CHUNK_HEADER, CHUNK_SIZE, FILE_HEADER, walkChunk } from './chunk-walk.mjs';
import { fileHeader } from './renew-chunk.mjs';

/** Reads the corpus in one fixed order. A chunk with a record that another chunk has too is left out. */
export function readPool(corpus, { createLogReader, wants, platform }) {
  const seen = new Set();
  const pool = { chunks: [], refused: 0, hash: '' };
  const hash = createHash('sha256');
  for (const file of logFiles(corpus)) {
    const bytes = readFileSync(join(corpus, file));
    for (let at = FILE_HEADER; at + CHUNK_SIZE <= bytes.length; at += CHUNK_SIZE) {
      const chunk = bytes.subarray(at, at + CHUNK_SIZE);
      if (chunk.toString('latin1', 0, 8) !== 'ElfChnk\0') continue;
      const described = describe(chunk, { createLogReader, wants, platform });
      if (described === undefined || described.heads.some((head) => seen.has(keyOf(head)))) {
        pool.refused += 1;
        continue;
      }
      for (const head of described.heads) seen.add(keyOf(head));
      hash.update(chunk);
      pool.chunks.push({ file, bytes: chunk, ...described });
    }
  }
  pool.hash = hash.digest('hex');
  return pool;
}

function logFiles(corpus) {
  const names = readdirSync(corpus, { recursive: true }).filter((name) => name.endsWith('.evtx'));
  return names.map((name) => name.replaceAll('\\', '/')).sort((a, b) => (a < b ? -1 : 1));
}

const keyOf = ({ computer, channel, recordId }) => `${computer}\n${channel}\n${recordId}`;

/** Who wrote each record, how many are wanted and where they stand; undefined when the chunk is of no use. */
function describe(chunk, { createLogReader, wants, platform }) {
  if (!hasValidChecksums(chunk)) return undefined;
  const records = walkChunk(chunk);
  if (records === undefined || records.length === 0) return undefined;
  const heads = [];
  let wanted = 0;
  const reader = createLogReader({
    platform,
    want: (provider, eventId) => wants(provider, eventId),
    observe: (computer, channel, recordId, time) => heads.push({ computer, channel, recordId, time }),
  });
  for (const bytes of [fileHeader(1, 1), chunk]) {
    for (const item of reader.feed(bytes)) {
      if (item.type === 'problem') return undefined;
      item.event.fields();
      wanted += 1;
    }
  }
  return heads.length === records.length ? { records, heads, wanted } : undefined;
}

function hasValidChecksums(chunk) {
  const freeSpace = chunk.readUInt32LE(48);
  if (freeSpace <= CHUNK_HEADER || freeSpace > CHUNK_SIZE) return false;
  const header = crc32(chunk.subarray(128, CHUNK_HEADER), crc32(chunk.subarray(0, 120)));
  if (header !== chunk.readUInt32LE(124)) return false;
  return crc32(chunk.subarray(CHUNK_HEADER, freeSpace)) === chunk.readUInt32LE(52);
}
