// Reads a built input back, with our reader and with another's: a bench on a broken log measures nothing.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readSync } from 'node:fs';
import { CHUNK_SIZE, FILE_HEADER } from './chunk-walk.mjs';

/** Gives the number of records each reader found; throws when one of them disagrees with the builder. */
export async function verifyInput(input, product, evtxDump) {
  const readers = { rdpwhy: countRecords(input, product) };
  if (evtxDump !== undefined) readers.evtxDump = await countLines(evtxDump, input.path);
  for (const [reader, records] of Object.entries(readers)) {
    if (records === input.records) continue;
    throw new Error(`${input.path}: ${input.records} records were written, ${reader} reads ${records}`);
  }
  return readers;
}

function countRecords({ path, wanted }, { createLogReader, wants, platform }) {
  const reader = createLogReader({ want: wants, platform });
  let found = 0;
  const take = (items) => {
    for (const item of items) {
      if (item.type === 'problem')
        throw new Error(`${path}: ${item.problem.reading}: ${item.problem.detail}`);
      item.event.fields();
      found += 1;
    }
  };
  for (const piece of pieces(path)) take(reader.feed(piece));
  take(reader.end());
  if (found !== wanted) throw new Error(`${path}: ${wanted} wanted records were written, ${found} are read`);
  return reader.status().records;
}

/** The header and then chunk by chunk, in one buffer. */
export function* pieces(path) {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(CHUNK_SIZE);
    for (let size = FILE_HEADER; ; size = CHUNK_SIZE) {
      const read = readSync(file, buffer, 0, size, null);
      if (read === 0) return;
      yield buffer.subarray(0, read);
    }
  } finally {
    closeSync(file);
  }
}

/** One line of JSON is one record. */
async function countLines(command, path) {
  const child = spawn(command, ['-t', '1', '-o', 'jsonl', path], { stdio: ['ignore', 'pipe', 'ignore'] });
  let lines = 0;
  for await (const piece of child.stdout) {
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines += 1;
  }
  return lines;
}
