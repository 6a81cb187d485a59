import { describe, expect, it } from 'vitest';
import type { EventSpec } from '../support/event-spec.ts';
import { renderEventXml, renderEventsXml } from '../support/event-xml.ts';
import { readEventXml } from './independent-readers.ts';
import { START, sampleEvents } from './sample-events.ts';

const EVENT: EventSpec = {
  provider: 'Microsoft-Windows-Example',
  providerGuid: '1139C61B-B549-4251-8ED3-27250A1EDEC8',
  eventId: 131,
  level: 4,
  keywords: 0x4000_0000_0000_0000n,
  time: START,
  recordId: 7,
  processId: 4,
  threadId: 8,
  channel: 'Example/Operational',
  computer: 'host',
  payload: {
    type: 'event-data',
    fields: [
      { name: "O'Name", value: `<a> & 'b'` },
      { name: 'Time', value: { type: 'filetime', value: Math.floor(START / 1e6) * 1e6 } },
      { name: 'Code', value: { type: 'hex32', value: -2_146_893_052 } },
      { name: 'Empty', value: '' },
      { value: { type: 'string-array', value: ['x', 'y'] } },
    ],
  },
};

describe('renderEventXml', () => {
  it('prints an event as Windows exports it', () => {
    expect(renderEventXml(EVENT)).toBe(
      `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>` +
        `<Provider Name='Microsoft-Windows-Example' Guid='{1139c61b-b549-4251-8ed3-27250a1edec8}'/>` +
        `<EventID>131</EventID><Version>0</Version><Level>4</Level><Task>0</Task><Opcode>0</Opcode>` +
        `<Keywords>0x4000000000000000</Keywords><TimeCreated SystemTime='2024-03-05T10:11:12.3456780Z'/>` +
        `<EventRecordID>7</EventRecordID><Correlation/><Execution ProcessID='4' ThreadID='8'/>` +
        `<Channel>Example/Operational</Channel><Computer>host</Computer><Security/></System>` +
        `<EventData><Data Name='O&apos;Name'>&lt;a&gt; &amp; 'b'</Data>` +
        `<Data Name='Time'>2024-03-05T10:11:12Z</Data><Data Name='Code'>0x80090304</Data>` +
        `<Data Name='Empty'></Data><Data>x</Data><Data>y</Data></EventData></Event>`,
    );
  });

  it('says the same in both styles', () => {
    for (const event of sampleEvents(20)) {
      expect(readEventXml(renderEventXml(event, 'pretty'))).toEqual(readEventXml(renderEventXml(event)));
    }
  });
});

describe('renderEventsXml', () => {
  it('writes a document with a byte order mark in either encoding', () => {
    const utf8 = Buffer.from(renderEventsXml([EVENT, EVENT], { root: true })).toString('utf8');
    const utf16 = Buffer.from(renderEventsXml([EVENT, EVENT], { root: true, encoding: 'utf-16le' }));
    expect(
      utf8.startsWith('\uFEFF<?xml version="1.0" encoding="utf-8" standalone="yes"?>\r\n<Events><Event '),
    ).toBe(true);
    expect(utf16.toString('utf16le')).toBe(utf8.replace('utf-8', 'utf-16'));
  });

  it('writes one event a line without a root', () => {
    const text = Buffer.from(renderEventsXml([EVENT, EVENT], { root: false })).toString('utf8');
    expect(text).toBe(`${renderEventXml(EVENT)}\r\n`.repeat(2));
  });
});
