import type { Chunk } from './structures.ts';
import { sameBytes } from './template-cache.ts';
import { TYPE, valueText } from './values.ts';

/** Texts that repeat from record to record: provider, channel, computer. */
export interface TextPool {
  /** Decodes a UTF-16 value; one whose bytes are known is not decoded again. Equal texts are one string object. */
  read(chunk: Chunk, at: number, size: number): string;
}

interface Slot {
  readonly size: number;
  readonly view: DataView;
  readonly text: string;
}

/** A log uses some hundred such texts; two that share a slot only take turns in it. */
const SLOTS = 1024;
const MAX_SIZE = 512;

/** Makes a pool: a table by a hash of a few of the bytes, which is believed only when all bytes are the same. */
export function createTextPool(intern: (text: string) => string): TextPool {
  const slots: (Slot | undefined)[] = Array.from({ length: SLOTS }, () => undefined);
  return {
    read(chunk, at, size) {
      if (size === 0) return '';
      if (size > MAX_SIZE) return intern(valueText(chunk, TYPE.string, at, size) ?? '');
      const index = hash(chunk.view, at, size);
      const slot = slots[index];
      if (slot?.size === size && sameBytes(slot.view, 0, chunk.view, at, size)) return slot.text;
      const text = intern(valueText(chunk, TYPE.string, at, size) ?? '');
      slots[index] = { size, view: new DataView(chunk.bytes.slice(at, at + size).buffer), text };
      return text;
    },
  };
}

/** The end of a name tells more than its beginning: many begin with Microsoft-Windows-. */
function hash(view: DataView, at: number, size: number): number {
  if (size < 8) return size;
  const middle = view.getInt32(at + ((size >> 1) & ~3), true);
  const last = view.getInt32(at + size - 8, true) ^ (view.getInt32(at + size - 4, true) << 7);
  return (Math.imul(last ^ (middle << 3) ^ size, 0x9e3779b1) >>> 16) & (SLOTS - 1);
}
