/** A queue that gives the item with the least key first, and those of equal keys in the order they came in. */
export interface Heap<T> {
  readonly size: number;
  /** Key of the first item; Infinity where there is none. */
  readonly least: number;
  push(key: number, item: T): void;
  pop(): T | undefined;
}

interface Entry<T> {
  readonly key: number;
  readonly turn: number;
  readonly item: T;
}

const isBefore = <T>(a: Entry<T>, b: Entry<T>): boolean =>
  a.key < b.key || (a.key === b.key && a.turn < b.turn);

/** Makes an empty binary heap. */
export function createHeap<T>(): Heap<T> {
  const entries: Entry<T>[] = [];
  let turn = 0;
  return {
    get size() {
      return entries.length;
    },
    get least() {
      return entries[0]?.key ?? Infinity;
    },
    push(key, item) {
      const entry = { key, turn: turn++, item };
      entries.push(entry);
      siftUp(entries, entry);
    },
    pop() {
      const first = entries[0];
      const last = entries.pop();
      if (last !== undefined && entries.length > 0) siftDown(entries, last);
      return first?.item;
    },
  };
}

function siftUp<T>(entries: Entry<T>[], entry: Entry<T>): void {
  let at = entries.length - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = entries[above] as Entry<T>;
    if (!isBefore(entry, parent)) break;
    entries[at] = parent;
    at = above;
  }
  entries[at] = entry;
}

function siftDown<T>(entries: Entry<T>[], entry: Entry<T>): void {
  let at = 0;
  for (;;) {
    let below = at * 2 + 1;
    if (below >= entries.length) break;
    const right = below + 1;
    if (right < entries.length && isBefore(entries[right] as Entry<T>, entries[below] as Entry<T>))
      below = right;
    const child = entries[below] as Entry<T>;
    if (!isBefore(child, entry)) break;
    entries[at] = child;
    at = below;
  }
  entries[at] = entry;
}
