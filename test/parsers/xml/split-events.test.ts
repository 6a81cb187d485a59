import { describe, expect, test } from 'vitest';
import { EventSplitter, MAX_EVENT } from '../../../parsers/xml/split-events.ts';
import { eventXml, readXml } from './read-xml.ts';
import { codesOf } from '../read-log.ts';

const ONE = eventXml('');
const found = (text: string): number => readXml(text).events.length;

describe('what is an event', () => {
  test.each([
    ['an empty export', '<Events>\r\n</Events>', 0],
    ['a root element', `<Events>${ONE}${ONE}</Events>`, 2],
    ['no root element', `${ONE}\r\n${ONE}`, 2],
    ['other wrappers', `<Subscription><QueryResult a="1">${ONE}</QueryResult></Subscription>`, 1],
    ['two joined exports', `\ufeff<Events>${ONE}</Events>\ufeff<Events>${ONE}</Events>`, 2],
    ['a comment and a CDATA section around', `<!-- <Event> --><![CDATA[<Event>]]><!---->${ONE}`, 1],
    ['an end tag in CDATA', eventXml('<EventData><Data><![CDATA[</Event>]] >]]></Data></EventData>'), 1],
    ['an end tag in a comment', eventXml('<!-- </Event> -->'), 1],
    ['an end tag in an attribute', eventXml(`<EventData><Data Name='</Event>"'>x</Data></EventData>`), 1],
    [
      'an Event element in the payload',
      eventXml('<UserData><X><Event a="1"><Y>1</Y></Event></X></UserData>'),
      1,
    ],
    ['a prefix', `<e:Events><e:Event>${ONE.slice(ONE.indexOf('<System>'), -8)}</e:Event></e:Events>`, 1],
    ['white space in tags', ONE.replace('<Event ', '<Event\r\n\t').replace('</Event>', '</Event\n>'), 1],
  ])('%s', (_, text, count) => {
    const result = readXml(text);
    expect(codesOf(result)).toEqual([]);
    expect(result.events).toHaveLength(count);
  });
});

describe('what is wrong', () => {
  test.each([
    ['nothing', '', ['empty-input']],
    ['another document', '<html><p>no</p></html>', ['other-text', 'unknown-format']],
    ['text before, between and after', `ab c${ONE} d <x/> e ${ONE} f`, ['other-text']],
    [
      'more text than stands between events',
      `${ONE}${'䔀瘀'.repeat(10_000)}${ONE}`,
      ['other-text', 'bad-xml'],
    ],
    ['an event without its beginning', `${ONE.slice(40)}${ONE}`, ['other-text', 'bad-xml']],
    ['an event that begins at its end tag', `</System></Event>${ONE}`, ['bad-xml']],
    ['a bare <', `${ONE} < ${ONE}`, ['bad-xml']],
    ['a broken event', `<Event><System></Event>${ONE}`, ['bad-xml']],
    ['an element without its end', `${eventXml('<EventData><Data>x</EventData>')}${ONE}`, ['bad-xml']],
    ['a broken tag', `<Event><System <x></System></Event>${ONE}`, ['bad-xml']],
    ['a processing instruction in an event', `${eventXml('<?x y?>')}${ONE}`, ['bad-xml']],
    ['a last event cut off', `${ONE}${ONE.slice(0, -3)}`, ['truncated']],
    ['a first event cut off', `${ONE.slice(0, -18)}${ONE}`, ['bad-xml']],
    ['a cut inside of a tag', `${ONE}${ONE.slice(0, 40)}`, ['truncated']],
    ['a cut between events', `<Events>${ONE}`, ['truncated']],
    ['an open comment', `${ONE}<!-- ${ONE}`, ['truncated']],
  ])('%s', (_, text, expected) => {
    expect(codesOf(readXml(text))).toEqual(expected);
  });

  test('what numbers the events is no damage, and is told once', () => {
    // What evtx_dump prints where it is not told otherwise.
    const result = readXml(
      `Record 1\n<?xml version="1.0"?>\n${ONE}\nRecord 2\n<?xml version="1.0"?>\n${ONE}\n`,
    );
    expect(result.problems).toMatchObject([{ code: 'other-text', offset: 0 }]);
    expect(result.status).toMatchObject({ records: 2, state: 'clean' });
  });

  test('reading goes on behind what is wrong', () => {
    expect(found(`ab c${ONE} d <x/> e ${ONE} f`)).toBe(2);
    expect(found(`<Event><System></Event>${ONE}`)).toBe(1);
    expect(found(`${ONE.slice(0, -18)}${ONE}`)).toBe(1);
    expect(found(`${ONE.replace('</EventID>', '</EventID')}${ONE}`)).toBe(1);
  });

  test('a lost quote costs some events, not the rest of the file', () => {
    const text = ONE.replace("Name='P'", "Name='P") + ONE.repeat(2000);
    expect(found(text)).toBeGreaterThan(1000);
    expect(codesOf(readXml(text))[0]).toBe('bad-xml');
  });
});

describe('declarations', () => {
  const lol = `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(50)}">${'bcdefghij'
    .split('')
    .map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghij'.charAt(i)};`.repeat(10)}">`)
    .join('')}]>`;

  test.each([
    ['billion laughs', `${lol}${eventXml('<EventData><Data>&j;</Data></EventData>')}`, 0],
    ['an external entity', `<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">${ONE}`, 0],
    ['between events', `${ONE}<!ENTITY a "b">${ONE}`, 1],
    ['inside of an event', `${ONE}${eventXml('<!DOCTYPE a>')}${ONE}`, 1],
    ['in lower case', `<!doctype html>${ONE}`, 0],
  ])('%s: refused, nothing after it is read', (_, text, count) => {
    const result = readXml(text);
    expect(codesOf(result)).toEqual(['refused-xml']);
    expect(result.events).toHaveLength(count);
  });

  test('an unknown entity stays as it is', () => {
    expect(readXml(eventXml('<EventData><Data>&j;&nbsp;</Data></EventData>')).events[0]?.fields()).toEqual([
      { name: '', value: '&j;&nbsp;' },
    ]);
  });

  test('in CDATA and comments they are text', () => {
    const text = `<!-- <!DOCTYPE x> -->${eventXml('<EventData><Data><![CDATA[<!ENTITY a>]]></Data></EventData>')}`;
    expect(codesOf(readXml(text))).toEqual([]);
    expect(readXml(text).events[0]?.fields()[0]?.value).toBe('<!ENTITY a>');
  });
});

describe('size', () => {
  const big = eventXml(`<EventData><Data>${'x'.repeat(MAX_EVENT)}</Data></EventData>`);

  test('an event above the limit is dropped, the ones around it are read', () => {
    for (const size of [100_000, 1_000_000, 10_000_000]) {
      const text = `${ONE}${big}${ONE}`;
      const result = readXml(
        text,
        Array.from({ length: Math.floor(text.length / size) }, (_, i) => (i + 1) * size),
      );
      expect(result.problems).toMatchObject([{ code: 'too-large', offset: ONE.length }]);
      expect(result.events).toHaveLength(2);
    }
  });

  test('text of a dropped event is not read as events', () => {
    const text = eventXml(`<EventData><Data><![CDATA[${'x'.repeat(MAX_EVENT)}${ONE}]]></Data></EventData>`);
    expect(readXml(text).events).toEqual([]);
  });

  test.each([
    '<Event>',
    '<Event a="',
    '<Event><!--',
    '<Event><![CDATA[',
    '<Event><Event>',
    '<Event><a>',
    '<a ',
    '<!--',
    'x',
  ])('what is held back stays bounded: %s', (start) => {
    const splitter = new EventSplitter();
    const filler = ' y '.repeat(20_000);
    let most = 0;
    for (let i = 0; i < 100; i++) {
      splitter.push({ type: 'text', text: i === 0 ? start : filler, offset: 0, width: 'one' });
      most = Math.max(most, splitter.heldLength);
    }
    expect(most).toBeLessThan(1.5 * MAX_EVENT);
  });
});
