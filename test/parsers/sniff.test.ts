import { describe, expect, test } from 'vitest';
import { createLogReader } from '../../parsers/create-log-reader.ts';
import type { ParseItem } from '../../parsers/log-reader.ts';
import { sniffFormat } from '../../parsers/sniff.ts';
import { eventXml, utf16 } from './xml/read-xml.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ['empty', new Uint8Array(0)],
  ['evtx', utf8('ElfFile\0rest')],
  ['evtx', utf8('ElfChnk\0rest')],
  ['xml', utf8('<Events>')],
  ['xml', utf8('\ufeff\r\n  <?xml version="1.0"?>')],
  ['xml', utf16('\ufeff\n<Events>')],
  ['xml', utf16('<Events>')],
  ['xml', utf16('\ufeff<Events>', true)],
  ['xml', utf8('C:\\> wevtutil qe System\r\n<Event xmlns="x">')],
  ['xml', utf8('<13>Feb 11 05:20:35 SRV08 <Event xmlns="x">')],
  ['json', utf8('<13>1 2020-02-11T05:20:35Z SRV08 nxlog - - - {"EventID":131}')],
  ['text', utf8('<13>Feb 11 05:20:35 SRV08 MSWinEventLog\t1\tSecurity\t7\n')],
  ['zip', utf8('PK\u0003\u0004....')],
  ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0)],
  ['text', utf8('Level,Date and Time,Source\r\nFehler für ä')],
  ['text', utf16('\ufeffLevel,Date')],
  ['text', utf8('PK and nothing else')],
  ['unknown', Uint8Array.of(0, 0, 0, 0, 0, 0)],
  ['unknown', Uint8Array.of(0x4d, 0x5a, 0x90, 0, 3, 0)],
  ['unknown', utf8('ElfFil\u0001')],
])('%s', (format, head) => {
  expect(sniffFormat(head)).toBe(format);
});

describe('createLogReader', () => {
  const read = (bytes: Uint8Array, step: number): string => {
    const reader = createLogReader({});
    const items: string[] = [];
    const note = (item: ParseItem): void =>
      void items.push(item.type === 'event' ? 'event' : item.problem.code);
    for (let at = 0; at < bytes.length; at += step)
      for (const item of reader.feed(bytes.slice(at, at + step))) note(item);
    for (const item of reader.end()) note(item);
    return [...items, reader.status().state].join(' ');
  };

  test.each([
    ['empty-input empty', new Uint8Array(0)],
    ['unknown-format damaged', utf8('PK\u0003\u0004....')],
    ['unknown-format damaged', Uint8Array.of(0x1f, 0x8b)],
    ['unknown-format damaged', utf8('a,b\r\n'.repeat(200))],
    ['unknown-format damaged', new Uint8Array(2000)],
    ['event event event clean', utf8(eventXml('').repeat(3))],
    ['event event event clean', utf16(eventXml('').repeat(3))],
  ])('%s', (expected, bytes) => {
    for (const step of [1, 7, 511, 512, 513, 100_000]) expect(read(bytes, step)).toBe(expected);
  });

  test('a binary log goes to its own reader', () => {
    const reader = createLogReader({});
    const items = [...reader.feed(utf8('ElfFile\0cut off')), ...reader.end()];
    expect(items[0]?.type).toBe('problem');
    expect(reader.status().format).toBe('evtx');
  });

  test('the status answers before any byte', () => {
    expect(createLogReader({}).status()).toMatchObject({ records: 0, state: 'empty' });
  });
});
