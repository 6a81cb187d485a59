import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLogReader, type RawEvent } from '../parsers/index.ts';
import { createCatalog } from '../src/normalize/normalize.ts';

const CORPUS = '../shared/corpus';
/** Usable chunks of the logs in win10-1803. */
const CHUNKS = 39;
/** A log of so many chunks, as --size takes it. */
const sizeOf = (chunks: number): string => String(4096 + chunks * 65_536);

interface BuiltInput {
  readonly path: string;
  readonly records: number;
  readonly share: number;
  readonly sha256: string;
}

/** What `npm run bench` builds its logs with, asked to build and not to run; nothing here looks at a clock. */
describe.skipIf(!existsSync(CORPUS))(`logs built for the bench (need ${CORPUS})`, () => {
  let folder = '';
  beforeAll(() => {
    expect(existsSync('dist/patterns.json'), 'npm run build comes first').toBe(true);
    folder = mkdtempSync(join(tmpdir(), 'rdpwhy-bench-test-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const build = (...options: string[]): BuiltInput => {
    const args = ['bin/dev/bench/main.mjs', '--build-only', folder, ...options];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as BuiltInput;
  };

  test('3-5 % of the records are wanted, every checksum holds, and no record is there twice', () => {
    const { path, records, share } = build('--size', '1MB');
    const events = readAll(path);
    const { wants } = createCatalog();
    const wanted = events.filter(({ provider, eventId }) => wants(provider, eventId));
    expect(events).toHaveLength(records);
    expect(wanted.length / records).toBe(share);
    expect(share).toBeGreaterThan(0.03);
    expect(share).toBeLessThan(0.05);
    expect(new Set(events.map(identity)).size).toBe(records);
  });

  test('the same wishes give the same bytes', () => {
    const [first, second] = [build('--size', '1MB'), build('--size', '1MB')];
    expect(second).toEqual(first);
  });

  test('a chunk that is used again has other ids, times and activities', () => {
    const logs = ['--corpus', `${CORPUS}/win10-1803`, '--corpus-as-is'];
    const activities = (size: string) => {
      const events = readAll(build(...logs, '--size', size).path);
      expect(new Set(events.map(identity)).size).toBe(events.length);
      const rdp = events.filter(({ provider }) => provider.endsWith('RdpCoreTS'));
      const ids = [...new Set(rdp.map(({ activityId }) => activityId ?? ''))];
      const moments = new Set(events.map(({ channel, time }) => `${channel} ${time}`));
      return { ids, shaped: ids.filter((id) => /^F420.*0000$/.test(id)).length, moments: moments.size };
    };
    const single = activities(sizeOf(CHUNKS));
    const twice = activities(sizeOf(2 * CHUNKS));
    expect(twice.ids).toHaveLength(2 * single.ids.length);
    expect(twice.shaped).toBe(2 * single.shaped);
    expect(single.shaped).toBeGreaterThan(100);
    expect(twice.moments).toBe(2 * single.moments);
  });
});

const identity = ({ computer, channel, recordId }: RawEvent): string =>
  [computer, channel, recordId].join('\n');

function readAll(path: string): RawEvent[] {
  const reader = createLogReader({});
  const items = [...reader.feed(readFileSync(path)), ...reader.end()];
  expect(reader.status().state).toBe('clean');
  return items.map((item) => {
    if (item.type === 'problem') throw new Error(`${item.problem.code}: ${item.problem.detail}`);
    return item.event;
  });
}
