import { readAt } from './file-follower.ts';

/** What was read of a text: how it begins, and what stands before the place up to which it was read. */
export interface TextMark {
  /** Takes what was read next. */
  add(bytes: Uint8Array): void;
  /** Says whether a file still holds it: an export that is written again and again keeps its name, and may grow. */
  isIn(descriptor: number): boolean;
}

/** An event as text is hardly shorter: of another export that begins alike, the rest is told apart by its end. */
const LENGTH = 1024;

/** Makes a mark of nothing yet. */
export function createTextMark(): TextMark {
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  let at = 0;
  const stands = (descriptor: number, from: number, bytes: Buffer): boolean =>
    bytes.equals(readAt(descriptor, from, bytes.length));
  return {
    add(bytes) {
      at += bytes.length;
      head = Buffer.concat([head, bytes.subarray(0, LENGTH - head.length)]);
      const latest = bytes.subarray(-LENGTH);
      tail = Buffer.concat([tail.subarray(Math.max(0, tail.length + latest.length - LENGTH)), latest]);
    },
    isIn: (descriptor) => stands(descriptor, 0, head) && stands(descriptor, at - tail.length, tail),
  };
}
