import { expect, test } from 'vitest';
import { createChunk } from '../../../parsers/evtx/chunk.ts';
import { createTally } from '../../../parsers/evtx/integrity.ts';
import type { Host } from '../../../parsers/evtx/structures.ts';
import { createTemplateCache } from '../../../parsers/evtx/template-cache.ts';
import { createTextPool } from '../../../parsers/evtx/text-pool.ts';
import { utf16 } from '../../../parsers/evtx/utf16.ts';
import { arrayItems, valueText } from '../../../parsers/evtx/values.ts';

const HOST: Host = {
  utf16,
  crc32: () => 0,
  report: () => {},
  intern: (text) => text,
  tally: createTally(),
  templates: createTemplateCache(),
  texts: createTextPool((text) => text),
};

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.replaceAll(' ', '').match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}

function spell(type: number, hex: string): string | undefined {
  const bytes = bytesOf(hex);
  return valueText(createChunk(bytes, 0, HOST), type, 0, bytes.length);
}

test.each([
  { type: 0x00, hex: '', text: '' },
  { type: 0x01, hex: '4100 e900 0000', text: 'Aé' },
  { type: 0x01, hex: '4100 00d8 4200', text: 'A\ud800B' },
  { type: 0x02, hex: '41 e9 00', text: 'Aé' },
  { type: 0x03, hex: 'ff', text: '-1' },
  { type: 0x04, hex: 'ff', text: '255' },
  { type: 0x05, hex: '0080', text: '-32768' },
  { type: 0x06, hex: '0080', text: '32768' },
  { type: 0x07, hex: 'feffffff', text: '-2' },
  { type: 0x08, hex: 'feffffff', text: '4294967294' },
  { type: 0x09, hex: 'ffffffffffffffff', text: '-1' },
  { type: 0x0a, hex: 'ffffffffffffffff', text: '18446744073709551615' },
  { type: 0x0a, hex: '0000000000002000', text: '9007199254740992' },
  { type: 0x0b, hex: 'cdcccc3d', text: '0.1' },
  { type: 0x0c, hex: '9a9999999999b93f', text: '0.1' },
  { type: 0x0d, hex: '01000000', text: 'true' },
  { type: 0x0d, hex: '00000000', text: 'false' },
  { type: 0x0d, hex: '00010000', text: 'true' },
  { type: 0x0e, hex: '00ab0f', text: '00AB0F' },
  { type: 0x0f, hex: '25968454 7854 9449 a5ba 3e3b0328c30d', text: '{54849625-5478-4994-a5ba-3e3b0328c30d}' },
  { type: 0x10, hex: '1a000000', text: '0x1a' },
  { type: 0x10, hex: '1a00000001000000', text: '0x10000001a' },
  { type: 0x11, hex: '00803ed5deb19d01', text: '1970-01-01T00:00:00.0000000Z' },
  { type: 0x11, hex: '0000000000000000', text: '1601-01-01T00:00:00.0000000Z' },
  { type: 0x11, hex: 'ff3fc0d15e5ac824', text: '9999-12-31T23:59:59.9999999Z' },
  // What no year of four digits says: evtx 0.15.1 holds its answers to those of Windows (tests/test_windows_types.rs).
  { type: 0x11, hex: '0040c0d15e5ac824', text: '0000-01-01T00:00:00.0000000Z' },
  { type: 0x11, hex: 'ffffffffffffff7f', text: '0828-09-14T02:48:05.4775807Z' },
  { type: 0x11, hex: '0000000000000080', text: '0000-00-00T00:00:00.0000000Z' },
  { type: 0x12, hex: 'e907 0600 0100 0200 1000 3000 0100 2c02', text: '2025-06-02T16:48:01.5560000Z' },
  { type: 0x12, hex: '6b78 0c00 0000 1f00 1700 3b00 3b00 e703', text: '0827-12-31T23:59:59.9990000Z' },
  { type: 0x12, hex: '0000 0000 0000 0000 0000 0000 0000 0000', text: '1601-01-01T00:00:00.0000000Z' },
  { type: 0x12, hex: 'e307 0200 0000 1e00 0000 0000 0000 0000', text: '1601-01-01T00:00:00.0000000Z' },
  { type: 0x12, hex: 'e307 0300 0000 0100 1800 0000 0000 0000', text: '1601-01-01T00:00:00.0000000Z' },
  { type: 0x13, hex: '01 01 000000000005 12000000', text: 'S-1-5-18' },
  { type: 0x13, hex: '01 00 0f0000000000', text: 'S-1-0x0f0000000000' },
  { type: 0x14, hex: '1a000000', text: '0x1a' },
  { type: 0x15, hex: '0000000000002080', text: '0x8020000000000000' },
])('type $type: $text', ({ type, hex, text }) => {
  expect(spell(type, hex)).toBe(text);
});

test.each([
  { type: 0x08, hex: '010203' },
  { type: 0x0f, hex: '00' },
  { type: 0x11, hex: '00000000' },
  { type: 0x13, hex: '01 05 000000000005 12000000' },
  { type: 0x14, hex: '0102' },
  { type: 0x7f, hex: '01' },
])('type $type of the wrong size is no value', ({ type, hex }) => {
  expect(spell(type, hex)).toBeUndefined();
});

test.each([
  { type: 0x01, hex: '4100 0000 0000 4200 0000', items: ['A', '', 'B'] },
  { type: 0x01, hex: '4100 0000 4200', items: ['A', 'B'] },
  { type: 0x01, hex: '0000', items: [''] },
  { type: 0x06, hex: '0100 0200', items: ['1', '2'] },
  {
    type: 0x13,
    hex: '01 01 000000000005 12000000 01 01 000000000005 13000000',
    items: ['S-1-5-18', 'S-1-5-19'],
  },
  { type: 0x08, hex: '01000000 02', items: undefined },
])('array of type $type: $items', ({ type, hex, items }) => {
  const bytes = bytesOf(hex);
  expect(arrayItems(createChunk(bytes, 0, HOST), type, 0, bytes.length)).toEqual(items);
});
