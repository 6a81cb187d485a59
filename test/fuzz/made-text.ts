import * as fc from 'fast-check';
import { renderEventsXml, type XmlStyle } from '../support/event-xml.ts';
import { formWriters } from '../support/forms/index.ts';
import { jsonWriters } from '../support/json/index.ts';
import { sampleEvents } from '../support-tests/sample-events.ts';

/** Marks at which an XML reader changes its mind. */
const XML_MARKS = [
  '<', '>', '/>', '</', '<?', '?>', '<!--', '-->', '--', '<![CDATA[', ']]>', '<!DOCTYPE x [', '<!ENTITY a "b">', '&',
  '&amp;', '&#0;', '&#x10FFFF;', '&#xD800;', '&lt', '&unknown;', '"', "'", '=', 'xmlns="', '\0', '\uFEFF', '\uFFFE',
  '\uD800', '\u{1F600}', '<Event>', '</Event>', '<Event/>', '<System>', '</System>', '<Events>', '</Events>',
  '<__proto__>', '<Data Name="a">', '</Data>', '<constructor/>', '<a', 'encoding="utf-16"',
]; // prettier-ignore

/** The same for JSON; `/Date(…)/`, texts within texts and XML within are what collectors write. */
const JSON_MARKS = [
  '{', '}', '[', ']', '"', ':', ',', '\\', '\\"', '\\u', '\\uD800', '\\u0000', '\n', '\r\n', '\0', '\uFEFF', '\uD800', '\u{1F600}',
  'null', 'true', '1e999', '-', '0x1', '1E-400', '9007199254740993', '{"a":', '[[', '{}', '[]', '""', '{"', '"}', '/Date(', ')/',
  '"/Date(1700000000000)/"', '"/Date(99999999999999999)/"', '"__proto__":', '"constructor":', '"toString":', '"message":"{',
  '"message":"<Event', '"<Event>', '"Event":', '"EventID":', '"winlog":', '"hits":', '"value":', '#attributes',
]; // prettier-ignore

/** For tables. */
const TABLE_MARKS = [
  '"', '""', ',', ';', '\t', '|', '\n', '\r', '\r\n', '\0', '\uFEFF', '\uD800', '\u{1F600}', '"\n', '",', ',"', '#TYPE', 'sep=;',
  '1/2/2024 3:04:05 PM', '31.12.2024 23:59:59', '99/99/9999 99:99:99', '<Event', '</Event>', '{"a":1}', 'MapDescription', 'Level',
]; // prettier-ignore

const CLIXML_MARKS = [
  ...XML_MARKS, '<Objs>', '</Objs>', '<Obj RefId="0">', '<Obj>', '</Obj>', '<Ref RefId="0"/>', '<TNRef RefId="0"/>', '<TN RefId="0">', '<T>', '<Props>',
  '<LST>', '</LST>', '<S N="Id">', '</S>', '<Nil/>', '_x000D_', '_x', '_x005F_', '_xD800_', '<DT>', '<I32>', 'N="', '<DCT><En>',
]; // prettier-ignore

type Change =
  | { readonly do: 'insert'; readonly at: number; readonly text: string; readonly times: number }
  | { readonly do: 'cut'; readonly at: number; readonly size: number }
  | { readonly do: 'repeat'; readonly at: number; readonly size: number; readonly times: number };

const at = fc.nat({ max: 1_000_000 });
const size = fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: 3000 }));
const times = fc.oneof({ weight: 6, arbitrary: fc.nat({ max: 3 }) }, fc.nat({ max: 2000 }));
const changeOf = (marks: readonly string[]): fc.Arbitrary<Change> =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('insert' as const),
        at,
        text: fc.oneof(fc.constantFrom(...marks), fc.string({ unit: 'binary', maxLength: 6 })),
        times,
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('cut' as const), at, size }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('repeat' as const), at, size, times }) },
  );

/** Longest input: what grows faster than it shows at this size. */
const LIMIT = 200_000;

/** Texts that were right and have been changed, and texts that never were; in all encodings, some bytes changed. */
function madeText(seeds: readonly string[], marks: readonly string[]): fc.Arbitrary<Uint8Array> {
  const change = changeOf(marks);
  const document = fc
    .record({ seed: fc.nat({ max: seeds.length - 1 }), changes: fc.array(change, { maxLength: 10 }) })
    .map(({ seed, changes }) => changes.reduce(apply, seeds[seed] ?? '').slice(0, LIMIT));
  const soup = fc
    .array(fc.oneof(fc.constantFrom(...marks), fc.string({ maxLength: 8 })), { maxLength: 60 })
    .map((parts) => parts.join(''));
  return fc
    .record({
      text: fc.oneof({ weight: 4, arbitrary: document }, { weight: 1, arbitrary: soup }),
      encoding: fc.constantFrom('utf8', 'utf8', 'utf8', 'utf16le', 'utf16be'),
      bytes: fc.array(fc.record({ at, byte: fc.nat({ max: 255 }) }), { maxLength: 4 }),
    })
    .map(({ text, encoding, bytes }) => {
      const encoded = encode(text, encoding);
      for (const { at, byte } of bytes) if (encoded.length > 0) encoded[at % encoded.length] = byte;
      return encoded;
    });
}

function apply(text: string, change: Change): string {
  const at = change.at % (text.length + 1);
  const head = text.slice(0, at);
  switch (change.do) {
    case 'insert':
      return head + change.text.repeat(change.times) + text.slice(at);
    case 'cut':
      return head + text.slice(at + change.size);
    case 'repeat':
      return (
        head +
        text.slice(at, at + change.size).repeat(Math.min(change.times, LIMIT / (change.size + 1))) +
        text.slice(at)
      );
  }
}

function encode(text: string, encoding: string): Uint8Array {
  if (encoding === 'utf8') return new TextEncoder().encode(text);
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return Uint8Array.from(encoding === 'utf16be' ? bytes.swap16() : bytes);
}

/** Exports as three tools write them, some events each. */
function xmlSeeds(): readonly string[] {
  const events = sampleEvents(4);
  const text = (count: number, style: XmlStyle): string =>
    new TextDecoder().decode(renderEventsXml(events.slice(0, count), { root: count > 1, style }));
  return [text(4, 'wevtutil'), text(4, 'pretty'), text(1, 'wevtutil')];
}

/** Some events in each form whose name this fits, as text. */
function formSeeds(names: RegExp): readonly string[] {
  const events = sampleEvents(4);
  return [...formWriters]
    .filter(([name]) => names.test(name))
    .map(([, write]) => {
      const bytes = write(events);
      return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-8').decode(bytes);
    });
}

const jsonSeeds = (): readonly string[] => [...jsonWriters.values()].map((write) => write(sampleEvents(3)));

const TABLES = /CSV|Csv|text/;
const CLIXML = /Clixml/;

export const madeXml: fc.Arbitrary<Uint8Array> = madeText(xmlSeeds(), XML_MARKS);
export const madeJson: fc.Arbitrary<Uint8Array> = madeText(jsonSeeds(), JSON_MARKS);
export const madeTables: fc.Arbitrary<Uint8Array> = madeText(formSeeds(TABLES), TABLE_MARKS);
export const madeClixml: fc.Arbitrary<Uint8Array> = madeText(formSeeds(CLIXML), CLIXML_MARKS);
/** Anything, for who finds out what it is: marks of one form in texts of another. */
export const madeAny: fc.Arbitrary<Uint8Array> = madeText(
  [...xmlSeeds(), ...jsonSeeds(), ...formSeeds(TABLES), ...formSeeds(CLIXML)],
  [...XML_MARKS, ...JSON_MARKS, ...TABLE_MARKS, ...CLIXML_MARKS],
);
