import { describe, expect, test } from 'vitest';
import { renderEventXml } from '../../support/event-xml.ts';
import { tellScenarios } from '../../support/scenarios/index.ts';
import { codesOf, plainEvent, readLog, type LogResult } from '../read-log.ts';
import { utf16 } from './read-xml.ts';

const [scenario] = tellScenarios();
const events = [...(scenario?.logs.values() ?? [])].flatMap((log) => log.slice(0, 5));
const each = events.map((event) => renderEventXml(event));
const declaration = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>';
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** All that is said of each event. */
const said = ({ events }: LogResult): unknown => events.map(plainEvent);
const whole = said(readLog(each.join('\n')));

const texts: readonly (readonly [string, string])[] = [
  ['with a root', `<Events>${each.join('')}</Events>`],
  ['with a declaration and a root', `${declaration}\r\n<Events>${each.join('')}</Events>`],
  ['without a root', each.join('')],
  ['one a line', each.map((one) => `${one}\r\n`).join('')],
  ['pretty', events.map((event) => renderEventXml(event, 'pretty')).join('\r\n')],
  ['documents joined', each.map((one) => `${declaration}\n<Events>${one}</Events>\n`).join('')],
  [
    'documents joined, each with a byte order mark',
    each.map((one) => `\ufeff${declaration}<Events>${one}</Events>`).join(''),
  ],
  ...['en-US', 'de-DE', 'ja-JP', 'ar-SA'].map((culture, i): readonly [string, string] => [
    `rendered in ${culture}`,
    each
      .map((one) => {
        const text =
          ['An error: <1>', 'Fehler „ä“ & mehr', 'エラー\u3000コード 0x5', '\u200fخطأ ١٢'][i] ?? '';
        const message = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
        return one.replace(
          '</Event>',
          `<RenderingInfo Culture='${culture}'><Message>${message}</Message><Level>${message}</Level><Opcode/><Keywords><Keyword>x</Keyword></Keywords></RenderingInfo></Event>`,
        );
      })
      .join('\r\n'),
  ]),
];

describe.each(texts)('%s', (_, text) => {
  test.each([
    ['UTF-8', utf8(text)],
    ['UTF-8 with a byte order mark', utf8(`\ufeff${text}`)],
    ['UTF-16', utf16(text)],
    ['UTF-16 with a byte order mark', utf16(`\ufeff${text}`)],
    ['UTF-16, big-endian', utf16(`\ufeff${text}`, true)],
  ])('as %s says the same', (_encoding, bytes) => {
    const result = readLog(bytes);
    expect(codesOf(result)).toEqual([]);
    expect(said(result)).toEqual(whole);
  });

  test('cut off at its end it gives all but the last event', () => {
    const cut = text.lastIndexOf('</Event>');
    const result = readLog(utf8(text.slice(0, cut)));
    expect(codesOf(result)).toEqual(['truncated']);
    expect(result.events).toHaveLength(each.length - 1);
  });
});
