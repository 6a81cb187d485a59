import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLogReader } from '../../../parsers/create-log-reader.ts';
import { createCsvReader } from '../../../parsers/csv/csv-reader.ts';
import { cellsOf, DELIMITERS } from '../../../parsers/csv/cells.ts';
import type { ParseItem } from '../../../parsers/log-reader.ts';
import { messageValues } from '../../../parsers/message-values.ts';
import { MAX_ROW } from '../../../parsers/csv/split-rows.ts';
import { clixml, exportCsv5 } from '../../support/forms/powershell.ts';
import { viewerCsv, viewerTxt } from '../../support/forms/event-viewer.ts';
import { tellScenarios } from '../../support/scenarios/index.ts';
import { codesOf, plainLog, readLog } from '../read-log.ts';
import { eventXml, utf16 } from '../xml/read-xml.ts';

const HEADER = 'Level,Date and Time,Source,Event ID,Task Category\r\n';
const row = (time: string, id: number | string, message: string): string =>
  `Information,${time},P,${id},None,"${message}"\r\n`;
const isoOf = (time: number | undefined): string => new Date((time ?? 0) / 1000).toISOString().slice(0, 19);
const timesOf = (text: string): readonly string[] => readLog(text).events.map(({ time }) => isoOf(time));

describe('cells', () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', '"', ',', ';', '\t', ' ', '\n', '=1+1', 'ä'),
    maxLength: 8,
  });
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

  test('are those that another reader of CSV finds', () => {
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 2, maxLength: 5 }),
        fc.constantFrom(...DELIMITERS),
        (cells, delimiter) => {
          const text = cells.map(quoted).join(delimiter);
          expect(cellsOf(text, delimiter)).toEqual(parse(text, { delimiter })[0]);
        },
      ),
      { seed: 8, numRuns: 500 },
    );
  });

  test('without quotes, and with what stands behind them', () => {
    expect(cellsOf('a;;"b"c;d"e;', ';')).toEqual(['a', '', 'bc', 'd"e', '']);
  });
});

describe('a date with the name of its month', () => {
  test.each([
    ['18-Jan-23 1:31:35', '2023-01-18T01:31:35'],
    ['5/Sept/2024 13:31:35', '2024-09-05T13:31:35'],
    ['05 December 2024 1:31:35 PM', '2024-12-05T13:31:35'],
  ])('%s', (time, iso) => {
    expect(timesOf(HEADER + row(time, 7, ''))).toEqual([iso]);
  });

  test('is none where the name is no month, or the day none of it', () => {
    expect(timesOf(HEADER + row('1-Foo-23 1:31:35', 7, ''))).toEqual([]);
    expect(timesOf(HEADER + row('31-Feb-23 1:31:35', 7, ''))).toEqual([]);
  });
});

describe('Event Viewer', () => {
  test('tells what it has: source, id, time and the values in the message', () => {
    const { events, status } = readLog(
      HEADER +
        row(
          '1/31/2024 3:04:05 PM',
          131,
          'The server ""RDS01"" was reached from 192.0.2.5:50123 (0x80090304), 3.',
        ),
      [],
      { channel: 'System' },
    );
    expect(status).toEqual({
      format: 'csv',
      records: 1,
      state: 'clean',
      times: { precision: 's', zone: 'unknown' },
    });
    expect(events[0]).toMatchObject({
      provider: 'P',
      eventId: 131,
      channel: 'System',
      computer: 'unknown-host',
      recordId: 0,
    });
    expect(isoOf(events[0]?.time)).toBe('2024-01-31T15:04:05');
    expect(events[0]?.fields().map(({ value }) => value)).toEqual(['192.0.2.5:50123', '0x80090304', '3']);
  });

  test.each([
    ['3/14/2024 1:02:03 AM', '2024-03-14T01:02:03'],
    ['14/03/2024 01:02:03', '2024-03-14T01:02:03'],
    ['14.03.2024 01:02:03', '2024-03-14T01:02:03'],
    ['04.03.2024 01:02:03', '2024-03-04T01:02:03'],
    ['2024/03/04 1:02:03', '2024-03-04T01:02:03'],
    ['2024-03-04 01:02:03', '2024-03-04T01:02:03'],
    ['2024-03-04 오후 1:02:03', '2024-03-04T13:02:03'],
    ['14/3/2024 12:02:03 a. m.', '2024-03-14T00:02:03'],
    ['2024. 03. 04. 01:02:03', '2024-03-04T01:02:03'],
    ['14.03.2024 г. 1:02:03 ч.', '2024-03-14T01:02:03'],
    ['14/3/2567 1:02:03', '2024-03-14T01:02:03'],
    ['3/14/2024\u202f1:02:03\u202fPM'.replace('\u202f1', ' 1'), '2024-03-14T13:02:03'],
  ])('reads %s', (text, iso) => {
    const result = readLog(HEADER + row(text, 1, ''));
    expect(result.events.map(({ time }) => isoOf(time))).toEqual([iso]);
    expect(codesOf(result)).not.toContain('unknown-date-order');
  });

  test('the order of days and months is told by a later row', () => {
    expect(timesOf(HEADER + row('1/2/2024 00:00:01', 1, '') + row('25/1/2024 00:00:00', 1, ''))).toEqual([
      '2024-02-01T00:00:01',
      '2024-01-25T00:00:00',
    ]);
  });

  test('or by the order of the rows', () => {
    const text =
      HEADER + ['2/5/2024', '1/5/2024', '12/4/2024'].map((day) => row(`${day} 10:00:00`, 1, '')).join('');
    expect(timesOf(text)).toEqual(['2024-05-02T10:00:00', '2024-05-01T10:00:00', '2024-04-12T10:00:00']);
    expect(codesOf(readLog(text))).not.toContain('unknown-date-order');
  });

  test('else it is told that nobody knows', () => {
    expect(
      codesOf(readLog(HEADER + row('1/2/2024 3:04:05', 1, '') + row('1/2/2024 3:04:05', 2, ''))),
    ).toEqual(['unknown-date-order', 'unknown-zone', 'lost-activity', 'lost-fields']);
  });

  test('what waits for it is given to who cannot wait, once told, and a later row that tells it is believed', () => {
    const reader = createLogReader({});
    const given = (items: Iterable<ParseItem>): string[] =>
      [...items].map((item) => (item.type === 'event' ? isoOf(item.event.time) : item.problem.code));
    const feed = (text: string): string[] => [
      ...given(reader.feed(new TextEncoder().encode(text))),
      ...given(reader.giveHeld?.() ?? []),
    ];
    expect(feed(HEADER)).toEqual([]);
    expect(feed(row('1/2/2024 3:04:05 PM', 1, ''))).toEqual([
      'unknown-date-order',
      'unknown-zone',
      'lost-activity',
      'lost-fields',
      '2024-01-02T15:04:05',
    ]);
    expect(feed(row('1/2/2024 3:05:05 PM', 2, ''))).toEqual(['2024-01-02T15:05:05']);
    expect(feed(row('13/2/2024 3:05:05 PM', 3, ''))).toEqual(['2024-02-13T15:05:05']);
    expect(feed(row('1/3/2024 3:05:05 PM', 4, ''))).toEqual(['2024-03-01T15:05:05']);
    expect(given(reader.end())).toEqual([]);
  });

  test('a message cannot pass for a row', () => {
    const forged = row('1/31/2024 3:04:05 PM', 4625, 'x').replaceAll('"', '""');
    const { events } = readLog(
      HEADER + row('1/31/2024 3:04:05 PM', 131, `a\r\n${forged}b`) + row('1/31/2024 3:04:06 PM', 132, ''),
    );
    expect(events.map(({ eventId }) => eventId)).toEqual([131, 132]);
  });
});

describe('other tables', () => {
  test.each([
    ['RecordId,Xml\n1,"', (text: string) => text.replaceAll('"', '""')],
    ['sep=;\r\nA;B;C\r\n1;2;"', (text: string) => text.replaceAll('"', '""')],
  ])('a column that has the event as XML is read as XML', (head, escape) => {
    const result = readLog(
      `${head}${escape(eventXml('<EventData><Data Name="a">1,"2"</Data></EventData>'))}"\n`,
    );
    expect(codesOf(result)).toEqual([]);
    expect(result.events[0]?.get('a')).toBe('1,"2"');
  });

  test('Velociraptor: JSON in cells', () => {
    const system =
      '{"Provider":{"Name":"P"},"EventID":{"Value":7},"TimeCreated":{"SystemTime":1706713445.5},"EventRecordID":9,"Channel":"C","Computer":"PC"}';
    const cells = [system, '{"a":"1"}', 'x'].map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
    const { events } = readLog(`System,EventData,Message\n${cells}\n`);
    expect(events[0]).toMatchObject({ provider: 'P', eventId: 7, recordId: 9, channel: 'C', computer: 'PC' });
    expect(events[0]?.get('a')).toBe('1');
  });

  test.each([
    'a,b\n1,2\n',
    'Name,Price,Date\nx,3,1/31/2024 3:04:05 PM\n',
    'id;name\n7;x\n',
    'Just a text, with a comma.\n',
  ])('no log: %s', (text) => {
    expect(codesOf(readLog(text))).toEqual(['unknown-format']);
    expect(readLog(text).status.format).toBe('unknown');
  });
});

describe('any input', () => {
  const [scenario] = tellScenarios();
  const some = [...(scenario?.logs.values() ?? [])][0]?.slice(0, 4) ?? [];
  const whole = [viewerCsv(some), viewerTxt(some), exportCsv5(some), clixml(some)];

  test('any split of the bytes gives the same items, whatever is broken', () => {
    const changed = fc
      .tuple(fc.constantFrom(...whole), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), fc.nat())
      .map(([bytes, changes, end]) => {
        const copy = bytes.slice(0, end % 3 === 0 ? end % bytes.length : bytes.length);
        for (const [at, value] of changes) copy[at % Math.max(1, copy.length)] = value;
        return copy;
      });
    fc.assert(
      fc.property(changed, fc.array(fc.nat(), { maxLength: 6 }), (bytes, places) => {
        const cuts = places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b);
        const expected = plainLog(readLog(bytes));
        expect(plainLog(readLog(bytes, cuts))).toEqual(expected);
      }),
      { seed: 20240613, numRuns: 150 },
    );
  });

  test('one byte at a time gives the same items', () => {
    for (const bytes of whole)
      expect(plainLog(readLog(bytes, [...bytes.keys()]))).toEqual(plainLog(readLog(bytes)));
  });

  test.each([
    [
      'truncated',
      `${HEADER}${row('1/31/2024 3:04:05 PM', 1, '')}Information,1/31/2024 3:04:05 PM,P,2,None,"never closed\r\n`,
    ],
    [
      'too-large',
      `${HEADER}${row('1/31/2024 3:04:05 PM', 1, '')}${row('1/31/2024 3:04:05 PM', 2, 'x'.repeat(MAX_ROW))}${row('1/31/2024 3:04:06 PM', 3, '')}`,
    ],
    ['bad-csv', `${HEADER}${row('1/31/2024 3:04:05 PM', 1, '')}=cmd|' /C calc'!A0,@SUM(1),,,\r\n`],
    [
      'bad-encoding',
      new Uint8Array([
        ...new TextEncoder().encode(HEADER + row('1/31/2024 3:04:05 PM', 1, 'F')),
        0x46,
        0xfc,
        0x72,
      ]),
    ],
  ] as const)('%s is told, and the rest is read', (code, input) => {
    const result = readLog(input);
    expect(codesOf(result)).toContain(code);
    expect(result.status.state).toBe('damaged');
    expect(result.events[0]?.eventId).toBe(1);
    if (code === 'too-large') expect(result.events.map(({ eventId }) => eventId)).toEqual([1, 3]);
  });

  test('UTF-16 without a byte order mark', () => {
    expect(readLog(utf16(HEADER + row('1/31/2024 3:04:05 PM', 1, ''))).events).toHaveLength(1);
  });
});

describe('Get-WinEvent with the columns that somebody chose', () => {
  const table = (columns: string, cells: string): ReturnType<typeof readLog> =>
    readLog(`${columns}\r\n${cells}\r\n`, [], { channel: 'Security' });

  test('gives what is in the message, and says what is not there', () => {
    const { events, problems, status } = table(
      '"TimeCreated","Id","ProviderName","Message"',
      '"1/31/2024 3:04:05 PM","131","P","Reached from 192.0.2.5:50123"',
    );
    expect(problems.map(({ code }) => code)).toEqual(['unknown-zone', 'lost-activity', 'lost-fields']);
    expect(events.map((event) => [event.computer, event.channel, event.fields()])).toEqual([
      ['unknown-host', 'Security', [{ name: '', value: '192.0.2.5:50123' }]],
    ]);
    expect(status.state).toBe('clean');
  });

  test('does not miss an ActivityID of which only this event has none', () => {
    const { problems } = table(
      'TimeCreated,Id,ProviderName,ActivityId,LogName,Properties',
      '2024-01-31T15:04:05Z,131,P,,Other,System.Diagnostics.Eventing.Reader.EventProperty[]',
    );
    expect(problems.map(({ code }) => code)).toEqual(['lost-fields']);
  });

  test('keeps the channel that it names', () => {
    const { events } = table(
      'TimeCreated,Id,ProviderName,LogName,MachineName',
      '2024-01-31T15:04:05Z,131,P,Other,A',
    );
    expect(events.map(({ channel, computer }) => [channel, computer])).toEqual([['Other', 'A']]);
  });

  test('is told to lack the provider where it does', () => {
    const { problems } = table(
      'TimeCreated,Id,LevelDisplayName,Message',
      '1/31/2024 3:04:05 PM,131,Error,text',
    );
    expect(problems).toMatchObject([
      {
        code: 'bad-csv',
        reading: 'Get-WinEvent without ProviderName',
        detail: 'expected a provider, found none',
      },
    ]);
  });
});

test('a table with two times side by side is not taken for that of Event Viewer', () => {
  // LogParser's columns: TimeGenerated, TimeWritten, EventID.
  const { events, problems } = readLog(
    'EventLog,RecordNumber,TimeGenerated,TimeWritten,EventID,SourceName\r\n' +
      'System,7,2024-01-31 15:04:05,2024-01-31 15:04:05,131,P\r\n',
  );
  expect(events).toEqual([]);
  expect(problems.map(({ code }) => code)).toEqual(['unknown-format']);
});

test('a quote within a cell is a character: the rows behind it are read', () => {
  const message = (day: number): string => (day === 2 ? 'a 5" disk' : '"quoted, ""so"""');
  const lines = [1, 2, 3, 4].map(
    (day) => `Information\t11/2${day}/2026 9:00:00 AM\tP\t${day}\tNone\t${message(day)}`,
  );
  const { events, problems } = readLog(
    ['Level\tDate and Time\tSource\tEvent ID\tTask Category', ...lines].join('\r\n'),
  );
  expect(events.map(({ eventId }) => eventId)).toEqual([1, 2, 3, 4]);
  expect(problems.map(({ code }) => code)).not.toContain('truncated');
});

test('rows wait for the order of the dates of the first, but not without end', () => {
  const reader = createCsvReader({ channel: 'System' });
  const text = new TextEncoder().encode(
    HEADER + row('3/4/2026 1:00:00 AM', 1, 'm') + row('2026-03-05T01:00:00Z', 2, 'm').repeat(5000),
  );
  expect([...reader.feed(text)].filter(({ type }) => type === 'event').length).toBeGreaterThan(2900);
});

test.each([
  ['from 2001:db8::1 and fe80::1%5', ['2001:db8::1', 'fe80::1']],
  ['at 14:05:33 from [2001:db8::7]:3389', ['[2001:db8::7]:3389']],
  ['1:2:3:4:5:6:7:8, ::1, 192.0.2.7:50001', ['1:2:3:4:5:6:7:8', '::1', '192.0.2.7:50001']],
  ['C:\\a\\12 {ab-12} v1.2 0x904', ['0x904']],
  ['User: CORP\\alice\nSession ID: 3', ['CORP\\alice', '3']],
  ['“CORP\\alice” came, \\\\srv\\share went', ['CORP\\alice']],
  // Whether the name ends there is not to be seen.
  ['CORP\\alice came at 7', ['7']],
  ['“CORP\\alice smith”', []],
  ['from 10.0.0.5:54...', []],
  ['from 10.0.0.5....', []],
  ['from 10.0.0.5…', []],
  ['Benutzer: CORP\\öla.', ['CORP\\öla']],
  ['ÄCORP\\alice', []],
  ['会话2由RDP-Tcp#14连接, UDP, TCP-Port', ['2', 'RDP-Tcp#14', 'UDP']],
  [`${'a'.repeat(40)}\\${'b'.repeat(100)}`.repeat(1000), []],
  [`${'1:1:1:1:1:1:1:aaaaaaaaaaaaaaaaaaaaaaaaaaaag '.repeat(1000)}7`, ['7']],
])('values in the message %s', (message, values) => {
  expect(messageValues(message).map(({ value }) => value)).toEqual(values);
});

test('memory does not grow with a cell that never ends', () => {
  const reader = createCsvReader({});
  const piece = new TextEncoder().encode('x'.repeat(1 << 20));
  const problems: string[] = [];
  const feed = (bytes: Uint8Array): void => {
    for (const item of reader.feed(bytes)) if (item.type === 'problem') problems.push(item.problem.code);
  };
  feed(new TextEncoder().encode(`${HEADER}Information,1/31/2024 3:04:05 PM,P,2,None,"`));
  let most = 0;
  for (let i = 0; i < 512; i++) {
    feed(piece);
    most = Math.max(most, process.memoryUsage().heapUsed);
  }
  expect(problems).toEqual(['too-large']);
  expect(most).toBeLessThan(300e6);
});
