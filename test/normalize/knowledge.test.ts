import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { catalogRows } from '../../src/normalize/catalog/index.ts';
import type { CatalogRow } from '../../src/normalize/catalog-row.ts';

const TABLE = '../shared/knowledge/events.tsv';
const present = existsSync(TABLE);

const keyOf = (provider: string, eventId: number | string): string => `${provider.toLowerCase()} ${eventId}`;

/** Field names per provider and id; a word after a name in the table is a note on it. */
function readTable(): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, Set<string>>();
  if (!present) return known;
  const [head = '', ...lines] = readFileSync(TABLE, 'utf8').trim().split('\n');
  const place = (name: string): number => head.split('\t').indexOf(name);
  const [provider, eventId, fields] = [place('provider'), place('event_id'), place('fields_in_order')];
  for (const line of lines) {
    const cells = line.split('\t');
    const key = keyOf(cells[provider] ?? '', cells[eventId] ?? '');
    const names = known.get(key) ?? new Set<string>();
    for (const name of cells[fields]?.matchAll(/[A-Za-z]\w*/g) ?? []) names.add(name[0]);
    known.set(key, names);
  }
  return known;
}

/** Names that a row reads beyond the table, each for a reason. */
const exceptions: ReadonlyMap<string, string> = new Map([
  ['Binary', 'the binary block beside the data is no field of the manifest'],
  ['Error Code', 'the 2012 R2 corpus writes the name of ClientActiveXCore 226 with a space'],
  ['StateTransition', '226 of stack and client name it differently from build to build'],
  ['StateTransitionName', '226 of stack and client name it differently from build to build'],
  ['Session', 'the session manager spells its session id three ways, and all its rows share the reading'],
  ['SessionID', 'the session manager spells its session id three ways, and all its rows share the reading'],
  ['SessionId', 'the session manager spells its session id three ways, and all its rows share the reading'],
  ['ErrorState', '36870 and 36871 share their layouts but not the name of the state'],
  ['ErrorStatus', '36870 and 36871 share their layouts but not the name of the state'],
  ['ModuleName', 'the table cuts its list of the names of Application Error 1000 short'],
  ['ExceptionCode', 'the table cuts its list of the names of Application Error 1000 short'],
]);

describe.skipIf(!present)('the catalog, against the table of published events', () => {
  const known = readTable();
  const fieldsOf = (row: CatalogRow): ReadonlySet<string> =>
    known.get(keyOf(row.provider, row.eventId)) ?? new Set();
  const rows = catalogRows.map((row) => [`${row.provider} ${row.eventId}`, row] as const);

  test.each(rows)('%s is a published event', (_, row) => {
    expect(known.has(keyOf(row.provider, row.eventId))).toBe(true);
  });

  test.each(rows)('%s reads published fields', (_, row) => {
    for (const [fact, rule] of Object.entries(row.facts)) {
      const names = rule.from.filter((field) => typeof field === 'string');
      const unknown = names.filter((name) => !fieldsOf(row).has(name) && !exceptions.has(name));
      expect(unknown, `fields of the fact '${fact}'`).toEqual([]);
    }
  });

  test('no exception has outlived its row', () => {
    const unpublished = catalogRows.flatMap((row) =>
      Object.values(row.facts).flatMap((rule) =>
        rule.from.filter((field) => !fieldsOf(row).has(String(field))),
      ),
    );
    for (const name of exceptions.keys()) expect(unpublished).toContain(name);
  });
});

describe('the table of published events', () => {
  test(present ? 'is present' : 'is NOT present: the catalog is not held against it', () => {
    expect(existsSync(TABLE)).toBe(present);
  });
});
