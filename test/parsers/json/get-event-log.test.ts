import { expect, test } from 'vitest';
import { readLog } from '../read-log.ts';

const entry = {
  EventID: 56,
  MachineName: 'RDS01.corp.example',
  Data: [],
  Index: 13_821,
  Category: '(0)',
  CategoryNumber: 0,
  EntryType: 1,
  Message: 'The description is missing.',
  Source: 'TermDD',
  ReplacementStrings: ['\\Device\\Termdd', '192.0.2.5'],
  InstanceId: 3_221_880_888,
  TimeGenerated: '/Date(1547752643000)/',
  TimeWritten: '/Date(1547752643000)/',
  UserName: null,
};

test('Get-EventLog as JSON has the values of each event by their places', () => {
  const { events } = readLog(JSON.stringify([entry, { ...entry, EventID: undefined }]));
  expect(events).toMatchObject([
    { provider: 'TermDD', eventId: 56, computer: 'RDS01.corp.example', recordId: 13_821 },
    { provider: 'TermDD', eventId: entry.InstanceId % 65_536 },
  ]);
  expect(events[0]?.fields().map(({ value }) => value)).toEqual(entry.ReplacementStrings);
});

test('Get-EventLog as CSV has what its message tells', () => {
  const names = Object.keys(entry).join('","');
  const cells = `"7011","PC","System.Byte[]","5","(0)","0","Error","A timeout of 30000 ms, 10.0.0.5","Service Control Manager","System.String[]","3221232483","31.01.2024 15:04:05","31.01.2024 15:04:05",""`;
  const { events, problems } = readLog(
    `#TYPE System.Diagnostics.EventLogEntry\r\n"${names}"\r\n${cells}\r\n`,
  );
  expect(events).toMatchObject([{ provider: 'Service Control Manager', eventId: 7011, computer: 'PC' }]);
  expect(events[0]?.fields().map(({ value }) => value)).toEqual(['30000', '10.0.0.5']);
  expect(problems.map(({ code }) => code)).toEqual(['unknown-zone', 'lost-activity', 'lost-fields']);
});
