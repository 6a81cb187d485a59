import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { agedParts } from '../../src/input/log-ranges.ts';

const HEADER = 4096;
const CHUNK = 65_536;
const folder = mkdtempSync(join(tmpdir(), 'rdpwhy-aged-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A log of chunks without records, of which only the numbers of the first ones stand in the heads. */
function logOf(firstRecords: readonly (number | undefined)[]): string {
  const bytes = Buffer.alloc(HEADER + firstRecords.length * CHUNK);
  bytes.write('ElfFile\0', 0, 'latin1');
  for (const [i, first] of firstRecords.entries()) {
    if (first === undefined) continue;
    const at = HEADER + i * CHUNK;
    bytes.write('ElfChnk\0', at, 'latin1');
    bytes.writeBigUInt64LE(BigInt(first), at + 8);
  }
  const file = join(folder, `${firstRecords.length}-${firstRecords.join('.').slice(0, 100)}.evtx`);
  writeFileSync(file, bytes);
  return file;
}

/** The chunks of each part, in the order in which they are read. */
const chunksOf = (firstRecords: readonly (number | undefined)[]): (readonly [number, number])[] =>
  agedParts({ file: logOf(firstRecords) }).map(({ range }) => [
    range ? Math.max(0, (range.from - HEADER) / CHUNK) : 0,
    range && range.to !== Infinity ? (range.to - HEADER) / CHUNK : firstRecords.length,
  ]);

const rising = (count: number, from: number): number[] =>
  Array.from({ length: count }, (_, i) => from + i * 10);

describe('the oldest part of a binary log comes first', () => {
  test.each([1, 2, 15, 16, 17, 31, 32, 33, 38, 39])(
    'where its numbers fall back at chunk %i of 40',
    (turn) => {
      const heads = [...rising(turn, 1001), ...rising(40 - turn, 1)];
      expect(chunksOf(heads)).toEqual([
        [turn, 40],
        [0, turn],
      ]);
    },
  );

  test.each([1, 2, 16, 17, 40])('and a log of %i chunks whose numbers only rise is one part', (count) => {
    expect(chunksOf(rising(count, 5))).toEqual([[0, count]]);
  });

  test('chunks that were never written tell nothing', () => {
    const unused = Array.from({ length: 20 }, () => undefined);
    expect(chunksOf([...rising(20, 5), ...unused])).toEqual([[0, 40]]);
    expect(chunksOf([...rising(20, 501), ...rising(5, 1), ...unused])).toEqual([
      [20, 45],
      [0, 20],
    ]);
  });
});
