import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText } from '../../src/report/plain-text.ts';

describe('plainText', () => {
  test.each([
    ['an escape sequence', '\u001b[2Jgone', '\\u001b[2Jgone'],
    ['the one-byte form of it', '\u009b2J', '\\u009b2J'],
    ['a title change', '\u001b]0;root\u0007', '\\u001b]0;root\\u0007'],
    ['line breaks', 'a\r\nb', 'a\\u000d\\u000ab'],
    ['a right-to-left override', 'user\u202egpj.exe', 'user\\u202egpj.exe'],
    ['an invisible character', 'ad\u200bmin', 'ad\\u200bmin'],
    ['NUL', 'a\u0000b', 'a\\u0000b'],
    ['half a surrogate pair', 'a\ud800b', 'a\\ud800b'],
  ])('shows %s instead of doing it', (_, hostile, shown) => {
    expect(plainText(hostile)).toBe(shown);
  });

  test.each(['Jürgen', '山田太郎', 'Ольга', '😀 ok', 'CORP\\alice', 'ünï@corp.example'])(
    'leaves %s alone',
    (text) => {
      expect(plainText(text)).toBe(text);
    },
  );

  test('never lets a control character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // oxlint-disable-next-line no-control-regex
        expect(plainText(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
      { seed: 1 },
    );
  });
});
