// node steady.mjs MODE LOG [once]: reads a log again and again in one process and prints the seconds that a pass takes
// once the process is warm; or reads it once, cold, for whoever times the whole process.
import { statSync } from 'node:fs';
import { Writable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { median } from './figures.mjs';
import { loadProduct } from './product.mjs';
import { pieces } from './verify-input.mjs';

/** What is read before the clock counts: optimised code is in place by then. */
const WARM_UP_BYTES = 150e6;
const MEASURED_PASSES = 3;
/** Flag of the file header: no checksum in this file means anything. */
const NO_CRC32 = 4;

const [mode, log, once] = process.argv.slice(2);
const { createLogReader, platform, wants, wantedIds } = await loadProduct();
/** Selective reading finds events and decodes nothing of them, as `timeline --raw` does. */
const selective = { want: wants, wantedIds };
const leave = () => {};
const modes = {
  selective: () => readLog(selective, pieces(log), leave),
  'selective-no-crc': () => readLog(selective, withoutChecksums(pieces(log)), leave),
  'selective-fields': () => readLog(selective, pieces(log), (event) => event.fields()),
  fields: () => readLog({}, pieces(log), (event) => event.fields()),
  ndjson: () => dump('ndjson'),
  windows: () => dump('ndjson', '--shape', 'windows'),
  xml: () => dump('xml'),
};

if (once === 'once') await modes[mode]();
else console.log(JSON.stringify({ seconds: median(await secondsOfPasses()) }));

async function secondsOfPasses() {
  const warmUps = Math.max(1, Math.ceil(WARM_UP_BYTES / statSync(log).size));
  for (let pass = 0; pass < warmUps; pass += 1) await modes[mode]();
  const seconds = [];
  for (let pass = 0; pass < MEASURED_PASSES; pass += 1) {
    const started = performance.now();
    await modes[mode]();
    seconds.push((performance.now() - started) / 1000);
  }
  return seconds;
}

function readLog(options, source, use) {
  const reader = createLogReader({ ...options, platform });
  for (const piece of source) takeAll(reader.feed(piece), use);
  takeAll(reader.end(), use);
}

function takeAll(items, use) {
  for (const item of items) {
    if (item.type === 'problem') throw new Error(`${item.problem.reading}: ${item.problem.detail}`);
    use(item.event);
  }
}

function* withoutChecksums(source) {
  let isHeader = true;
  for (const piece of source) {
    if (isHeader) {
      piece.writeUInt32LE(piece.readUInt32LE(120) | NO_CRC32, 120);
      piece.writeUInt32LE(crc32(piece.subarray(0, 120)), 124);
    }
    isHeader = false;
    yield piece;
  }
}

/** The dump command itself, with a reader of its output that is never slow. */
async function dump(...format) {
  const { run } = await import('../../../dist/src/cli/program.js');
  const out = new Writable({ write: (_piece, _encoding, done) => done() });
  const code = await run(['dump', '--format', ...format, log], { out, err: process.stderr });
  if (code !== 0) throw new Error(`rdpwhy dump ended with ${code}`);
}
