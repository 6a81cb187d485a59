import { describe, expect, test } from 'vitest';
import { logKind } from '../../../src/input/log-kind.ts';
import { codesOf, readLog } from '../read-log.ts';

describe("the portal's CSV", () => {
  const header = (zone: string): string =>
    `TenantId,"TimeGenerated${zone}",Source,EventLog,Computer,EventLevelName,ParameterXml,EventData,EventID,Type,"_ResourceId"`;
  const line = (time: string): string =>
    `x,"${time}",P,System,PC,Warning,"<Param>a ""b""</Param>",,7,Event,"/subscriptions/x"`;
  const read = (zone: string, ...times: readonly string[]): ReturnType<typeof readLog> =>
    readLog([header(zone), ...times.map(line)].join('\n'));
  const time = Date.UTC(2023, 6, 28, 20, 7, 14) * 1000;

  test.each([
    ['7/28/2023, 8:07:14.552 PM', time + 552_000, 'ms'],
    ['28/07/2023, 20:07:14.552', time + 552_000, 'ms'],
    ['28.7.2023, 20:07:14,552', time + 552_000, 'ms'],
    ['7/28/2023, 8:07:14 PM', time, 's'],
    ['2023-07-28T20:07:14.5521234Z', time + 552_123, '100ns'],
    ['2023-07-28 20:07:14.552', time + 552_000, 'ms'],
  ])('tells the time in %s', (said, expected, precision) => {
    const result = read(' [UTC]', said);
    expect(result.events.map((event) => event.time)).toEqual([expected]);
    expect(result.status).toMatchObject({ format: 'csv', times: { precision, zone: 'stated' } });
    expect(result.events[0]).toMatchObject({ provider: 'P', channel: 'System', computer: 'PC', level: 3 });
    expect(result.events[0]?.fields()).toEqual([{ name: '', value: 'a "b"' }]);
    expect(codesOf(result)).toEqual(['lost-activity']);
  });

  test.each(['', ' [Local Time]'])('has times of no known zone in TimeGenerated%s', (zone) => {
    expect(codesOf(read(zone, '7/28/2023, 8:07:14.552 PM'))).toEqual(['unknown-zone', 'lost-activity']);
  });

  test('of SecurityEvent is known by the beginning of its many columns, in the order of the alphabet', () => {
    const others = Array.from({ length: 200 }, (_, i) => `Lockout${i}Window`);
    const text = `Account,Computer,EventID,EventSourceName,${others.join()},TimeGenerated\nx,PC,4625,P,${others.map(() => '').join()},2024-01-02T03:04:05Z\n`;
    const result = readLog(text);
    expect(result.events.map(({ eventId }) => eventId)).toEqual([4625]);
  });

  test('without the provider is told, and is no table of Event Viewer', () => {
    const result = readLog(
      'TimeGenerated [UTC],Computer,EventID,Account\n"11/12/2026, 8:07:14.552 PM",PC,4625,x\n',
    );
    expect(result.events).toEqual([]);
    expect(result.problems.map(({ code, detail }) => [code, detail])).toContainEqual([
      'bad-csv',
      'expected a provider, found none',
    ]);
  });

  test('is known as a log from its beginning, other tables are not', () => {
    const kind = (text: string): string => logKind('query_data.csv', new TextEncoder().encode(text));
    expect(kind(`${header(' [UTC]')}\n${line('7/28/2023, 8:07:14.552 PM')}\n`)).toBe('log');
    expect(
      kind('TenantId,"TimeGenerated [UTC]",Computer,SyslogMessage\nx,"7/28/2023, 8:07:14.552 PM",PC,text\n'),
    ).toBe('other');
  });
});
