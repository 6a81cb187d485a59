import * as fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import type { DumpForm } from '../../../parsers/evtx/render/dump-writer.ts';
import type { EventSpec } from '../../support/event-spec.ts';
import { writeEvtx } from '../../support/evtx-writer/index.ts';
import { dumpBytes } from './dump-bytes.ts';

const HOSTILE = [
  '\u0000\u0001\u001f\t\r\n\u007f',
  'a lone \ud800 high, a lone \udc00 low, a pair \ud83d\ude00',
  ']]><!-- & "quoted" \'twice\' \\ / </Data></Event>',
  '\u2028\u2029\ufeff\ufffe\uffff\u0085é€',
  'abcdefg"hijk\\lmnop<qrst&uvwx',
  '',
];

function logOf(texts: readonly string[]): Uint8Array {
  const event: EventSpec = {
    provider: 'Some-Provider',
    eventId: 7,
    time: 1_700_000_000_123_456,
    recordId: 1,
    channel: 'Application',
    computer: texts[0] ?? '',
    payload: {
      type: 'event-data',
      fields: texts.map((value, i) => ({ name: `field${i}`, value })),
    },
  };
  return writeEvtx([event]);
}

function lineOf(texts: readonly string[], form: DumpForm): string {
  const { lines, problems, refused } = dumpBytes(logOf(texts), form);
  expect(problems).toEqual([]);
  expect(refused).toBe(0);
  expect(lines).toEqual(dumpBytes(logOf(texts), form, 'slow').lines);
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

/** What is stored of a text: NULs at its end are its terminator. */
function stored(text: string): string {
  return text.replace(/\0+$/, '');
}

/** The text as Windows writes it, where XML 1.0 cannot carry it. */
function inXml(text: string): string {
  return stored(text)
    .replaceAll(/\p{Surrogate}/gu, '_')
    .split('')
    .map((unit) => (NOT_IN_XML.has(unit.charCodeAt(0)) ? '_' : unit))
    .join('');
}
/** NUL to U+001F without tab and line breaks, and the two that are no characters. */
const NOT_IN_XML = new Set(
  [...Array(32).keys(), 0xfffe, 0xffff].filter((unit) => ![9, 10, 13].includes(unit)),
);

function parsedXml(line: string): readonly string[] {
  const parser = new XMLParser({
    trimValues: false,
    parseTagValue: false,
    ignoreAttributes: true,
    htmlEntities: true,
  });
  const { Event } = parser.parse(line) as { Event: { EventData: { Data: string | string[] } } };
  return [Event.EventData.Data].flat();
}

/** Mostly ASCII, which is written four units at a time up to the first that is not plain. */
const anyUnit = fc.oneof(
  { arbitrary: fc.integer({ min: 0x20, max: 0x7f }), weight: 6 },
  { arbitrary: fc.constantFrom(...Buffer.from('\t\n\r"\\&<>\'')), weight: 1 },
  { arbitrary: fc.integer({ min: 0, max: 0xffff }), weight: 1 },
);
const anyText = fc.string({ unit: anyUnit.map((unit) => String.fromCharCode(unit)), maxLength: 20 });

describe('text that means harm', () => {
  test('is valid JSON and says the same', () => {
    const { fields } = JSON.parse(lineOf(HOSTILE, 'flat')) as { fields: Record<string, string> };
    expect(Object.values(fields)).toEqual(HOSTILE.map(stored));
  });

  test('is valid JSON in the nested shape', () => {
    const { Event } = JSON.parse(lineOf(HOSTILE, 'windows')) as { Event: { EventData: object } };
    expect(Object.values(Event.EventData)).toEqual(HOSTILE.map(stored));
  });

  test('is valid XML; what XML cannot carry becomes _', () => {
    const line = lineOf(HOSTILE, 'xml');
    expect(XMLValidator.validate(line)).toBe(true);
    expect(parsedXml(line)).toEqual(HOSTILE.map(inXml));
  });

  test('of any kind', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 4 }), (texts) => {
        const { fields } = JSON.parse(lineOf(texts, 'flat')) as { fields: Record<string, string> };
        expect(Object.values(fields)).toEqual(texts.map(stored));
        const xml = lineOf(texts, 'xml');
        expect(XMLValidator.validate(xml)).toBe(true);
        expect(parsedXml(xml)).toEqual(texts.map(inXml));
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  test('as a name of a field is a key like any other', () => {
    const fields = ['__proto__', 'constructor', '7', 'a"b\\c'].map((name) => ({ name, value: `of ${name}` }));
    const log = writeEvtx([
      {
        provider: 'P',
        eventId: 1,
        time: 0,
        recordId: 1,
        channel: 'C',
        computer: 'PC',
        payload: { type: 'event-data', fields },
      },
    ]);
    const [line] = dumpBytes(log, 'flat').lines;
    expect(line).toContain(`"fields":{"__proto__":"of __proto__","constructor":"of constructor","7":"of 7"`);
    expect(dumpBytes(log, 'flat', 'slow').lines).toEqual([line]);
    const parsed = JSON.parse(line ?? '') as { fields: object };
    expect(Object.keys(parsed.fields).toSorted()).toEqual(fields.map(({ name }) => name).toSorted());
  });
});
