import { describe, expect, test } from 'vitest';
import { knownKinds } from '../../src/model/kinds.ts';
import { catalogRows } from '../../src/normalize/catalog/index.ts';
import { factNames } from '../../src/normalize/fact-names.ts';
import { createCatalog } from '../../src/normalize/normalize.ts';

const rows = catalogRows.map((row) => [`${row.provider} ${row.eventId}`, row] as const);

describe('every row of the catalog', () => {
  test('is the only one of its provider and id', () => {
    const keys = rows.map(([key]) => key);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  test.each(rows)('%s has a known kind', (_, row) => {
    expect(knownKinds).toContain(row.kind);
  });

  test.each(rows)('%s speaks only of its own facts', (_, row) => {
    const named = [...row.summary.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const own = Object.keys(row.facts);
    expect(named.filter((name) => !own.includes(name ?? ''))).toEqual([]);
    expect(Object.keys(row.keepIf ?? {}).filter((name) => !own.includes(name))).toEqual([]);
  });

  test('is asked for by provider and id alone', () => {
    const catalog = createCatalog();
    for (const { provider, eventId } of catalogRows) expect(catalog.wants(provider, eventId)).toBe(true);
  });
});

test('the facts are those whose meaning is written down', () => {
  const given = new Set(catalogRows.flatMap((row) => Object.keys(row.facts)));
  expect(Object.keys(factNames).sort()).toEqual([...given].sort());
});

describe('the kinds', () => {
  test('are all given by some row', () => {
    const given = new Set(catalogRows.map((row) => row.kind));
    expect(knownKinds.filter((kind) => !given.has(kind))).toEqual([]);
  });

  test('are listed once each', () => {
    expect(new Set(knownKinds).size).toBe(knownKinds.length);
  });
});
