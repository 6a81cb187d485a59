import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createLogReader } from '../../parsers/index.ts';
import { describeFact, familiesOfFact, hex } from '../../src/codes/dictionary.ts';
import { findLogs } from '../../src/input/find-logs.ts';
import { createCatalog } from '../../src/normalize/normalize.ts';
import { undocumented } from './undocumented.ts';

const LOGS = ['../shared/corpus', '../shared/evalset'];
const present = LOGS.every((path) => existsSync(path));

interface Occurrence {
  readonly provider: string;
  readonly eventId: number;
  readonly fact: string;
  readonly code: number;
}
const keyOf = ({ provider, eventId, fact, code }: Occurrence): string =>
  `${provider} ${eventId} ${fact} ${code} ${hex(code)}`;
const isExplained = (one: Occurrence): boolean => describeFact(one, one.fact, one.code) !== undefined;

/** Every number that a fact with a family holds somewhere in the logs, once. */
function occurring(folder: string): Map<string, Occurrence> {
  const catalog = createCatalog();
  const found = new Map<string, Occurrence>();
  for (const file of findLogs([folder]).files) {
    const reader = createLogReader({ want: catalog.wants });
    for (const items of [reader.feed(readFileSync(file)), reader.end()])
      for (const item of items) {
        const event = item.type === 'event' ? catalog.normalize(item.event, file) : undefined;
        if (!event) continue;
        const { provider, eventId } = event.source;
        for (const [fact, code] of Object.entries(event.facts)) {
          if (typeof code !== 'number' || familiesOfFact(provider, eventId, fact).length === 0) continue;
          const one = { provider, eventId, fact, code };
          found.set(keyOf(one), one);
        }
      }
  }
  return found;
}

describe.skipIf(!present)('every code of real logs', () => {
  const logs = new Map(present ? LOGS.map((folder) => [folder, occurring(folder)]) : []);
  const known = new Set(undocumented.map(keyOf));

  test.each(LOGS)('in %s has a meaning, or is known to have none', (folder) => {
    const found = logs.get(folder) ?? new Map<string, Occurrence>();
    expect(found.size).toBeGreaterThan(20);
    const unexplained = [...found].filter(([key, one]) => !isExplained(one) && !known.has(key));
    expect(unexplained.map(([key]) => key)).toEqual([]);
  });

  test('that is listed as undocumented occurs', () => {
    const found = new Set([...logs.values()].flatMap((one) => [...one.keys()]));
    expect([...known].filter((key) => !found.has(key))).toEqual([]);
  });
});

test('what is listed as undocumented says what is known, has a source and is in no dictionary', () => {
  expect(undocumented.filter(isExplained)).toEqual([]);
  for (const { known, source } of undocumented) expect([known, source]).not.toContain('');
});

test(present ? 'the logs are present' : 'the logs are NOT present: codes are not held against them', () => {
  expect(LOGS.every((path) => existsSync(path))).toBe(present);
});
