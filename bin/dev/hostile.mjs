// npm run hostile: feeds the built program with containers that mean harm at full size, beside a sample, and says what each
// cost: time, memory at its peak, and what was told. Fails where memory goes beyond the bound or the sample is not analysed.
import { spawn } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, createDeflateRaw } from 'node:zlib';
import { setUp } from './setup.mjs';

const MB = 1024 * 1024;
/** No input may take more memory than this, whatever it is. */
const MOST_MEMORY = 700 * MB;
const SAMPLE = 'samples/0x904-unreadable-key';

setUp();
const folder = mkdtempSync(join(tmpdir(), 'rdpwhy-hostile-run-'));
const at = (name) => join(folder, name);
const PEAK = at('peak');
// Runs in the program: says at its end how much memory it had at most.
writeFileSync(
  at('peak.cjs'),
  `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(PEAK)}, String(process.resourceUsage().maxRSS)));`,
);

/** Zeros behind the first bytes of a log, packed: a thousandth of their size. */
async function zeros(bytes) {
  const deflate = createDeflateRaw({ level: 9 });
  const packed = [];
  deflate.on('data', (piece) => packed.push(piece));
  const done = new Promise((resolve) => deflate.on('end', resolve));
  const piece = Buffer.alloc(MB);
  let checksum = 0;
  for (let i = 0; i < bytes / MB; i++) {
    const one = i === 0 ? Buffer.concat([Buffer.from('ElfFile\0'), piece.subarray(8)]) : piece;
    checksum = crc32(one, checksum);
    if (!deflate.write(one)) await new Promise((resolve) => deflate.once('drain', resolve));
  }
  deflate.end();
  await done;
  return { packed: Buffer.concat(packed), method: 8, size: bytes, checksum };
}

/** Writes an archive byte by byte (APPNOTE.TXT 4.3); entries that overlap stand where the first one does. */
function zip(file, entries, overlap = false) {
  const out = openSync(file, 'w');
  const directory = [];
  let length = 0;
  for (const [
    i,
    { name, packed, method = 0, size = packed.length, checksum = crc32(packed) },
  ] of entries.entries()) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt16LE(0x21, 8);
    fields.writeUInt32LE(checksum, 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(name.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(overlap ? 0 : length, 10);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0003'), fields, rest, Buffer.from(name));
    if (overlap && i > 0) continue;
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), packed]);
    writeSync(out, local);
    length += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 4);
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(length, 12);
  writeSync(out, Buffer.concat([listed, Buffer.from('PK\u0005\u0006'), end]));
  closeSync(out);
}

/** Gives pieces of a text for standard input; nothing of them lies on the disk. */
function* repeated(head, piece, times, tail) {
  yield head;
  for (let i = 0; i < times; i++) yield piece;
  yield tail;
}

const many = (count, name) => Array.from({ length: count }, (_, i) => name(i));

/** Makes each input: paths, or what is piped in. */
const CASES = {
  'the sample alone': () => ({ paths: [] }),
  'zip bomb, 4 GB of 4 MB': async () => {
    zip(at('bomb.zip'), [{ name: 'Security.evtx', ...(await zeros(4095 * MB)) }]);
    return { paths: [at('bomb.zip')] };
  },
  'nested zip bombs, 16 of 1 GB': async () => {
    const one = await zeros(1024 * MB);
    zip(
      at('inner.zip'),
      many(4, (i) => ({ name: `${i}.evtx`, ...one })),
    );
    const inner = readFileSync(at('inner.zip'));
    zip(
      at('outer.zip'),
      many(4, (i) => ({ name: `${i}.zip`, packed: inner })),
    );
    rmSync(at('inner.zip'));
    return { paths: [at('outer.zip')] };
  },
  'overlapping entries, 2,000 of 1 GB': async () => {
    const one = await zeros(1024 * MB);
    zip(
      at('overlap.zip'),
      many(2000, (i) => ({ name: `${i}.evtx`, ...one })),
      true,
    );
    return { paths: [at('overlap.zip')] };
  },
  'zip of 100,000 files': () => {
    zip(
      at('many.zip'),
      many(100_000, (i) => ({ name: `${i}.txt`, packed: Buffer.from('no log') })),
    );
    return { paths: [at('many.zip')] };
  },
  'folder of 100,000 files': () => {
    mkdirSync(at('many'));
    for (let i = 0; i < 100_000; i++) writeFileSync(at(`many/${i}.txt`), 'no log');
    return { paths: [at('many')] };
  },
  'line of JSON of 2 GB, piped in': () => ({
    paths: ['-'],
    pipe: repeated('{"EventID":1,"a":"', Buffer.alloc(MB, 'x'), 2048, '"}\n'),
  }),
  'JSON of 2 GB of brackets, piped in': () => ({
    paths: ['-'],
    pipe: repeated('{"EventID":', Buffer.alloc(MB, '['), 2048, ''),
  }),
  'XML of 1 GB in one element, piped in': () => ({
    paths: ['-'],
    pipe: repeated('<Events><Event><System>', Buffer.alloc(MB, 'x'), 1024, '</System></Event></Events>'),
  }),
  'zip of 1 GB without an end, piped in': () => ({
    paths: ['-'],
    pipe: repeated('PK\u0003\u0004', Buffer.alloc(MB), 1024, ''),
  }),
};

function analyse({ paths, pipe }) {
  const started = performance.now();
  const args = ['--require', at('peak.cjs'), 'bin/rdpwhy.js', '--json', '--no-progress', ...paths, SAMPLE];
  const child = spawn(process.execPath, args, { stdio: [pipe ? 'pipe' : 'ignore', 'pipe', 'ignore'] });
  const output = [];
  child.stdout.on('data', (piece) => output.push(piece));
  if (pipe) void feed(child.stdin, pipe);
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const seconds = (performance.now() - started) / 1000;
      const report = code === null ? undefined : JSON.parse(Buffer.concat(output).toString());
      resolve({ seconds, report, memory: Number(readFileSync(PEAK, 'utf8')) * 1024 });
    });
  });
}

async function feed(stdin, pieces) {
  stdin.on('error', () => {});
  for (const piece of pieces)
    if (!stdin.write(piece)) await new Promise((resolve) => stdin.once('drain', resolve));
  stdin.end();
}

let attempts;
let failures = 0;
console.log('| input | seconds | MB at most | told |\n| --- | --: | --: | --- |');
for (const [name, make] of Object.entries(CASES)) {
  const { seconds, report, memory } = await analyse(await make());
  attempts ??= report?.attempts.length;
  const problems = report?.problems.map(({ code }) => code) ?? ['nothing: it crashed'];
  const isRight = memory < MOST_MEMORY && report?.attempts.length === attempts;
  if (!isRight) failures++;
  const told = [...new Set(problems)].join(', ') + (isRight ? '' : ' **WRONG**');
  console.log(`| ${name} | ${seconds.toFixed(1)} | ${Math.round(memory / MB)} | ${told} |`);
}
rmSync(folder, { recursive: true });
process.exitCode = failures === 0 ? 0 : 1;
