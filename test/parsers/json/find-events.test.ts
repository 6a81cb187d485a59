import { describe, expect, test } from 'vitest';
import { isXmlEvent } from '../../../parsers/tree-event.ts';
import { eventXml } from '../xml/read-xml.ts';
import { eventJson, idsOf, readJson } from './read-json.ts';
import { codesOf } from '../read-log.ts';

const xml = (provider: string, id: number, record: number): string =>
  eventXml(
    `<EventData><Data Name='a'>from XML</Data></EventData>`,
    `<Provider Name='${provider}'/><EventID>${id}</EventID><TimeCreated SystemTime='2024-01-01T00:00:00.1234567Z'/><EventRecordID>${record}</EventRecordID><Channel>Security</Channel><Computer>PC</Computer>`,
  );

const winlog = (more: object): string =>
  JSON.stringify({
    '@timestamp': '2024-01-01T00:00:00.123Z',
    winlog: {
      channel: 'Security',
      provider_name: 'P',
      event_id: '1',
      record_id: '11',
      computer_name: 'PC',
      event_data: { a: 'from JSON' },
    },
    ...more,
  });

describe('XML beside an event', () => {
  test('counts, with all its digits', () => {
    const [event] = readJson(winlog({ event: { original: xml('P', 1, 11) } })).events;
    expect(event && isXmlEvent(event)).toBe(true);
    expect(event?.get('a')).toBe('from XML');
    expect(event?.time).toBe(Date.UTC(2024, 0, 1) * 1000 + 123_456);
  });

  test.each([
    ['another event id', xml('P', 4624, 11)],
    ['another provider', xml('Q', 1, 11)],
    ['another record', xml('P', 1, 12)],
    ['a declaration', `<!DOCTYPE x>${xml('P', 1, 11)}`],
    ['a cut end', xml('P', 1, 11).slice(0, -20)],
  ])('does not with %s: a message may hold what its writer liked', (_, message) => {
    const result = readJson(winlog({ message }));
    expect(result.events.map((event) => event.get('a'))).toEqual(['from JSON']);
  });

  test('is looked for in no field of the event', () => {
    const result = readJson(eventJson(1, { a: xml('Q', 9, 9), message: xml('Q', 9, 9) }));
    expect(idsOf(result)).toEqual([1]);
  });
});

describe('times', () => {
  const nxlog = (time: unknown): ReturnType<typeof readJson> =>
    readJson(
      JSON.stringify({
        EventTime: time,
        Hostname: 'PC',
        EventID: 1,
        SourceName: 'P',
        RecordNumber: 1,
        Channel: 'C',
      }),
    );
  const second = Date.UTC(2024, 0, 2, 3, 4, 5) * 1000;

  test.each([
    ['2024-01-02T03:04:05.1234567Z', second + 123_456, '100ns', 'stated'],
    ['2024-01-02 03:04:05.123 UTC', second + 123_000, 'ms', 'stated'],
    ['2024-01-02 12:04:05.123 +09:00', second + 123_000, 'ms', 'stated'],
    ['2024-01-01 22:04:05 -0500', second, 's', 'stated'],
    ['2024-01-02 03:04:05', second, 's', 'unknown'],
    ['/Date(1704164645123)/', second + 123_000, 'ms', 'stated'],
    [1_704_164_645, second, 's', 'stated'],
    [1_704_164_645.123_456, second + 123_456, 'us', 'stated'],
    [1_704_164_645_123, second + 123_000, 'ms', 'stated'],
    ['1704164645123456000', second + 123_456, '100ns', 'stated'],
    [{ value: '/Date(1704164645123)/', DateTime: 'Tuesday' }, second + 123_000, 'ms', 'stated'],
  ])('%j', (time, expected, precision, zone) => {
    const result = nxlog(time);
    expect(result.events[0]?.time).toBe(expected);
    expect(result.status).toMatchObject({ times: { precision, zone } });
    expect(codesOf(result)).toEqual(zone === 'unknown' ? ['unknown-zone'] : []);
  });

  test.each(['', 'yesterday', '2024-02-30T00:00:00Z', '2024-01-01T25:00:00Z', -1, Infinity, {}, [], null])(
    '%j is none, and the event is told',
    (time) => {
      const result = nxlog(time);
      expect(result.events).toEqual([]);
      expect(codesOf(result)).toContain('bad-json');
    },
  );

  test('without a zone are told once', () => {
    const one =
      '{"EventTime":"2024-01-02 03:04:05","Hostname":"PC","EventID":1,"SourceName":"P","RecordNumber":1}';
    expect(codesOf(readJson(`${one}\n${one}\n${one}`))).toEqual(['unknown-zone']);
  });
});

describe('names', () => {
  test('are found in any case, and with dots for levels, as the fields of a search have them', () => {
    const flat = JSON.stringify({
      _index: 'x',
      fields: {
        '@timestamp': ['2024-01-01T00:00:00.000Z'],
        'winlog.channel': ['Security'],
        'WINLOG.provider_name': ['P'],
        'winlog.event_id': ['1'],
        'winlog.record_id': ['11'],
        'winlog.computer_name': ['PC'],
      },
    });
    expect(readJson(flat).events[0]).toMatchObject({
      provider: 'P',
      eventId: 1,
      recordId: 11,
      computer: 'PC',
    });
  });

  test.each([
    [
      'pairs of xml2js',
      [
        { _: 'x', $: { Name: 'a' } },
        { _: 'y', $: { Name: 'b' } },
      ],
    ],
    [
      'pairs of xmltodict',
      {
        Data: [
          { '@Name': 'a', '#text': 'x' },
          { '@Name': 'b', '#text': 'y' },
        ],
      },
    ],
    [
      'pairs of names and values',
      [
        { Name: 'a', Value: 'x' },
        { Name: 'b', Value: 'y' },
      ],
    ],
    ['objects of one member', { data: [{ a: 'x' }, { b: 'y' }], '#attributes': { Name: 'z' } }],
    ['an object', { a: 'x', b: 'y' }],
  ])('of fields are found in %s', (_, data) => {
    const fields = readJson(eventJson(1, data)).events[0]?.fields();
    expect(fields).toEqual([
      { name: 'a', value: 'x' },
      { name: 'b', value: 'y' },
    ]);
  });

  test('that were numbered for want of names stand in their places again', () => {
    const text = winlog({}).replace(
      '{"a":"from JSON"}',
      '{"Binary":"00","param1":"x","param10":"z","param3":"y"}',
    );
    const fields = readJson(text).events[0]?.fields() ?? [];
    expect(fields.map(({ value }) => value)).toEqual(['x', '', 'y', '', '', '', '', '', '', 'z', '00']);
  });
});
