import * as fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createLogReader, type RawEvent, type RawField } from '../../parsers/index.ts';
import { eventDetails, type EventDetails } from '../../src/pack/event-details.ts';
import { eventXml, type WrittenEvent } from '../../src/pack/event-xml.ts';

type System = Omit<RawEvent, 'get' | 'fields'>;

function systemOf(event: System): System {
  const { provider, channel, computer, eventId, version, level, recordId, time } = event;
  const { qualifiers, activityId, relatedActivityId, processId, threadId, userSid } = event;
  const optional = { qualifiers, activityId, relatedActivityId, processId, threadId, userSid };
  const known = Object.entries(optional).filter(([, value]) => value !== undefined);
  return {
    provider,
    channel,
    computer,
    eventId,
    version,
    level,
    recordId,
    time,
    ...Object.fromEntries(known),
  };
}

function readAll(bytes: Uint8Array): RawEvent[] {
  const reader = createLogReader({});
  const items = [...reader.feed(bytes), ...reader.end()];
  return items.map((item) => {
    if (item.type === 'problem') throw new Error(`${item.problem.code}: ${item.problem.detail}`);
    return item.event;
  });
}

const readBack = (event: WrittenEvent, details: EventDetails = {}): RawEvent | undefined =>
  readAll(new TextEncoder().encode(`<Events>\n${eventXml(event, details)}\n</Events>\n`))[0];

/** What XML cannot hold is `_`. */
const carried = (text: string): string =>
  // eslint-disable-next-line no-control-regex
  text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '_');

const hostile = fc.constantFrom(
  '</Data></EventData></Event><Event>',
  '<![CDATA[x]]>',
  ']]>',
  '&amp;lt; &#0; &#x1f;',
  `"'><script>alert(1)</script>`,
  '\u001b[2J\u0000\u202e',
  '\ud800',
  ' \t\r\n ',
  '',
);
const text = fc.oneof(hostile, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
const name = fc.oneof(fc.constantFrom('User', 'Binary', 'Data', 'Param1', '', 'ns:Name', '__proto__'), text);
const guid = fc.uuid().map((id) => id.toUpperCase());
const uint32 = fc.nat(0xffffffff);

const made: fc.Arbitrary<WrittenEvent> = fc.record(
  {
    provider: text.filter((it) => carried(it) !== ''),
    channel: text,
    computer: text,
    eventId: fc.nat(0xffff),
    version: fc.nat(255),
    level: fc.nat(255),
    recordId: fc.nat(Number.MAX_SAFE_INTEGER),
    time: fc.integer({ min: Date.UTC(1601, 0, 1) * 1000, max: Date.UTC(9999, 0, 1) * 1000 }),
    fields: fc.array(fc.record({ name, value: text }), { maxLength: 6 }),
    qualifiers: fc.nat(0xffff),
    activityId: guid,
    relatedActivityId: guid,
    processId: uint32,
    threadId: uint32,
    userSid: text.filter((it) => carried(it) !== ''),
  },
  {
    requiredKeys: [
      'provider',
      'channel',
      'computer',
      'eventId',
      'version',
      'level',
      'recordId',
      'time',
      'fields',
    ],
  },
);
const details: fc.Arbitrary<EventDetails> = fc.record(
  { userData: fc.oneof(fc.constantFrom('EventXML', 'a:b', '<x>'), text), keywords: text, task: text },
  { requiredKeys: [] },
);

describe('an event that is written', () => {
  test('is read as it was, hostile text included, but for what XML cannot hold', () => {
    fc.assert(
      fc.property(made, details, (event, more) => {
        const read = readBack(event, more);
        const expected = Object.entries(systemOf(event)).map(([key, value]) => [
          key,
          typeof value === 'string' ? carried(value) : value,
        ]);
        expect(read && systemOf(read)).toEqual(Object.fromEntries(expected));
        const fields = event.fields.map((field) => ({
          name: carried(field.name),
          value: carried(field.value),
        }));
        expect(read?.fields()).toEqual(fields);
      }),
      { numRuns: 2000 },
    );
  });

  test('keeps the seventh digit of its time, and the form of its payload', () => {
    const xml = `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='P' Guid='{1}'/><EventID>21</EventID><Version>0</Version><Level>4</Level><Task>7</Task><Opcode>0</Opcode><Keywords>0x1</Keywords><TimeCreated SystemTime='2026-03-02T08:15:00.1234567Z'/><EventRecordID>9</EventRecordID><Correlation/><Execution ProcessID='1' ThreadID='2'/><Channel>C</Channel><Computer>H</Computer><Security UserID='S-1-5-18'/></System><UserData><EventXML><User>a</User><SessionID>2</SessionID></EventXML></UserData></Event>`;
    const [event] = readAll(new TextEncoder().encode(xml));
    if (!event) throw new Error('no event');
    expect(eventXml({ ...event, fields: event.fields() }, eventDetails(event))).toBe(xml);
  });

  test('says the time that it was given, where that is not the one in the log', () => {
    const event = { ...base, time: 1_000_000 };
    expect(eventXml(event, { systemTime: '2026-03-02T08:15:00.1234567Z' })).toContain(
      "'1970-01-01T00:00:01.000000Z'",
    );
  });
});

const base: WrittenEvent = {
  provider: 'P',
  channel: 'C',
  computer: 'H',
  eventId: 1,
  version: 0,
  level: 4,
  recordId: 1,
  time: 0,
  fields: [],
};

const logs = readdirSync('samples', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.evtx'))
  .map((file) => join('samples', file));
const real = '../shared/corpus/win11/Application.evtx';

describe('every event of a log', () => {
  test.each([...logs, ...(existsSync(real) ? [real] : [])])('of %s is read as it was', (file) => {
    const events: [System, readonly RawField[]][] = [];
    let xml = '<Events>\n';
    const reader = createLogReader({});
    for (const item of reader.feed(readFileSync(file))) {
      if (item.type === 'problem') continue;
      const { event } = item;
      events.push([systemOf(event), event.fields().map((field) => ({ ...field }))]);
      xml += `${eventXml({ ...event, fields: event.fields() }, eventDetails(event))}\n`;
    }
    const read = readAll(new TextEncoder().encode(`${xml}</Events>\n`));
    expect(read.map((event) => [systemOf(event), event.fields()])).toEqual(
      events.map(([system, fields]) => [
        system,
        fields.map((field) => ({ name: field.name, value: carried(field.value) })),
      ]),
    );
  });
});
