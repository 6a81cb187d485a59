import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { catalogRows } from '../../src/normalize/catalog/index.ts';
import type { CatalogRow } from '../../src/normalize/catalog-row.ts';
import type { Basis } from '../../src/model/vocabulary.ts';

const TABLE = '../shared/knowledge/events.tsv';
const present = existsSync(TABLE);

const keyOf = (provider: string, eventId: number | string): string => `${provider.toLowerCase()} ${eventId}`;

/** What the table says of one event: its field names, a word after a name being a note on it, and how well it is known. */
interface Published {
  readonly names: Set<string>;
  readonly confidences: Set<string>;
}

function readTable(): ReadonlyMap<string, Published> {
  const known = new Map<string, Published>();
  if (!present) return known;
  const [head = '', ...lines] = readFileSync(TABLE, 'utf8').trim().split('\n');
  const place = (name: string): number => head.split('\t').indexOf(name);
  const [provider, eventId, fields] = [place('provider'), place('event_id'), place('fields_in_order')];
  for (const line of lines) {
    const cells = line.split('\t');
    const key = keyOf(cells[provider] ?? '', cells[eventId] ?? '');
    const event = known.get(key) ?? { names: new Set(), confidences: new Set() };
    for (const name of cells[fields]?.matchAll(/[A-Za-z]\w*/g) ?? []) event.names.add(name[0]);
    event.confidences.add(cells[place('confidence')] ?? '');
    known.set(key, event);
  }
  return known;
}

/** Whether the table knows as much as a row claims: a page or a manifest bears any row, a list of events only some. */
const bears = ({ confidences }: Published, basis: Basis): boolean =>
  ['documented', 'manifest', basis].some((confidence) => confidences.has(confidence)) ||
  (basis === 'sample' && confidences.has('community'));

/** Names that a row reads beyond the table, each for a reason; of one provider where it says so. */
interface Exception {
  readonly names: readonly string[];
  readonly of?: string;
  readonly why: string;
}
const exceptions: readonly Exception[] = [
  { names: ['Binary'], why: 'the binary block beside the data is no field of the manifest' },
  {
    names: ['Error Code', 'StateTransition', 'StateTransitionName'],
    why: '226 of stack and client names its fields differently from build to build',
  },
  {
    names: ['Session', 'SessionID', 'SessionId'],
    why: 'the session manager spells its session id three ways, and all its rows share the reading',
  },
  {
    names: ['ErrorState', 'ErrorStatus'],
    of: 'Schannel',
    why: '36870 and 36871 share their layouts but not the name of the state',
  },
  {
    names: ['PreviousDate', 'NewDate'],
    why: '4616 of older builds has dates beside its times, in local words: seen in a real log',
  },
  {
    names: ['ModuleName', 'ExceptionCode'],
    of: 'Application Error',
    why: 'the table cuts its list of the names of Application Error 1000 short',
  },
  {
    names: ['Param1'],
    of: 'Microsoft-Windows-TerminalServices-RemoteConnectionManager',
    why: 'old and new numbers of the licensing events share the reading of unnamed and named data',
  },
  {
    names: ['Username', 'IpAddress', 'AuthType', 'Resource', 'ConnectionProtocol', 'ErrorCode'],
    of: 'Microsoft-Windows-TerminalServices-Gateway',
    why: "the gateway's rarer events about a user are taken to have the layout of 200",
  },
  {
    names: ['Result'],
    of: 'Microsoft-Windows-CAPI2',
    why: 'the table stops at the one field that the whole payload is',
  },
];

describe.skipIf(!present)('the catalog, against the table of published events', () => {
  const known = readTable();
  const fieldsOf = (row: CatalogRow): ReadonlySet<string> =>
    known.get(keyOf(row.provider, row.eventId))?.names ?? new Set();
  const rows = catalogRows.map((row) => [`${row.provider} ${row.eventId}`, row] as const);

  const published = rows.filter(([, row]) => known.has(keyOf(row.provider, row.eventId)));
  const exempt = (row: CatalogRow, name: string): boolean =>
    exceptions.some(({ names, of }) => names.includes(name) && (of === undefined || of === row.provider));

  const borne = (row: CatalogRow): boolean => {
    const event = known.get(keyOf(row.provider, row.eventId));
    return event !== undefined && bears(event, row.basis);
  };

  test('is borne by the table, has a source of its own, or says that it is inferred', () => {
    const bare = rows.filter(
      ([, row]) => !borne(row) && row.source === undefined && row.basis !== 'inferred',
    );
    expect(bare.map(([name]) => name)).toEqual([]);
    expect(published.length).toBeGreaterThan(400);
  });

  test('has a source of its own only where the table does not bear it', () => {
    const idle = rows.filter(([, row]) => row.source !== undefined && borne(row));
    expect(idle.map(([name]) => name)).toEqual([]);
  });

  test.each(published)('%s reads published fields', (_, row) => {
    for (const [fact, rule] of Object.entries(row.facts)) {
      const names = rule.from.filter((field) => typeof field === 'string');
      const unknown = names.filter((name) => !fieldsOf(row).has(name) && !exempt(row, name));
      expect(unknown, `fields of the fact '${fact}'`).toEqual([]);
    }
  });

  test('no exception has outlived its row', () => {
    const unpublished = published.flatMap(([, row]) =>
      Object.values(row.facts).flatMap((rule) =>
        rule.from.flatMap((field) =>
          typeof field === 'string' && !fieldsOf(row).has(field) ? [{ provider: row.provider, field }] : [],
        ),
      ),
    );
    const idle = exceptions.flatMap(({ names, of }) =>
      names.filter(
        (name) =>
          !unpublished.some(({ provider, field }) => field === name && (of === undefined || of === provider)),
      ),
    );
    expect(idle).toEqual([]);
  });
});

test.each(catalogRows.flatMap(({ source }) => source ?? []))('the source "%s" has an address', (source) => {
  expect(source).toMatch(/https:\/\/\S+$/);
});

describe('the table of published events', () => {
  test(present ? 'is present' : 'is NOT present: the catalog is not held against it', () => {
    expect(existsSync(TABLE)).toBe(present);
  });
});
