// node npm-peer.mjs PACKAGE FOLDER LOG: dumps a log as JSON lines with a package installed in FOLDER.
import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [name, folder, log] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'));
const entry = manifest.exports?.['.']?.import ?? manifest.main;
const peer = await import(pathToFileURL(join(folder, 'node_modules', name, entry.default ?? entry)).href);
const big = (_, value) => (typeof value === 'bigint' ? value.toString() : value);
const print = (record) => writeSync(1, `${JSON.stringify(record, big)}\n`);

if (name === 'winevtx') {
  for (const record of peer.parseEvtxFile(readFileSync(log))) print(record.event);
} else {
  await peer.evtx(log).forEach(print);
}
