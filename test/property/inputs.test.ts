import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import type { Report } from '../../src/model/report.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { folderForAll } from '../support/temporary-folder.ts';

const folders = [
  'samples/0x904-unreadable-key',
  'samples/credssp-mismatch',
  'samples/network-drop',
  '../shared/corpus/server-2012r2',
].filter((folder) => existsSync(folder));

const HEADER = 4096;
const CHUNK = 65_536;

const pack = loadPatterns();
let work = '';
folderForAll((made) => (work = made));

/** All that a report says, but for the inputs and which of them an event was read from. */
function saidBy(report: Report): string {
  return JSON.stringify({ ...report, inputs: [] }, (key, value: unknown) =>
    key === 'input' ? undefined : value,
  );
}

const reportOf = async (paths: readonly string[]): Promise<string> =>
  saidBy((await analyze(paths, { packs: [pack] })).report);

const logsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.evtx'))
    .sort()
    .map((name) => join(folder, name));

/** A log without records is known by its name alone: that one it keeps. */
async function emptyLogs(logs: readonly string[]): Promise<ReadonlySet<string>> {
  const { inputs } = (await analyze(logs, { packs: [pack] })).report;
  return new Set(inputs.filter(({ records }) => records.read === 0).map(({ path }) => path));
}

/** The chunks from one place to another as a log of their own. */
function piece(log: Buffer, from: number, to: number): Buffer {
  const header = Buffer.from(log.subarray(0, HEADER));
  header.writeUInt16LE(to - from, 42);
  header.writeUInt32LE(crc32(header.subarray(0, 120)), 124);
  return Buffer.concat([header, log.subarray(HEADER + from * CHUNK, HEADER + to * CHUNK)]);
}

describe.each(folders)('the report on %s does not depend on', (folder) => {
  test('the order in which its logs are given', async () => {
    const logs = logsIn(folder);
    expect(await reportOf(logs.toReversed())).toBe(await reportOf(logs));
    expect(await reportOf([...logs.slice(1), ...logs.slice(0, 1)])).toBe(await reportOf([folder]));
  });

  test('how the files are named, and whether one is given twice', async () => {
    const copies = mkdtempSync(join(work, 'names-'));
    const logs = logsIn(folder);
    const empty = await emptyLogs(logs);
    for (const [i, log] of logs.entries())
      cpSync(log, join(copies, empty.has(log) ? basename(log) : `${(i * 7) % 10}-${i} ä.evtx`));
    const whole = await reportOf(logs);
    expect(await reportOf([copies])).toBe(whole);
    expect(await reportOf([copies, ...logs.slice(-1)])).toBe(whole);
  });

  test('whether a log comes in one piece or in several', async () => {
    const pieces = mkdtempSync(join(work, 'pieces-'));
    const logs = logsIn(folder);
    for (const [i, path] of logs.entries()) {
      const log = readFileSync(path);
      const chunks = Math.floor((log.length - HEADER) / CHUNK);
      const middle = chunks >> 1;
      if (middle === 0) cpSync(path, join(pieces, basename(path)));
      else {
        writeFileSync(join(pieces, `b${i}.evtx`), piece(log, 0, middle));
        writeFileSync(join(pieces, `a${i}.evtx`), piece(log, middle, chunks));
      }
    }
    expect(await reportOf([pieces])).toBe(await reportOf(logs));
  });
});
