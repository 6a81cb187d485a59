import type { Chunk } from '../structures.ts';
import { arrayItems, TYPE } from '../values.ts';
import { type Escape, writeUtf16 } from './escape.ts';
import { type Literals, writeLiteral } from './literals.ts';
import type { Output } from './output.ts';
import { writeEscaped } from './write-value.ts';

/** What stands before and after each item of an array. */
export interface Around {
  beforeAt: number;
  beforeSize: number;
  afterAt: number;
  afterSize: number;
}

/**
 * Writes each item of an array value between two literals and returns how many there are; 0 where it is none or
 * its bytes are no such array. The items are those of `arrayItems`.
 */
export function writeItems(
  out: Output,
  { words }: Literals,
  chunk: Chunk,
  itemType: number,
  at: number,
  size: number,
  escape: Escape,
  around: Around,
): number {
  const { beforeAt, beforeSize, afterAt, afterSize } = around;
  if (itemType !== TYPE.string) {
    const items = arrayItems(chunk, itemType, at, size) ?? [];
    for (const item of items) {
      writeLiteral(out, words, beforeAt, beforeSize);
      writeEscaped(out, item, escape);
      writeLiteral(out, words, afterAt, afterSize);
    }
    return items.length;
  }
  const { view } = chunk;
  const end = at + (size & ~1);
  let items = 0;
  // Items end with a NUL each; the last one may lack it.
  for (let from = at; from < end || items === 0;) {
    let to = from;
    while (to < end && view.getUint16(to, true) !== 0) to += 2;
    writeLiteral(out, words, beforeAt, beforeSize);
    writeUtf16(out, view, from, to, escape);
    writeLiteral(out, words, afterAt, afterSize);
    items += 1;
    from = to + 2;
  }
  return items;
}
