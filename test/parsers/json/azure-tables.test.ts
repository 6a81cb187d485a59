import { describe, expect, test } from 'vitest';
import { createCatalog } from '../../../src/normalize/normalize.ts';
import { codesOf } from '../read-log.ts';
import { eventXml } from '../xml/read-xml.ts';
import { idsOf, readJson } from './read-json.ts';

const STACK = 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS';
const GUID = 'F420D5A8-3D5B-4E4F-A3D5-8C3E27D80000';

const named = (events: ReturnType<typeof readJson>): unknown =>
  events.events.map((event) => Object.fromEntries(event.fields().map(({ name, value }) => [name, value])));

/** A row of Event as the portal shows it; EventData is that of a published sample, cut down. */
const eventRow = (more: object = {}): object => ({
  TimeGenerated: '2023-02-11T04:10:39.3558461Z',
  Source: 'Microsoft-Windows-Security-Auditing',
  EventLog: 'Security',
  Computer: 'pc.example.com',
  EventLevel: 1,
  EventLevelName: 'Error',
  ParameterXml: '<Param>S-1-5-18</Param><Param>example-ea$</Param>',
  EventData:
    '<DataItem Type="System.XmlData" time="2023-02-11T04:10:40.3558461Z" sourceHealthServiceId="62e38380-b2ce-4fd8-a4c1-b1ba6a5382f2"><EventData xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><Data Name="SubjectUserSid">S-1-5-18</Data><Data Name="SubjectUserName">a &lt;b&gt; &amp;amp;</Data><Binary>00FF</Binary></EventData></DataItem>',
  EventID: 4673,
  RenderedDescription: 'Reached from 192.0.2.5, code 0x80090304.',
  Type: 'Event',
  ...more,
});

describe('the table Event', () => {
  const read = (more: object): ReturnType<typeof readJson> => readJson(JSON.stringify([eventRow(more)]));

  test('has the values of an event under their names', () => {
    const result = read({});
    expect(result.events[0]).toMatchObject({
      provider: 'Microsoft-Windows-Security-Auditing',
      channel: 'Security',
      computer: 'pc.example.com',
      eventId: 4673,
      // Level 1 is an error to the agent that wrote this.
      level: 2,
      recordId: 0,
      time: Date.UTC(2023, 1, 11, 4, 10, 39) * 1000 + 355_846,
    });
    expect(named(result)).toEqual([
      { SubjectUserSid: 'S-1-5-18', SubjectUserName: 'a <b> &amp;', Binary: '00FF' },
    ]);
    expect(codesOf(result)).toEqual(['lost-activity']);
  });

  test('has UserData in the same place', () => {
    const [event] = read({
      EventData:
        '<DataItem type="System.XmlData"><UserData xmlns="x"><EventXML xmlns="Event_NS"><User>CORP\\alice</User><SessionID>3</SessionID></EventXML></UserData></DataItem>',
    }).events;
    expect(event?.fields()).toEqual([
      { name: 'User', value: 'CORP\\alice' },
      { name: 'SessionID', value: '3' },
    ]);
  });

  test.each([
    ['is empty', ''],
    [
      'was cut off',
      '<DataItem type="System.XmlData"><EventData><Data Name="ConnType">TCP</Data><Data Name="ClientIP">192.0',
    ],
    ['was not exported', undefined],
    ['has none', '<DataItem type="System.XmlData"><EventData/></DataItem>'],
  ])('is read by the places of ParameterXml where EventData %s', (_, EventData) => {
    const result = read({
      Source: STACK,
      EventLog: `${STACK}/Operational`,
      EventID: 131,
      ParameterXml: '<Param>TCP</Param><Param>192.0.2.5:50123</Param>',
      EventData,
    });
    const [event] = result.events;
    expect(event && createCatalog().normalize(event, 'x')?.facts).toMatchObject({
      client: '192.0.2.5',
      clientPort: 50_123,
    });
    expect(codesOf(result)).toEqual(['lost-activity']);
  });

  test('keeps empty values in their places', () => {
    const result = read({ EventData: null, ParameterXml: '<Param></Param><Param>%%1842</Param><Param/>' });
    expect(result.events[0]?.fields().map(({ value }) => value)).toEqual(['', '%%1842', '']);
  });

  test.each([
    ['were not exported', { EventData: undefined, ParameterXml: undefined }],
    ['cannot be read', { EventData: '<DataItem><EventData><Data Na', ParameterXml: '' }],
    ['were cut off', { EventData: '', ParameterXml: '<Param>TCP</Param><Param>192.0' }],
  ])('tells where the values %s, and has those of the message', (_, columns) => {
    const result = read(columns);
    expect(result.events[0]?.fields().map(({ value }) => value)).toEqual(['192.0.2.5', '0x80090304']);
    expect(codesOf(result)).toEqual(['lost-activity', 'lost-fields']);
  });

  test.each(['', null, '<DataItem type="System.XmlData"></DataItem>', '<DataItem><EventData/></DataItem>'])(
    'has an event without values where EventData is %j',
    (EventData) => {
      const result = read({ EventData, ParameterXml: null });
      expect(named(result)).toEqual([{}]);
      expect(codesOf(result)).toEqual(['lost-activity']);
    },
  );
});

describe('the table SecurityEvent', () => {
  /** A published row of 4624, cut down. */
  const row = {
    TimeGenerated: '2023-04-10T07:47:01.9710164Z',
    Account: 'CH1\\timadmin',
    AccountType: 'User',
    Computer: 'CH1',
    EventSourceName: 'Microsoft-Windows-Security-Auditing',
    Channel: 'Security',
    Level: '8',
    EventID: 4624,
    Activity: '4624 - An account was successfully logged on.',
    AuditsDiscarded: null,
    ImpersonationLevel: '%%1833',
    IpAddress: '192.0.2.5',
    IpPort: '0',
    KeyLength: 0,
    LogonProcessName: 'User32 ',
    LogonType: 10,
    LogonTypeName: '10 - RemoteInteractive',
    Process: 'svchost.exe',
    ProcessName: 'C:\\Windows\\System32\\svchost.exe',
    TargetAccount: 'CH1\\timadmin',
    TargetUserName: 'timadmin',
    Type: 'SecurityEvent',
    _ResourceId: '/subscriptions/x',
  };
  const read = (more: object): ReturnType<typeof readJson> => readJson(JSON.stringify({ ...row, ...more }));

  test('has the fields of an event in its columns, and others beside them', () => {
    const result = read({});
    expect(named(result)).toEqual([
      {
        ImpersonationLevel: '%%1833',
        IpAddress: '192.0.2.5',
        IpPort: '0',
        KeyLength: '0',
        LogonProcessName: 'User32 ',
        LogonType: '10',
        ProcessName: 'C:\\Windows\\System32\\svchost.exe',
        TargetUserName: 'timadmin',
      },
    ]);
    // What the table counts as a level is none of Windows.
    expect(result.events[0]).toMatchObject({ channel: 'Security', level: 0, recordId: 0 });
    expect(codesOf(result)).toEqual(['lost-activity']);
  });

  test('has the fields of other events in XML', () => {
    const EventData = '<EventData xmlns="x"><Data Name="AccountName">alice</Data></EventData>';
    expect(named(read({ EventID: 4825, EventData, LogonType: null }))).toEqual([{ AccountName: 'alice' }]);
  });

  test('tells where nothing but who and when was exported', () => {
    const { TimeGenerated, Account, Computer, EventSourceName, EventID, Activity } = row;
    const result = readJson(
      JSON.stringify({ TimeGenerated, Account, Computer, EventSourceName, EventID, Activity }),
    );
    expect(codesOf(result)).toEqual(['lost-activity', 'lost-fields']);
  });
});

describe('the table WindowsEvent', () => {
  const row = {
    TimeGenerated: '2024-01-02T03:04:05.1234567Z',
    Provider: STACK,
    Channel: `${STACK}/Operational`,
    Computer: 'RDS01',
    EventLevel: 4,
    EventData: '{"ConnType":"TCP","ClientIP":"192.0.2.5:50123"}',
    EventID: 131,
    RawEventData: null,
    SystemUserId: 'S-1-5-20',
    Version: 0,
    Correlation: `<Correlation ActivityID='{${GUID}}'/>`,
    SystemProcessId: 1234,
    SystemThreadId: 5678,
    EventRecordId: '77',
  };
  const read = (more: object): ReturnType<typeof readJson> => readJson(JSON.stringify({ ...row, ...more }));

  test('has all of an event', () => {
    const result = read({});
    expect(result.events[0]).toMatchObject({
      provider: STACK,
      recordId: 77,
      activityId: GUID,
      processId: 1234,
      threadId: 5678,
      userSid: 'S-1-5-20',
      level: 4,
    });
    expect(named(result)).toEqual([{ ConnType: 'TCP', ClientIP: '192.0.2.5:50123' }]);
    expect(codesOf(result)).toEqual([]);
    expect(result.status.times).toEqual({ precision: '100ns', zone: 'stated' });
  });

  test.each([
    [`{${GUID.toLowerCase()}}`],
    [`<Correlation RelatedActivityID="{${GUID.replace('F4', 'AA')}}" ActivityID="{${GUID}}"/>`],
    [JSON.stringify({ ActivityID: `{${GUID}}` })],
    [{ ActivityID: GUID }],
  ])('has the ActivityID in %j', (Correlation) => {
    expect(read({ Correlation }).events[0]?.activityId).toBe(GUID);
  });

  test.each(['', null, '<Correlation/>', `<Correlation RelatedActivityID='{${GUID}}'/>`])(
    'has none in %j',
    (Correlation) => {
      expect(read({ Correlation }).events[0]?.activityId).toBeUndefined();
    },
  );

  test('has what Azure could not parse as XML, if it is of the same event', () => {
    const system = (id: number): string =>
      `<Provider Name='${STACK}'/><EventID>${id}</EventID><TimeCreated SystemTime='2024-01-02T03:04:05.1234567Z'/><EventRecordID>77</EventRecordID><Channel>${STACK}/Operational</Channel><Computer>RDS01</Computer>`;
    const raw = (id: number): string =>
      eventXml(`<EventData><Data Name='ClientIP'>192.0.2.9:1</Data></EventData>`, system(id));
    expect(named(read({ EventData: null, RawEventData: raw(131) }))).toEqual([{ ClientIP: '192.0.2.9:1' }]);
    const other = read({ EventData: null, RawEventData: raw(140) });
    expect(other.events.map((event) => [event.eventId, event.fields()])).toEqual([[131, []]]);
    expect(codesOf(other)).toEqual(['lost-fields']);
  });

  test.each([
    ['below its element', { EventXML: { User: 'alice' } }],
    ['below UserData', { UserData: { EventXML: { User: 'alice' } } }],
    ['as they are', { User: 'alice' }],
  ])('has fields %s', (_, EventData) => {
    expect(named(read({ EventData }))).toEqual([{ User: 'alice' }]);
  });

  test('tells which columns were not exported', () => {
    expect(codesOf(read({ EventData: undefined, RawEventData: undefined }))).toEqual(['lost-fields']);
    expect(codesOf(read({ Correlation: undefined }))).toEqual(['lost-activity']);
  });
});

describe('an export of several tables', () => {
  test('has each row in the form of its table', () => {
    const none = { Source: null, EventLog: '', EventSourceName: null, Provider: '', Channel: null };
    const result = readJson(
      JSON.stringify([
        { ...none, ...eventRow() },
        {
          ...none,
          TimeGenerated: '2024-01-02T03:04:05Z',
          Computer: 'PC',
          EventID: 4634,
          EventSourceName: 'A',
        },
        { ...none, TimeGenerated: '2024-01-02T03:04:05Z', Computer: 'PC', EventID: 1, Provider: 'B' },
      ]),
    );
    expect(result.events.map(({ provider }) => provider)).toEqual([
      'Microsoft-Windows-Security-Auditing',
      'A',
      'B',
    ]);
  });
});

test('PowerShell has the rows among its results', () => {
  const Results = [eventRow({ EventID: '1' }), eventRow({ EventID: '2' })];
  expect(idsOf(readJson(JSON.stringify({ Results, Render: null, Error: null }, undefined, 2)))).toEqual([
    1, 2,
  ]);
});

test('None is no value where the command line wrote the rows', () => {
  const row = {
    ...eventRow({ EventData: 'None', ParameterXml: 'None' }),
    TableName: 'PrimaryResult',
    EventID: '4673',
  };
  const result = readJson(JSON.stringify([row]));
  expect(named(result)).toEqual([{}]);
  expect(codesOf(result)).toEqual(['lost-activity']);
});
