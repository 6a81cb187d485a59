import { expect, test } from 'vitest';
import { createOutput, type Output } from '../../../parsers/evtx/render/output.ts';
import { writeDecimal, writeFiletime, writeHex, writeHexDigits } from '../../../parsers/evtx/render/spell.ts';

const written = (write: (out: Output) => void): string => {
  const out = createOutput(256);
  write(out);
  return new TextDecoder().decode(out.bytes.subarray(0, out.length));
};

const powers = Array.from({ length: 16 }, (_, n) => 10 ** n);
const numbers = [
  0,
  ...powers,
  ...powers.map((n) => n - 1),
  ...powers.map((n) => n + 1),
  2 ** 32,
  2 ** 53 - 1,
];

test.each(numbers)('%d in decimal', (n) => {
  expect(written((out) => writeDecimal(out, n))).toBe(String(n));
});

test.each([0, 1, 15, 16, 255, 256, 0xfffff, 0x100000, 0x12345678, 0xffffffff])('%d in hexadecimal', (n) => {
  expect(written((out) => writeHex(out, n))).toBe(n.toString(16));
  expect(written((out) => writeHexDigits(out, n, 8))).toBe(n.toString(16).padStart(8, '0'));
});

test('a time has all its seven digits, also where most are zero', () => {
  const ticks = (BigInt(Date.UTC(2020, 0, 2, 3, 4, 5, 6)) + 11_644_473_600_000n) * 10_000n + 7n;
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, ticks, true);
  const text = written((out) => writeFiletime(out, view, 0));
  expect(text).toBe('2020-01-02T03:04:05.0060007Z');
});
