import { describe, expect, test } from 'vitest';
import { eventXml, readFields, readXml } from './read-xml.ts';
import { codesOf } from '../read-log.ts';

const SYSTEM = `<Provider Name="Microsoft-Windows-X" Guid="{1}" EventSourceName="Y"/><EventID Qualifiers="49152">0056</EventID>
 <Version>2</Version><Level>4</Level><TimeCreated SystemTime="2020-02-03T06:53:04.464213700Z"/><EventRecordID>77</EventRecordID>
 <Correlation ActivityID="{f42043a4-2599-48be-b014-148d82f10000}" RelatedActivityID=""/><Execution ProcessID="4" ThreadID="8"/>
 <Channel>A/B</Channel><Computer>PC.corp.example</Computer><Security UserID="S-1-5-18"/>`;

test('the System block', () => {
  const [event] = readXml(eventXml('', SYSTEM)).events;
  expect(event).toMatchObject({
    provider: 'Microsoft-Windows-X',
    channel: 'A/B',
    computer: 'PC.corp.example',
    eventId: 56,
    qualifiers: 49152,
    version: 2,
    level: 4,
    recordId: 77,
    time: Date.UTC(2020, 1, 3, 6, 53, 4) * 1000 + 464213,
    activityId: 'F42043A4-2599-48BE-B014-148D82F10000',
    processId: 4,
    threadId: 8,
    userSid: 'S-1-5-18',
  });
  expect(event).not.toHaveProperty('relatedActivityId');
});

test('prefixes make no difference', () => {
  const payload = `<EventData><Data Name="a">1</Data></EventData>`;
  const prefixed = eventXml(payload, SYSTEM).replace(/<(\/?)(?=\w)/g, '<$1e:');
  const [plain, other] = [readXml(eventXml(payload, SYSTEM)), readXml(prefixed)].map(
    ({ events }) => events[0],
  );
  const functions = { get: 0, fields: 0, xml: 0, walk: 0, systemTime: 0 };
  expect({ ...other, ...functions }).toEqual({ ...plain, ...functions });
  expect(other?.fields()).toEqual(plain?.fields());
});

describe('fields', () => {
  test.each<[string, string, readonly (readonly [string, string])[]]>([
    ['none', '', []],
    [
      'values are not changed',
      '<EventData><Data Name="a"> 007 </Data><Data Name="b">0x1F</Data><Data Name="c">true</Data><Data Name="d">1e3</Data></EventData>',
      [
        ['a', ' 007 '],
        ['b', '0x1F'],
        ['c', 'true'],
        ['d', '1e3'],
      ],
    ],
    [
      'empty, self-closed and blank',
      `<EventData><Data Name='a'></Data><Data Name='b'/><Data Name='c'> </Data><Data/></EventData>`,
      [
        ['a', ''],
        ['b', ''],
        ['c', ' '],
        ['', ''],
      ],
    ],
    [
      'unnamed, binary and twice the same',
      '<EventData><Data>x</Data><Data Name="n">1</Data><Data Name="n">2</Data><Binary>0A</Binary></EventData>',
      [
        ['', 'x'],
        ['n', '1'],
        ['n', '2'],
        ['Binary', '0A'],
      ],
    ],
    [
      'references, once',
      `<EventData><Data Name='&lt;&apos;'>&#10;&amp;lt;&#x41;&#0;&#xD800;&#x110000;&quot;&gt;&unknown;&amp</Data></EventData>`,
      [[`<'`, '\n&lt;A\ufffd\ufffd\ufffd">&unknown;&amp']],
    ],
    [
      'CDATA and comments',
      '<EventData><Data>a<!-- x --><![CDATA[&lt;<b>]]>&lt;</Data></EventData>',
      [['', 'a&lt;<b><']],
    ],
    [
      'quotes in attributes',
      `<EventData><Data Name="it's > a / b">1</Data><Data Name='"x"'>2</Data></EventData>`,
      [
        ["it's > a / b", '1'],
        ['"x"', '2'],
      ],
    ],
    [
      'user data',
      `<UserData><E xmlns='n'><a>1</a><p:b xmlns:p='q'/><c><d> 2 </d><e></e></c></E></UserData>`,
      [
        ['a', '1'],
        ['b', ''],
        ['d', ' 2 '],
        ['e', ''],
      ],
    ],
    ['user data with nothing in it', '<UserData><E>text</E></UserData>', []],
    [
      'message texts are not read',
      `<EventData><Data>x</Data></EventData><RenderingInfo Culture='de-DE'><Message>y</Message><EventData><Data>z</Data></EventData></RenderingInfo>`,
      [['', 'x']],
    ],
    [
      'names of object members in EventData',
      `<EventData><Data Name="__proto__">1</Data><Data Name="constructor">2</Data><Data Name="toString">3</Data></EventData>`,
      [
        ['__proto__', '1'],
        ['constructor', '2'],
        ['toString', '3'],
      ],
    ],
    [
      'names of object members as elements',
      '<UserData><prototype><__proto__>1</__proto__><constructor>2</constructor><hasOwnProperty/></prototype></UserData>',
      [
        ['__proto__', '1'],
        ['constructor', '2'],
        ['hasOwnProperty', ''],
      ],
    ],
    [
      'hostile attributes',
      `<EventData><Data __proto__="x" constructor="y" Name="a">1</Data></EventData>`,
      [['a', '1']],
    ],
  ])('%s', (_, payload, expected) => {
    expect(readFields(payload)).toEqual(expected);
  });

  test('get gives the first of a name, and nothing that is no field', () => {
    const [event] = readXml(
      eventXml('<EventData><Data Name="n">1</Data><Data Name="n">2</Data></EventData>'),
    ).events;
    expect(event?.get('n')).toBe('1');
    expect(event?.get('N')).toBeUndefined();
    expect(event?.get('__proto__')).toBeUndefined();
    expect(event?.get('constructor')).toBeUndefined();
  });
});

describe('an event that lacks something is a problem that names it', () => {
  const time = `<TimeCreated SystemTime='2024-01-01T00:00:00Z'/>`;
  test.each([
    ['System', '<Event><EventData/></Event>'],
    ['Provider', eventXml('', `<EventID>1</EventID>${time}`)],
    ['Provider', eventXml('', `<Provider Name=''/><EventID>1</EventID>${time}`)],
    ['EventID', eventXml('', `<Provider Name='P'/>${time}`)],
    ['EventID', eventXml('', `<Provider Name='P'/><EventID>0x10</EventID>${time}`)],
    ['SystemTime', eventXml('', `<Provider Name='P'/><EventID>1</EventID>`)],
    ['SystemTime', eventXml('', `<Provider Name='P'/><EventID>1</EventID><TimeCreated SystemTime='today'/>`)],
    ['well-formed', eventXml('<a>'.repeat(200) + '</a>'.repeat(200))],
  ])('%s', (name, text) => {
    const { events, problems, status } = readXml(text);
    expect(events).toEqual([]);
    expect(problems).toMatchObject([{ code: 'bad-xml', offset: 0 }]);
    expect(problems[0]?.detail).toContain(name);
    expect(status.state).toBe('damaged');
  });

  test('the record id may be missing', () => {
    const result = readXml(eventXml(''));
    expect(codesOf(result)).toEqual([]);
    expect(result.events[0]?.recordId).toBe(0);
  });
});
