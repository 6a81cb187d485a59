import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze, type AnalyzeOptions } from '../src/analyze.ts';
import type { Report } from '../src/model/report.ts';
import { renderJson } from '../src/report/json.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { rangeLogs } from './support/range-logs.ts';
import { folderForAll } from './support/temporary-folder.ts';

const packs = [loadPatterns()];
const corpus = '../shared/corpus';
const folders = readdirSync('samples', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => `samples/${entry.name}`);

const reportOf = async (paths: readonly string[], options: AnalyzeOptions): Promise<Report> => {
  const { report, unreadable } = await analyze(paths, { packs, threads: 1, ...options });
  expect(unreadable).toEqual([]);
  return report;
};
const whole = async (...paths: string[]): Promise<Report> => reportOf(paths, { hash: true });
const sideBySide = async (heldEvents: number, ...paths: string[]): Promise<Report> =>
  reportOf(paths, { hash: true, sideBySide: true, heldEvents });

describe('logs read side by side give the same report', () => {
  test.each(folders)('%s, byte for byte where nothing need be let go', async (folder) => {
    expect(renderJson(await sideBySide(100_000, folder)) === renderJson(await whole(folder))).toBe(true);
  });

  test.each(folders.filter((folder) => !folder.endsWith('credssp-mismatch')))(
    '%s, settled as it is read',
    async (folder) => {
      expect(await sideBySide(20, folder)).toEqual(await whole(folder));
    },
  );

  test.skipIf(!existsSync(corpus)).each([
    ['server-2012r2', 2000],
    ['win10-1803', 500],
    ['win11', 100],
    ['with-xml', 100],
    ['parser', 100],
  ])('corpus %s, settled as it is read', async (folder, heldEvents) => {
    const { bounds: _, ...report } = await sideBySide(heldEvents, `${corpus}/${folder}`);
    expect(report).toEqual(await whole(`${corpus}/${folder}`));
  });
});

describe('logs that are not in the order of time', () => {
  let folder = '';
  folderForAll((made) => (folder = made));
  const write = (name: string, bytes: Uint8Array): string => {
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    return file;
  };

  test.each(Object.keys(rangeLogs))('%s', async (name) => {
    const file = write('log.evtx', rangeLogs[name]!());
    expect(renderJson(await sideBySide(100_000, file)) === renderJson(await whole(file))).toBe(true);
  });

  test.skipIf(!existsSync(corpus))('a full log that goes on overwriting its oldest part', async () => {
    const logs = readdirSync(`${corpus}/server-2012r2`)
      .filter((name) => /RdpCoreTS|RemoteConnectionManager|LocalSessionManager|Security.evtx/.test(name))
      .map((name) => write(name, rotated(readFileSync(`${corpus}/server-2012r2/${name}`))));
    const { bounds: _, ...report } = await sideBySide(2000, ...logs);
    expect(report.inputs.some(({ integrity }) => integrity?.wrapped === true)).toBe(true);
    expect(report).toEqual(await whole(...logs));
  });
});

/** The log as it stood had its second half been written first. */
function rotated(log: Uint8Array): Uint8Array {
  const chunks = Array.from({ length: (log.length - 4096) / 65_536 }, (_, i) =>
    log.subarray(4096 + i * 65_536, 4096 + (i + 1) * 65_536),
  ).filter((chunk) => String.fromCharCode(...chunk.subarray(0, 7)) === 'ElfChnk');
  const half = chunks.length >> 1;
  return Buffer.concat([log.subarray(0, 4096), ...chunks.slice(half), ...chunks.slice(0, half)]);
}
