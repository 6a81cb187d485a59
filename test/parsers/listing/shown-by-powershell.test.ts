import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sniffFormat } from '../../../parsers/sniff.ts';
import { shownList, shownListOfAll, shownTable } from '../../support/forms/shown.ts';
import { wevtutilText } from '../../support/forms/listing.ts';
import { tellScenarios } from '../../support/scenarios/index.ts';
import { codesOf, plainLog, readLog } from '../read-log.ts';
import { utf16 } from '../xml/read-xml.ts';

const STACK = 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS';
const formatOf = (text: string): string => sniffFormat(new TextEncoder().encode(text));
const isoOf = (time: number | undefined): string => new Date((time ?? 0) / 1000).toISOString().slice(0, 19);
const valuesOf = (text: string): readonly (readonly string[])[] =>
  readLog(text).events.map((event) => event.fields().map(({ value }) => value));

/** What Format-List shows of an event, with its message in several lines. */
const list = (time: string, message: readonly string[], id: number | string = 131): string =>
  [
    `TimeCreated  : ${time}`,
    `ProviderName : ${STACK}`,
    `Id           : ${id}`,
    `Message      : ${message.join('\n               ')}`,
    '',
    '',
  ].join('\n');

describe('lists', () => {
  test('tell when an event was, whose it is and what its message says', () => {
    const { events, status } = readLog(list('31.01.2024 15:04:05', ['from 10.0.0.5:50001']));
    expect(events).toMatchObject([{ provider: STACK, eventId: 131, recordId: 0 }]);
    expect(isoOf(events[0]?.time)).toBe('2024-01-31T15:04:05');
    expect(events[0]?.fields()).toEqual([{ name: '', value: '10.0.0.5:50001' }]);
    expect(status).toMatchObject({ format: 'listing', records: 1, state: 'clean' });
  });

  test('have messages with lines like their own, further in', () => {
    const text = list('31.01.2024 15:04:05', ['first', '', 'Id : 5', 'Session ID: 3']);
    expect(valuesOf(text + list('31.01.2024 15:04:06', ['9']))).toEqual([['5', '3'], ['9']]);
    // Pages that events are quoted on may take the space away.
    const flat = text.replaceAll(/\n {2,}/g, '\n');
    expect(valuesOf(flat + list('31.01.2024 15:04:06', ['9']))).toHaveLength(2);
  });

  test('have names that are too long for a line', () => {
    const text = `LogName      : Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Oper
               ational
ProviderName : Microsoft-Windows-Windows Firewall With
               Advanced Security
Id           : 2004
TimeCreated  : 31.01.2024 15:04:05
`;
    expect(readLog(text).events).toMatchObject([
      {
        channel: `${STACK}/Operational`,
        provider: 'Microsoft-Windows-Windows Firewall With Advanced Security',
      },
    ]);
  });

  test('end where a command is typed', () => {
    const text = `${list('31.01.2024 15:04:05', ['code 5'])}PS C:\\Users\\a> Get-WinEvent -MaxEvents 7\n`;
    expect(valuesOf(text)).toEqual([['5']]);
  });

  test('with the order of dates told by a later one', () => {
    const { events } = readLog(list('3/4/2024 1:00:00 PM', ['1']) + list('13/4/2024 1:00:00 PM', ['2']));
    expect(events.map(({ time }) => isoOf(time).slice(0, 10))).toEqual(['2024-04-03', '2024-04-13']);
  });

  test('of Get-EventLog, whose numbers hold a severity', () => {
    const text = `
Index              : 13821
EntryType          : Error
InstanceId         : 3221232498
Message            : The description for event 7 is missing.
Category           : (0)
CategoryNumber     : 0
ReplacementStrings : {Local, 7}
Source             : TermDD
TimeGenerated      : 1/17/2019 7:17:23 PM
TimeWritten        : 1/17/2019 7:17:23 PM
UserName           :
`;
    const { events } = readLog(text);
    expect(events).toMatchObject([{ provider: 'TermDD', eventId: 3221232498 % 65_536, recordId: 13_821 }]);
    expect(isoOf(events[0]?.time)).toBe('2019-01-17T19:17:23');
  });

  test('without a provider are told of', () => {
    const text = 'TimeCreated : 1/31/2024 3:04:05 PM\nId          : 140\nMessage     : a\n';
    expect(formatOf(text)).toBe('listing');
    expect(readLog(text).problems.map(({ detail }) => detail)).toEqual(['expected a provider, found none']);
  });
});

const HEAD = `
   ProviderName: ${STACK}

TimeCreated                     Id LevelDisplayName Message
-----------                     -- ---------------- -------
`;

describe('tables', () => {
  test('tell when an event was, and what is left of its message', () => {
    const { events, problems } = readLog(
      `${HEAD}9/13/2024 11:14:05 AM          131 Information      The server accepted a new TCP connection from client 10.0.0.5:54...
9/13/2024 11:14:07 AM          140 Warnung          von 10.0.0.5

   ProviderName: Schannel

TimeCreated                     Id LevelDisplayName Message
-----------                     -- ---------------- -------
9/13/2024 11:14:08 AM        36870 Fehler           Schwerwiegend: 0x8009030D`,
    );
    expect(events.map(({ provider, eventId }) => [provider, eventId])).toEqual([
      [STACK, 131],
      [STACK, 140],
      ['Schannel', 36_870],
    ]);
    expect(events.map((event) => event.fields().map(({ value }) => value))).toEqual([
      ['TCP'],
      ['10.0.0.5'],
      ['0x8009030D'],
    ]);
    expect(problems.map(({ code }) => code)).not.toContain('other-json');
  });

  test('with messages wrapped below', () => {
    const text = `${HEAD}9/13/2024 11:14:07 AM          140 Warning          A connection from the address
                                                    10.0.0.5 failed.

                                                    Code 7
9/13/2024 11:14:08 AM          103 Information      9
PS C:\\> exit 5`;
    expect(valuesOf(text)).toEqual([['10.0.0.5', '7'], ['9']]);
  });

  test('with columns that were chosen', () => {
    const text = `
TimeCreated           Id ProviderName ActivityId                           Message
-----------           -- ------------ ----------                           -------
9/13/2024 11:14:08 AM 56 TermDD       f4205c8f-9a61-4b5c-a0ad-4e3a1f2c0000 from 10.0.0.5
`;
    const { events } = readLog(text);
    expect(events).toMatchObject([
      { provider: 'TermDD', eventId: 56, activityId: 'F4205C8F-9A61-4B5C-A0AD-4E3A1F2C0000' },
    ]);
  });

  test('of jobs on other computers', () => {
    const text = `   ProviderName: TermDD

TimeCreated             Id LevelDisplayName Message     PSComputerName
-----------             -- ---------------- -------     --------------
9/13/2024 11:14:08 AM   56 Error            The Termin… RDS02
`;
    expect(readLog(text).events).toMatchObject([{ eventId: 56, provider: 'TermDD', computer: 'RDS02' }]);
  });

  test('of other things are none', () => {
    const text =
      'Status   Name        Id TimeCreated\n------   ----        -- -----------\nRunning  TermService 7  never\n';
    expect(formatOf(text)).toBe('text');
  });
});

const writers = { shownList, shownListOfAll, shownTable };

test.each(Object.entries(writers))('%s is known and gives all events, in any encoding', (_, write) => {
  for (const { logs } of tellScenarios().slice(0, 3)) {
    for (const events of logs.values()) {
      const text = new TextDecoder().decode(write(events));
      expect(formatOf(text)).toBe('listing');
      const result = readLog(text);
      expect(result.events.map(({ eventId }) => eventId)).toEqual(
        events.map(({ eventId }) => eventId).toReversed(),
      );
      expect(sniffFormat(utf16(text))).toBe('listing');
      expect(readLog(utf16(text)).events.map(({ time }) => time)).toEqual(
        result.events.map(({ time }) => time),
      );
    }
  }
});

test('different forms in one text are all read', () => {
  const events = [...(tellScenarios()[0]?.logs.values() ?? [])][0] ?? [];
  const parts = [shownTable, shownList, wevtutilText, shownListOfAll].map((write) =>
    new TextDecoder().decode(write(events)),
  );
  const result = readLog(parts.join('PS C:\\> more\n'));
  expect(result.events).toHaveLength(4 * events.length);
  expect(codesOf(result)).not.toContain('bad-csv');
});

test('events come out the same, however the text is cut', () => {
  const text = `${HEAD}31.01.2024 15:04:05          140 Größe            a 1\r\n${list('31.01.2024 15:04:06', ['b', 'c 2'])}`;
  const whole = plainLog(readLog(text));
  expect(readLog(text).events).toHaveLength(2);
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
    { seed: 7, numRuns: 200 },
  );
});

test('a list that never ends is held in bounds', () => {
  const text = list('31.01.2024 15:04:05', ['1']) + 'word '.repeat(30).concat('\n').repeat(20_000);
  const [values] = valuesOf(`${text}7\n`);
  expect(values).toEqual(['1']);
});
