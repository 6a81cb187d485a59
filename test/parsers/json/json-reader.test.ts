import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_DOCUMENT } from '../../../parsers/json/split-documents.ts';
import { createJsonReader } from '../../../parsers/json/json-reader.ts';
import { MAX_NESTING } from '../../../parsers/json/json-value.ts';
import { eventXml, utf16 } from '../xml/read-xml.ts';
import { eventJson, idsOf, plainResult, readJson } from './read-json.ts';
import { damagedTexts } from '../damaged-texts.ts';
import { codesOf } from '../read-log.ts';

const SEED = { seed: 20261122, numRuns: 400 };

/** Pieces that, put together at random, meet every state of the splitter. */
const PIECES = [
  eventJson(1, { name: 'ä€😀 "\\ \n' }),
  eventJson(2),
  JSON.stringify(JSON.parse(eventJson(3, { a: [1, { b: null }] })), undefined, 2),
  JSON.stringify({ message: eventXml('', undefined) }),
  '{"hits":{"total":1,"hits":[',
  '{"resourceLogs":[{"scopeLogs":[{"logRecords":[',
  '{"value":[',
  ']}',
  ']}}',
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  ':',
  ',',
  '\n',
  '\r\n',
  ' ',
  '1e400',
  '-',
  'null',
  '{"__proto__":1,"a":{"a":1,"a":2}}',
  '"<Event"',
  'text',
  '\ufeff',
  '\u0000',
  '\u001e',
];

const damaged = damagedTexts(PIECES, 16);

describe('any input', () => {
  test('any split of the bytes gives the same items', () => {
    fc.assert(
      fc.property(damaged, fc.array(fc.nat(), { maxLength: 8 }), (bytes, places) => {
        const cuts = places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b);
        const whole = plainResult(readJson(bytes));
        expect(plainResult(readJson(bytes, cuts))).toEqual(whole);
        expect(plainResult(readJson(bytes, [...bytes.keys()]))).toEqual(whole);
      }),
      SEED,
    );
  });

  test('random bytes and random JSON never throw, and what is no event is told', () => {
    const any = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.json({ maxDepth: 6 }).map((text) => new TextEncoder().encode(text)),
    );
    fc.assert(
      fc.property(any, (bytes) => {
        expect(readJson(bytes).problems.length).toBeGreaterThan(0);
      }),
      SEED,
    );
  });

  test('problems say what was expected, and where', () => {
    fc.assert(
      fc.property(damaged, (bytes) => {
        for (const { offset, reading, detail } of readJson(bytes).problems) {
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(offset).toBeLessThanOrEqual(bytes.length);
          expect(reading).not.toBe('');
          expect(detail).toMatch(/^expected /);
        }
      }),
      SEED,
    );
  });
});

describe('containers', () => {
  const [one, two] = [eventJson(1), eventJson(2)];
  const pretty = (text: string, indent: number): string =>
    JSON.stringify(JSON.parse(text), undefined, indent);
  const wrapped = (open: string, close: string): string => `${open}${one},${two}${close}`;

  test.each([
    ['lines', `${one}\n${two}\n`],
    ['lines without the last end', `${one}\r\n${two}`],
    ['values one after another', one + two],
    ['a list', `[${one},${two}]`],
    ['a list of lists', `[[${one}],[${two}]]`],
    ['a pretty list', pretty(`[${one},${two}]`, 4)],
    ['a list without indentation', pretty(`[${one},${two}]`, 0).replaceAll(/^ +/gm, '')],
    ['pretty values', `${pretty(one, 2)}\n${pretty(two, 2)}`],
    ['a text sequence', `\u001e${one}\n\u001e${two}\n`],
    [
      'the answer of a search',
      wrapped('{"took":1,"hits":{"total":{"value":2},"hits":[{"_source":', '}]}}').replace(
        `${one},`,
        `${one}},{"_source":`,
      ),
    ],
    ['what PowerShell 5 makes of some lists', wrapped('{"value":[', '],"Count":2}')],
    ['an export in XML that was made JSON', wrapped('{"Events":{"@xmlns":"x","Event":[', ']}}')],
    ['exports of one event each', [one, two].map((text) => `{"Events":{"Event":${text}}}`).join('\n')],
    ['values beside the list', wrapped('{"a":{"b":[1,{"c":2}]},"records":[', '],"next":{"x":[{"y":1}]}}')],
    ['Fluent Bit pairs', `[[1700000000.5,${one}],[1700000001.5,${two}]]`],
    ['a text in a text', `${JSON.stringify({ message: one })}\n${JSON.stringify({ value: two })}`],
  ])('%s', (_, text) => {
    for (const bytes of [new TextEncoder().encode(`\ufeff${text}`), utf16(`\ufeff${text}`), utf16(text)]) {
      const result = readJson(bytes);
      expect({ ids: idsOf(result), codes: codesOf(result) }).toEqual({ ids: [1, 2], codes: [] });
    }
  });

  test('elements that are a list each, as xml2js makes them, say the same', () => {
    const system = {
      Provider: [{ $: { Name: 'P' } }],
      EventID: ['7'],
      TimeCreated: [{ $: { SystemTime: '2024-01-01T00:00:00Z' } }],
      EventRecordID: ['5'],
      Correlation: [''],
      Channel: ['C'],
      Computer: ['A'],
    };
    const events = [
      {
        System: [system],
        EventData: [
          {
            Data: [
              { _: '3', $: { Name: 'a' } },
              { _: 'x', $: { Name: 'b' } },
            ],
          },
        ],
      },
      { System: [system], UserData: [{ EventXML: [{ $: { xmlns: 'u' }, User: ['x'], Address: ['y'] }] }] },
    ];
    const result = readJson(JSON.stringify({ Events: { Event: events } }));
    expect(codesOf(result)).toEqual([]);
    expect(result.events.map((event) => [event.recordId, event.channel, event.fields()])).toEqual([
      [
        5,
        'C',
        [
          { name: 'a', value: '3' },
          { name: 'b', value: 'x' },
        ],
      ],
      [
        5,
        'C',
        [
          { name: 'User', value: 'x' },
          { name: 'Address', value: 'y' },
        ],
      ],
    ]);
  });

  test('numbered records are read, the numbers told once', () => {
    const result = readJson(`Record 1\n${pretty(one, 2)}\nRecord 2\n${pretty(two, 2)}\n`);
    expect(idsOf(result)).toEqual([1, 2]);
    expect(codesOf(result)).toEqual(['other-text']);
    expect(result.status).toMatchObject({ state: 'clean' });
  });

  test('an event is given as soon as it is whole', () => {
    const reader = createJsonReader({});
    expect([...reader.feed(new TextEncoder().encode(`${one}\n${two}`))]).toHaveLength(2);
  });
});

describe('what is wrong with a value is told, the rest is read', () => {
  const good = eventJson(7);
  test.each([
    ['cut off within a text', good.slice(0, 60), 'bad-json'],
    ['cut off behind a value', good.slice(0, good.indexOf(',"EventID"')), 'bad-json'],
    ['cut off behind a comma', good.slice(0, good.indexOf('"EventID"')), 'bad-json'],
    ['a bracket too many', `${good}}`, 'other-text'],
    ['a wrong bracket', good.replace('}}', ']}'), 'bad-json'],
    ['no JSON', '{"EventID": 1,}', 'bad-json'],
    ['single quotes', "{'EventID': 1}", 'bad-json'],
    [
      'too deep',
      `${'['.repeat(5)}{"a":${'['.repeat(MAX_NESTING + 1)}${']'.repeat(MAX_NESTING + 1)}}${']'.repeat(5)}`,
      'bad-json',
    ],
    ['too deep in a text', JSON.stringify({ message: '['.repeat(500_000) }), 'other-json'],
    ['too long', JSON.stringify({ EventID: 'x'.repeat(MAX_DOCUMENT) }), 'too-large'],
    ['no time', good.replace('SystemTime', 'x'), 'bad-json'],
    ['no such day', good.replace('2024-01-01', '2024-02-30'), 'bad-json'],
    ['an id of 1e400', good.replace('"EventID":7', '"EventID":1e400'), 'bad-json'],
    ['an id that is no number', good.replace('"EventID":7', '"EventID":{"a":1}'), 'bad-json'],
    ['another sort of value', '{"log":{"level":"info"},"msg":"started"}', 'other-json'],
    ['a number', '12', 'other-text'],
    ['a name twice', good.replace('"EventID":7', '"EventID":7,"EventID":7'), 'repeated-name'],
  ])('%s', (_, bad, code) => {
    const result = readJson(`${eventJson(1)}\n${bad}\n${eventJson(2)}\n`);
    expect(idsOf(result).filter((id) => id !== 7)).toEqual([1, 2]);
    expect(codesOf(result)).toEqual([code]);
  });

  test('__proto__ is a name like any other', () => {
    const result = readJson(
      eventJson(1).replace('"EventData":null', '"EventData":{"__proto__":"x","constructor":"y"}'),
    );
    expect(result.events[0]?.fields()).toEqual([
      { name: '__proto__', value: 'x' },
      { name: 'constructor', value: 'y' },
    ]);
    expect(result.events[0]?.get('__proto__')).toBe('x');
    expect(result.events[0]?.get('toString')).toBeUndefined();
    expect(codesOf(readJson('{"__proto__":{"winlog":{"channel":"x"}}}'))).toEqual(['unknown-format']);
  });

  test('JSON about something else is told with what it is', () => {
    const result = readJson('{"a":1,"b":2}\n{"c":3}\n');
    expect(codesOf(result)).toEqual(['unknown-format']);
    expect(result.problems[0]?.detail).toContain('a, b');
    expect(result.status).toMatchObject({ records: 0, state: 'damaged' });
  });

  test('bytes that are no UTF-8 are told, the event is read', () => {
    const bytes = new TextEncoder().encode(eventJson(1, { name: '~' }));
    bytes[bytes.indexOf(0x7e)] = 0xe4;
    const result = readJson(bytes);
    expect(codesOf(result)).toEqual(['bad-encoding']);
    expect(result.events[0]?.get('name')).toBe('\ufffd');
  });

  test('a list that never ends is told', () => {
    const result = readJson(`[${eventJson(1)},${eventJson(2)}`);
    expect(idsOf(result)).toEqual([1, 2]);
    expect(codesOf(result)).toEqual(['truncated']);
  });
});

describe('wanted events', () => {
  const three = [1, 2, 3].map((id) => `${eventJson(id)}\n`).join('');

  test('only they are built, all are observed', () => {
    const seen: unknown[] = [];
    const result = readJson(three, [], {
      want: (provider, id) => provider === 'P' && id === 2,
      observe: (...record) => seen.push(record),
    });
    expect(idsOf(result)).toEqual([2]);
    const time = Date.UTC(2024, 0, 1) * 1000 + 123_456;
    expect(seen).toEqual([11, 12, 13].map((id) => ['PC', 'System', id, time]));
  });
});

test('memory does not grow with a value that never ends', () => {
  const reader = createJsonReader({});
  const piece = new TextEncoder().encode('x'.repeat(1_000_000));
  const feed = (bytes: Uint8Array): readonly string[] =>
    [...reader.feed(bytes)].map((item) => (item.type === 'problem' ? item.problem.code : item.type));
  const told = [...feed(new TextEncoder().encode(`${eventJson(1)}\n{"a":"`))];
  let most = 0;
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 300; i++) {
    told.push(...feed(piece));
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  told.push(...feed(new TextEncoder().encode(`"}\n${eventJson(2)}\n`)));
  expect(told).toEqual(['event', 'too-large', 'event']);
  // Garbage between two collections is part of the figure: the bound is a fraction of the 300 MB, not zero.
  expect(most).toBeLessThan(100e6);
});

test('the work is linear when the bytes come one by one', () => {
  const bytes = new TextEncoder().encode(eventJson(1, { a: 'x'.repeat(500_000) }));
  const result = readJson(bytes, [...bytes.keys()]);
  expect({ ids: idsOf(result), codes: codesOf(result) }).toEqual({ ids: [1], codes: [] });
}, 10_000);
