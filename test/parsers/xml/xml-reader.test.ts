import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_EVENT } from '../../../parsers/xml/split-events.ts';
import { scanSystem } from '../../../parsers/xml/scan-system.ts';
import { createXmlReader } from '../../../parsers/xml/xml-reader.ts';
import { eventXml, plainResult, readXml } from './read-xml.ts';
import { damagedTexts } from '../damaged-texts.ts';
import { codesOf } from '../read-log.ts';

const SEED = { seed: 20240613, numRuns: 300 };
const system = (provider: string, id: number, record: number): string =>
  `<Provider Name='${provider}' Guid='{0}'/><EventID Qualifiers='0'>${id}</EventID><Version>0</Version><TimeCreated SystemTime='2024-01-01T00:00:00.0000001Z'/><EventRecordID>${record}</EventRecordID><Correlation/><Execution ProcessID='1' ThreadID='2'/><Channel>System</Channel><Computer>PC</Computer><Security/>`;

/** Pieces that, put together at random, meet every state of the lexer. */
const PIECES = [
  eventXml(`<EventData><Data Name='ä€😀'>x &#10; y</Data></EventData>`, system('P', 1, 1)),
  eventXml(`<UserData><E><a>'1"</a></E></UserData>`, system('Q', 2, 2)),
  '<Events>',
  '</Events>',
  '<Event>',
  '</Event>',
  '<Event/>',
  '<System>',
  '<a b="',
  "'",
  '"',
  '>',
  '<',
  '/>',
  '</',
  '<!--',
  '-->',
  '--',
  '<![CDATA[',
  ']]>',
  ']',
  '<?',
  '?>',
  '?',
  ' ',
  '\r\n',
  'text',
  '\ufeff',
  '\u0000',
  '&amp;',
  '<!DOCTYPE x>',
];

const damaged = damagedTexts(PIECES, 14);

describe('any input', () => {
  test('any split of the bytes gives the same items', () => {
    fc.assert(
      fc.property(damaged, fc.array(fc.nat(), { maxLength: 8 }), (bytes, places) => {
        const cuts = places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b);
        const whole = plainResult(readXml(bytes));
        expect(plainResult(readXml(bytes, cuts))).toEqual(whole);
        expect(plainResult(readXml(bytes, [...bytes.keys()]))).toEqual(whole);
      }),
      SEED,
    );
  });

  test('random bytes never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(readXml(bytes).problems.length).toBeGreaterThan(0);
      }),
      SEED,
    );
  });
});

describe('wanted events', () => {
  const three = [1, 2, 3].map((id) => eventXml('', system('P', id, id + 10))).join('');

  test('only they are built, all are observed', () => {
    const seen: unknown[] = [];
    const { events } = readXml(three, [], {
      want: (provider, id) => provider === 'P' && id === 2,
      observe: (...record) => seen.push(record),
    });
    expect(events.map((event) => event.eventId)).toEqual([2]);
    const time = Date.UTC(2024, 0, 1) * 1000;
    expect(seen).toEqual([11, 12, 13].map((id) => ['PC', 'System', id, time]));
  });

  test.each([
    ['another order', (text: string) => text.replace(/(<Provider.*?\/>)(<EventID.*?<\/EventID>)/, '$2$1')],
    ['a comment', (text: string) => text.replace('<EventID', '<!-- <EventID>9</EventID> --><EventID')],
    ['a reference', (text: string) => text.replace("Name='P'", "Name='&#80;'")],
    ['a prefix', (text: string) => text.replace(/<(\/?)(?=\w)/g, '<$1e:')],
    [
      'a decoy in an attribute',
      (text: string) => text.replace('<Event ', `<Event a='><System><Provider Name="X"/>' `),
    ],
    [
      'a whole event as a decoy',
      (text: string) => text.replace('<Event ', `<Event a="${eventXml('', system('X', 9, 9))}" `),
    ],
    ['a second Name', (text: string) => text.replace("Name='P'", "Name='X' Name='P'")],
  ])('an unusual System block is parsed: %s', (_, change) => {
    const text = change(three.slice(0, three.indexOf('</Event>') + 8));
    expect(scanSystem(text)).toBeUndefined();
    expect(readXml(text, [], { want: () => false }).events).toEqual([]);
    expect(readXml(text, [], { want: (provider, id) => provider === 'P' && id === 1 }).events).toHaveLength(
      1,
    );
  });

  test('text of the payload cannot pass for the System block', () => {
    const forged = `<EventData><Data>${system('F', 4625, 9).replaceAll('<', '&lt;')}</Data><System>${system('F', 4625, 9)}</System></EventData>`;
    const { events } = readXml(eventXml(forged, system('P', 1, 1)), [], {
      want: (provider) => provider === 'P',
    });
    expect(events).toHaveLength(1);
  });
});

test('memory does not grow with the input', () => {
  const event = eventXml(
    `<EventData><Data Name='a'>${'x'.repeat(20_000)}</Data></EventData>`,
    system('P', 1, 1),
  );
  const chunk = new TextEncoder().encode(event.repeat(50));
  const reader = createXmlReader({ want: () => false });
  const heap = (): number => process.memoryUsage().heapUsed;
  for (const _ of reader.feed(chunk)) expect.unreachable();
  const before = heap();
  let most = 0;
  for (let i = 0; i < 200; i++) {
    for (const _ of reader.feed(chunk)) expect.unreachable();
    most = Math.max(most, heap() - before);
  }
  expect(reader.status().records).toBe(201 * 50);
  // Garbage between two collections is part of the figure: the bound is a fraction of the 200 MB, not zero.
  expect(most).toBeLessThan(100e6);
});

test('the work is linear when the bytes come one by one', () => {
  const bytes = new TextEncoder().encode(
    eventXml(`<EventData><Data>${'x'.repeat(MAX_EVENT / 2)}</Data></EventData>`),
  );
  const result = readXml(bytes, [...bytes.keys()]);
  expect(codesOf(result)).toEqual([]);
  expect(result.events).toHaveLength(1);
}, 10_000);
