import * as fc from 'fast-check';
import { renderEventsXml, type XmlStyle } from '../support/event-xml.ts';
import { sampleEvents } from '../support-tests/sample-events.ts';

/** Exports as three tools write them, some events each: seeds of mutations. */
const SEEDS: readonly string[] = xmlSeeds();

/** Marks at which an XML reader changes its mind. */
const MARKS = [
  '<', '>', '/>', '</', '<?', '?>', '<!--', '-->', '--', '<![CDATA[', ']]>', '<!DOCTYPE x [', '<!ENTITY a "b">', '&',
  '&amp;', '&#0;', '&#x10FFFF;', '&#xD800;', '&lt', '&unknown;', '"', "'", '=', 'xmlns="', '\0', '\uFEFF', '\uFFFE',
  '\uD800', '\u{1F600}', '<Event>', '</Event>', '<Event/>', '<System>', '</System>', '<Events>', '</Events>',
  '<__proto__>', '<Data Name="a">', '</Data>', '<constructor/>', '<a', 'encoding="utf-16"',
]; // prettier-ignore

type Change =
  | { readonly do: 'insert'; readonly at: number; readonly text: string; readonly times: number }
  | { readonly do: 'cut'; readonly at: number; readonly size: number }
  | { readonly do: 'repeat'; readonly at: number; readonly size: number; readonly times: number };

const at = fc.nat({ max: 1_000_000 });
const size = fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: 3000 }));
const times = fc.oneof({ weight: 6, arbitrary: fc.nat({ max: 3 }) }, fc.nat({ max: 2000 }));
const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('insert' as const),
      at,
      text: fc.oneof(fc.constantFrom(...MARKS), fc.string({ unit: 'binary', maxLength: 6 })),
      times,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cut' as const), at, size }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('repeat' as const), at, size, times }) },
);

/** Longest input: what grows faster than it shows at this size. */
const LIMIT = 200_000;

const document = fc
  .record({ seed: fc.nat({ max: SEEDS.length - 1 }), changes: fc.array(change, { maxLength: 10 }) })
  .map(({ seed, changes }) => changes.reduce(apply, SEEDS[seed] ?? '').slice(0, LIMIT));

const soup = fc
  .array(fc.oneof(fc.constantFrom(...MARKS), fc.string({ maxLength: 8 })), { maxLength: 60 })
  .map((parts) => parts.join(''));

/** XML that was right and has been changed, and texts that never were; in all encodings, some bytes changed. */
export const madeXml: fc.Arbitrary<Uint8Array> = fc
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

function xmlSeeds(): readonly string[] {
  const events = sampleEvents(4);
  const text = (count: number, style: XmlStyle): string =>
    new TextDecoder().decode(renderEventsXml(events.slice(0, count), { root: count > 1, style }));
  return [text(4, 'wevtutil'), text(4, 'pretty'), text(1, 'wevtutil')];
}
