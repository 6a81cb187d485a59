import { describe, expect, test } from 'vitest';
import { eventXml, readXml, utf16 } from './read-xml.ts';
import { codesOf } from '../read-log.ts';

const XML = `<?xml version="1.0" encoding="utf-16"?>\n${eventXml(`<EventData><Data Name='t'>aä€😀</Data></EventData>`)}`;
const BOM = '\ufeff';

describe('encodings', () => {
  test.each([
    ['utf-8', new TextEncoder().encode(XML)],
    ['utf-8 with mark', new TextEncoder().encode(BOM + XML)],
    ['utf-16le', utf16(XML)],
    ['utf-16le with mark', utf16(BOM + XML)],
    ['utf-16be', utf16(XML, true)],
    ['utf-16be with mark', utf16(BOM + XML, true)],
  ])('%s, whole and byte by byte', (_, bytes) => {
    for (const cuts of [[], [...bytes.keys()]]) {
      const result = readXml(bytes, cuts);
      expect(codesOf(result)).toEqual([]);
      expect(result.events[0]?.get('t')).toBe('aä€😀');
    }
  });

  test('bad bytes become U+FFFD and one problem at the first of them', () => {
    const bytes = new TextEncoder().encode(eventXml('<EventData><Data>a?b?ä</Data></EventData>'));
    const first = bytes.indexOf(0x3f);
    bytes[first] = 0xe4;
    bytes[bytes.indexOf(0x3f)] = 0xff;
    const result = readXml(bytes);
    expect(result.problems).toMatchObject([{ code: 'bad-encoding', offset: first }]);
    expect(result.events[0]?.fields()[0]?.value).toBe('a\ufffdb\ufffdä');
    expect(result.status.state).toBe('damaged');
  });

  test('a U+FFFD that the input holds is no problem', () => {
    expect(codesOf(readXml(eventXml('<EventData><Data>\ufffd</Data></EventData>')))).toEqual([]);
    expect(codesOf(readXml(utf16(eventXml('<EventData><Data>\ufffd</Data></EventData>'))))).toEqual([]);
  });

  test('half of a surrogate pair and an odd last byte are bad', () => {
    expect(codesOf(readXml(utf16(eventXml('<EventData><Data>\ud83d</Data></EventData>'))))).toEqual([
      'bad-encoding',
    ]);
    const odd = utf16(`${eventXml('')} `);
    expect(codesOf(readXml(odd.subarray(0, -1)))).toContain('bad-encoding');
  });

  test('offsets are byte offsets behind characters of several bytes', () => {
    const before = `<Events>äöü€😀${eventXml('')}<Event>`;
    const offset = new TextEncoder().encode(before).length - '<Event>'.length;
    expect(readXml(before).problems.at(-1)).toMatchObject({ code: 'truncated', offset });
    expect(readXml(utf16(before)).problems.at(-1)).toMatchObject({ offset: 2 * (before.length - 7) });
  });
});
