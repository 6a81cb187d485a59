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

/** Events that the table does not have, and where they are known from. */
const beyondTheTable: readonly (readonly [provider: string, ids: readonly number[], source: string])[] = [
  [
    'Microsoft-Windows-DistributedCOM',
    [10001],
    'public reports of black screens on session hosts: phy2vir.com; the shape of its data from public copies of events',
  ],
  [
    'TermService',
    [1003, 1004, 1011, 1028, 1036, 1043, 1061, 1128, 1129, 1130, 1131, 1132, 1133],
    'the old name of the source whose other events the table has; 1004 and 1036 in cases from the field',
  ],
  [
    'Microsoft-Windows-Windows Firewall With Advanced Security',
    [2002, 2003, 2008, 2032, 2033],
    'learn.microsoft.com, Firewall Rule Processing (dd364427)',
  ],
  [
    'Microsoft-Windows-Windows Firewall With Advanced Security',
    [2052, 2059, 2060, 2071, 2073, 2097, 2099],
    'research.nasbench.dev and detection.wiki on Windows 11 22H2, fields from its manifest',
  ],
  [
    'Microsoft-Windows-Security-Auditing',
    [4717, 4718, 4719, 4722, 4723, 4724, 4725, 4732, 4733],
    'real logs',
  ],
  ['Microsoft-Windows-Security-Auditing', [4767], 'learn.microsoft.com, event-4767'],
  ['Microsoft-Windows-Security-Kerberos', [108], 'a case from the field that does not tell its number'],
  [
    'Microsoft-Windows-Kerberos-Key-Distribution-Center',
    [11],
    'learn.microsoft.com, Event ID 11 in the System log: duplicate names',
  ],
  ['NETLOGON', [5723, 5805], 'real logs'],
  ['NETLOGON', [3210, 5722], 'learn.microsoft.com, on broken secure channels'],
  ['Microsoft-Windows-Winlogon', [4003, 6004], 'learn.microsoft.com, Windows Logon Availability; real logs'],
  ['Microsoft-Windows-Winlogon', [4008], 'a case from the field'],
  ['Microsoft-Windows-Time-Service', [36, 46, 52], 'real logs'],
  ['Microsoft-Windows-Eventlog', [1101], 'real logs'],
  ['EventLog', [6009, 6011], 'real logs'],
  ['Microsoft-Windows-GroupPolicy', [1503], 'learn.microsoft.com, Group Policy processing'],
  [
    'Microsoft-Windows-Resource-Exhaustion-Detector',
    [2004],
    'learn.microsoft.com, Windows Resource Exhaustion Detection',
  ],
];
const beyond = new Set(beyondTheTable.flatMap(([provider, ids]) => ids.map((id) => keyOf(provider, id))));

describe.skipIf(!present)('the catalog, against the table of published events', () => {
  const known = readTable();
  const fieldsOf = (row: CatalogRow): ReadonlySet<string> =>
    known.get(keyOf(row.provider, row.eventId)) ?? new Set();
  const rows = catalogRows.map((row) => [`${row.provider} ${row.eventId}`, row] as const);

  const published = rows.filter(([, row]) => !beyond.has(keyOf(row.provider, row.eventId)));
  const exempt = (row: CatalogRow, name: string): boolean =>
    exceptions.some(({ names, of }) => names.includes(name) && (of === undefined || of === row.provider));

  test.each(published)('%s is a published event', (_, row) => {
    expect(known.has(keyOf(row.provider, row.eventId))).toBe(true);
  });

  test('what lies beyond the table is in the catalog and not in the table', () => {
    const catalogued = new Set(rows.map(([, row]) => keyOf(row.provider, row.eventId)));
    expect([...beyond].filter((key) => known.has(key) || !catalogued.has(key))).toEqual([]);
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

describe('the table of published events', () => {
  test(present ? 'is present' : 'is NOT present: the catalog is not held against it', () => {
    expect(existsSync(TABLE)).toBe(present);
  });
});
