import { describe, expect, test } from 'vitest';
import { codeExclusions } from '../../src/explain/code-causes.ts';
import { readStatedCode } from '../../src/explain/stated-code.ts';
import { catalogRows } from '../../src/normalize/catalog/index.ts';
import { loadPatterns } from '../support/load-patterns.ts';

const { patterns } = loadPatterns();
const read = (text: string) => readStatedCode(text, { patterns, rows: catalogRows, fill: (one) => one });

describe('what a person saw', () => {
  test.each([
    ['0x904/0x7', '0x904', '0x7'],
    ['0x904 0x7', '0x904', '0x7'],
    ['2308 7', '0x904', '0x7'],
    ['2308/7', '0x904', '0x7'],
    ['Error code: 0x904 Extended error code: 0x7', '0x904', '0x7'],
    ['0x904', '0x904', undefined],
    ['2308', '0x904', undefined],
    ['0x7', undefined, '0x7'],
    ['/0x3', undefined, '0x3'],
    ['extended 0x3', undefined, '0x3'],
    ['0x3', '0x3', undefined],
    ['0x904/0x1107', '0x904', '0x1107'],
    ['0xC000006A', '0xC000006A', undefined],
    ['0x1234567', '0x1234567', undefined],
    ['An internal error has occurred', 'an internal error', undefined],
  ])('%j is code %j, extended %j', (text, code, extended) => {
    const { code: own, extended: second } = read(text) ?? {};
    expect([own, second]).toEqual([code, extended]);
  });

  test.each(['', 'bogus', '   ', '/', '\u001b[31m', 'event 140', 'event id 1026'])(
    '%j is neither a code nor a dialog',
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );

  test('a second code that the server sent as error info has the causes of that', () => {
    expect(read('0x3/0x11')).toMatchObject({ code: '0x3', extended: '0x11' });
    expect(read('0x3/0x11')?.parts[1]?.causes).toContain('display-driver-failure');
  });

  test('codes that say only that it broke speak against nothing', () => {
    for (const text of ['0x904', '0x0', '0x3', '/0x7', '/0x0', '0x207', '0x516', '0x1104', '0x1108', '0xd06'])
      expect(read(text)?.parts.map(({ isBroad }) => isBroad)).toEqual([true]);
    expect(read('0x807')?.parts.map(({ isBroad }) => isBroad)).toEqual([false]);
  });

  test('extended codes outside 0x100 to 0x10B are no licensing codes, and no cause of licensing hangs on 0x7', () => {
    expect(read('/0x7')?.parts[0]?.excludes?.classes).toEqual(['licensing']);
    expect(read('/0x101')?.parts[0]?.excludes).toBeUndefined();
    const licensing = codeExclusions.flatMap(({ codes }) => codes).filter((code) => code >> 8 === 1);
    expect(licensing).toEqual([]);
    expect(read('/0x7')?.parts[0]?.causes.filter((id) => id.startsWith('rds-'))).toEqual([]);
    expect(read('/0x101')?.parts[0]?.causes.some((id) => id.startsWith('rds-'))).toBe(true);
  });
});
