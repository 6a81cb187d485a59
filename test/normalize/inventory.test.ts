import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createLogReader } from '../../parsers/index.ts';
import { findLogs } from '../../src/input/find-logs.ts';
import { catalogRows } from '../../src/normalize/catalog/index.ts';
import { knownNoise } from '../../src/normalize/known-noise.ts';

const TABLE = '../shared/knowledge/events.tsv';
const LOGS = ['../shared/corpus', '../shared/evalset'];
const present = [TABLE, ...LOGS].every((path) => existsSync(path));

const keyOf = (provider: string, eventId: number | string): string => `${provider.toLowerCase()} ${eventId}`;
const catalogued = new Set(catalogRows.map((row) => keyOf(row.provider, row.eventId)));
const noise = knownNoise.flatMap(({ provider, eventIds }) => eventIds.map((id) => keyOf(provider, id)));
const known = new Set([...catalogued, ...noise]);
/** Every provider that we read anything of: its other events must have been thought about. */
const ours = new Set([...catalogRows, ...knownNoise].map(({ provider }) => provider.toLowerCase()));

/** The ids that occur in real logs, of our providers; a problem of the reader's is none of theirs. */
function occurring(folder: string): Set<string> {
  const found = new Set<string>();
  for (const file of findLogs([folder]).files) {
    for (const [provider, eventId] of recordsOf(readFileSync(file))) {
      if (ours.has(provider.toLowerCase())) found.add(keyOf(provider, eventId));
    }
  }
  return found;
}

/** Provider and id of every record of a log, whatever its form. */
function recordsOf(log: Uint8Array): [provider: string, eventId: number][] {
  const found: [string, number][] = [];
  const reader = createLogReader({
    want: (provider, eventId) => {
      found.push([provider, eventId]);
      return false;
    },
  });
  for (const items of [reader.feed(log), reader.end()]) for (const item of items) void item;
  return found;
}

/** How many events stand in exported XML, found without the reader. */
function eventsInText(log: Uint8Array): number {
  const isUtf16 = log[0] === 0xff && log[1] === 0xfe;
  return [...new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(log).matchAll(/<Event[\s>]/g)].length;
}

describe('what is left out', () => {
  test('is not in the catalog, and named once', () => {
    expect(noise.filter((key) => catalogued.has(key))).toEqual([]);
    expect(noise.filter((key, i) => noise.indexOf(key) !== i)).toEqual([]);
  });

  test('has a reason', () => {
    expect(knownNoise.filter(({ reason }) => reason.trim() === '')).toEqual([]);
  });
});

describe.skipIf(!present)('no event of our providers is unthought of', () => {
  test('none of the published ones', () => {
    const lines = readFileSync(TABLE, 'utf8').trim().split('\n');
    const [head = '', ...rows] = lines;
    const column = (name: string): number => head.split('\t').indexOf(name);
    const [provider, eventId] = [column('provider'), column('event_id')];
    const published = rows
      .map((line) => line.split('\t'))
      .map((c) => keyOf(c[provider] ?? '', c[eventId] ?? ''));
    expect(published.length).toBeGreaterThan(500);
    expect(published.filter((key) => !known.has(key))).toEqual([]);
  });

  test.each(LOGS)('none of those in %s', (folder) => {
    const found = occurring(folder);
    expect(found.size).toBeGreaterThan(50);
    expect([...found].filter((key) => !known.has(key)).sort()).toEqual([]);
  });

  test.each(LOGS)('every event of the exported XML in %s is looked at, in every dialect', (folder) => {
    const exported = findLogs([folder]).files.filter((file) => file.endsWith('.xml'));
    expect(exported.length).toBeGreaterThan(folder.endsWith('evalset') ? 50 : -1);
    const missed = exported.filter((file) => {
      const log = readFileSync(file);
      return recordsOf(log).length !== eventsInText(log);
    });
    expect(missed).toEqual([]);
  });

  // The catalog finds a provider by its exact name, this test whatever its case: a name that a log writes otherwise
  // would be left out unseen.
  test.each(LOGS)('no provider in %s is spelt otherwise than we spell it', (folder) => {
    const exact = new Set([...catalogRows, ...knownNoise].map(({ provider }) => provider));
    const names = findLogs([folder]).files.flatMap((file) =>
      recordsOf(readFileSync(file)).map(([provider]) => provider),
    );
    const other = [...new Set(names)].filter((name) => ours.has(name.toLowerCase()) && !exact.has(name));
    expect(other).toEqual([]);
  });
});

test(
  present ? 'the logs are present' : 'the logs are NOT present: the catalog is not held against them',
  () => {
    expect([TABLE, ...LOGS].every((path) => existsSync(path))).toBe(present);
  },
);
