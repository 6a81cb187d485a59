import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sniffFormat } from '../../../parsers/sniff.ts';
import { copiedText, copiedWithXml, wevtutilText } from '../../support/forms/listing.ts';
import { tellScenarios } from '../../support/scenarios/index.ts';
import { codesOf, plainLog, readLog } from '../read-log.ts';
import { eventXml, utf16 } from '../xml/read-xml.ts';

const SOURCE = 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS';
const CHANNEL = `${SOURCE}/Operational`;
/** An event as Event Viewer copies it. */
const copied = (time: string, message: string, id = 140): string =>
  `Log Name:      ${CHANNEL}
Source:        ${SOURCE}
Date:          ${time}
Event ID:      ${id}
Task Category: RemoteFX module
Level:         Warning
Keywords:      
User:          NETWORK SERVICE
Computer:      RDS01
Description:
${message}
`;
const isoOf = (time: number | undefined): string => new Date((time ?? 0) / 1000).toISOString().slice(0, 19);
const valuesOf = (text: string): readonly (readonly string[])[] =>
  readLog(text).events.map((event) => event.fields().map(({ value }) => value));

describe('events listed as text', () => {
  test('tell where they are from, when they were and what their message says', () => {
    const { events, status } = readLog(copied('1/31/2024 3:04:05 PM', 'IP address of 10.0.0.5 failed.'));
    expect(events).toMatchObject([
      { provider: SOURCE, channel: CHANNEL, computer: 'RDS01', eventId: 140, recordId: 0 },
    ]);
    expect(isoOf(events[0]?.time)).toBe('2024-01-31T15:04:05');
    expect(events[0]?.fields()).toEqual([{ name: '', value: '10.0.0.5' }]);
    expect(status).toMatchObject({ format: 'listing', records: 1, state: 'clean' });
  });

  test('may have lines like those of their beginning in their message', () => {
    const message = 'Session ID: 3\nSource Network Address: 10.0.0.5\n\nSubject:\n  Logon Type: 3\n  Port: 7';
    expect(
      valuesOf(`${copied('2024-01-31 15:04:05', message)}\n${copied('2024-01-31 15:04:06', '9')}`),
    ).toEqual([['3', '10.0.0.5', '3', '7'], ['9']]);
  });

  test('come one right behind the other, numbered or not', () => {
    const one = copied('2024-01-31T15:04:05.123', '1');
    expect(valuesOf(`PS C:\\> some command\n${one}${one}Event[7]:\n${one}`)).toEqual([['1'], ['1'], ['1']]);
  });

  test('with their description beside its name', () => {
    expect(
      valuesOf(copied('2024-01-31 15:04:05', '').replace('Description:\n', 'Description: code 5')),
    ).toEqual([['5']]);
  });

  test('of which the order of dates is told by a later one', () => {
    const { events, problems } = readLog(
      copied('3/4/2024 1:00:00 PM', '1') +
        copied('3/4/2024 2:00:00 PM', '2') +
        copied('13/4/2024 1:00:00 PM', '3'),
    );
    expect(events.map(({ time }) => isoOf(time).slice(0, 10))).toEqual([
      '2024-04-03',
      '2024-04-03',
      '2024-04-13',
    ]);
    expect(problems.map(({ code }) => code)).not.toContain('unknown-date-order');
  });

  test('are read as XML where that stands beside', () => {
    const xml = eventXml("<EventData><Data Name='IPString'>10.0.0.9</Data></EventData>");
    const text = copied('1/31/2024 3:04:05 PM', `${'long '.repeat(600)}\nEvent Xml:\n${xml}`, 131);
    const { events, problems } = readLog(text);
    expect(events.map((event) => event.fields())).toEqual([[{ name: 'IPString', value: '10.0.0.9' }]]);
    expect(problems).toEqual([]);
  });

  test('are known by the places of their lines, in any language and encoding', () => {
    for (const { logs } of tellScenarios().slice(0, 3)) {
      for (const events of logs.values()) {
        for (const write of [wevtutilText, copiedText]) {
          const bytes = write(events);
          expect(sniffFormat(bytes)).toBe('listing');
          const result = readLog(bytes);
          expect(result.events.map(({ eventId }) => eventId)).toEqual(events.map(({ eventId }) => eventId));
          const wide = readLog(utf16(new TextDecoder().decode(bytes)));
          expect(wide.events.map(({ time }) => time)).toEqual(result.events.map(({ time }) => time));
        }
        expect(readLog(copiedWithXml(events)).events).toHaveLength(events.length);
      }
    }
  });

  test('come out the same, however the text is cut', () => {
    const text = `${copied('31.01.2024 15:04:05', 'Größe 1')}\r\nEvent[1]:\r\n${copied('31.01.2024 15:04:06', 'b\r\nc 2')}`;
    const whole = plainLog(readLog(text));
    const { length } = new TextEncoder().encode(text);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: length }), { maxLength: 6 }), (cuts) => {
        expect(
          plainLog(
            readLog(
              text,
              cuts.toSorted((a, b) => a - b),
            ),
          ),
        ).toEqual(whole);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  test('say once what the form leaves out', () => {
    const result = readLog(copied('31.01.2024 15:04:05', '1') + copied('31.01.2024 15:04:06', '2'));
    expect(codesOf(result).toSorted()).toEqual(['lost-activity', 'lost-fields', 'unknown-zone']);
  });

  test.each([
    ['a mail', 'From: alice\nTo: bob\nDate: 2024-01-31 15:04:05\nSubject: 12 problems\n'],
    ['settings', 'name: x\nport: 3389\nvalue: 2\nid: 7\n'],
    ['a message alone', 'Session ID: 3\nSource Network Address: 10.0.0.5\n'],
  ])('are not %s', (_, text) => {
    expect(sniffFormat(new TextEncoder().encode(text))).toBe('text');
  });
});
