import type { BigIntStats } from 'node:fs';
import { createLogReader } from '../../parsers/create-log-reader.ts';
import {
  identityOf,
  readOn,
  type FileFollower,
  type FollowerTools,
  type Items,
  type Reading,
} from './file-follower.ts';
import { giveText, type ReadBudget } from './live-source.ts';
import { nodePlatform } from './platform.ts';
import { createTextMark, type TextMark } from './text-mark.ts';

interface OpenText extends Reading {
  readonly id: string;
  readonly mark: TextMark;
  /** When it was last written to, in nanoseconds, as far as is known. */
  changed: bigint;
  /** All that was there when it was last looked at. */
  isRead: boolean;
  /** undefined: too many others are open. */
  descriptor: number | undefined;
}

/** Follows a log in any form of text, which grows at its end, and under another name when it was rotated. */
export function followText({ sink, kept, before }: FollowerTools): FileFollower {
  let open: OpenText | undefined;
  let format = 'unknown';
  const take = (items: Items): void => giveText(items, sink);
  let known = before;
  /** Says whether anything came. */
  const read = (text: OpenText, descriptor: number, budget: ReadBudget): boolean => {
    const from = text.at;
    text.isRead = readOn(text, { descriptor, budget, take });
    if (text.isRead) take(text.reader.giveHeld?.() ?? []);
    ({ format } = text.reader.status());
    known = { id: text.id, at: text.at };
    return text.at > from;
  };
  const keep = (text: OpenText, descriptor: number): void => {
    text.descriptor = descriptor;
    kept.keep(descriptor, () => void (text.descriptor = undefined));
  };
  const readKept = (budget: ReadBudget): boolean => {
    if (open?.descriptor === undefined || !read(open, open.descriptor, budget)) return false;
    keep(open, open.descriptor);
    return true;
  };
  /** @param hasMore What was written to it since may still be read. */
  const finish = (hasMore = true): void => {
    if (!open) return;
    if (hasMore) readKept({ left: Infinity });
    take(open.reader.end());
    ({ format } = open.reader.status());
    if (open.descriptor !== undefined) kept.close(open.descriptor);
    open = undefined;
  };
  const begin = (
    id: string,
    descriptor: number,
    { mtimeNs: changed }: BigIntStats,
    budget: ReadBudget,
  ): void => {
    const inner = createLogReader({ ...sink.asked, platform: nodePlatform });
    const mark = createTextMark();
    const feed = (bytes: Uint8Array): Items => {
      mark.add(bytes);
      return inner.feed(bytes);
    };
    open = { id, reader: { ...inner, feed }, mark, changed, at: 0, isRead: false, descriptor: undefined };
    read(open, descriptor, budget);
    keep(open, descriptor);
  };
  /** Whether what was read is still there, where somebody wrote to it. */
  const isAsRead = (descriptor: number, { mtimeNs, size }: BigIntStats): boolean => {
    if (!open || (open.changed === mtimeNs && Number(size) === open.at)) return true;
    open.changed = mtimeNs;
    return open.mark.isIn(descriptor);
  };
  return {
    get format() {
      return format;
    },
    heldTime: () => undefined,
    place: () => known,
    readOn: readKept,
    readTo: () => (open?.isRead === false ? open.at : undefined),
    look(descriptor, stat, budget) {
      const id = identityOf(stat);
      // Judged by what it was when its size was asked for: it grows meanwhile.
      const isSame = known?.id === id && Number(stat.size) >= known.at && isAsRead(descriptor, stat);
      // Of one that was written anew, what is behind the place is no continuation.
      const hasMore = isSame || known?.id !== id;
      if (hasMore) readKept(budget);
      if (open && isSame) {
        if (open.descriptor !== undefined || !read(open, descriptor, budget)) return 'done';
        keep(open, descriptor);
        return 'kept';
      }
      // Another file has the name now, or it was cut to be written anew.
      if (known && !isSame) sink.note({ type: 'recreated' });
      finish(hasMore);
      begin(id, descriptor, stat, budget);
      return 'kept';
    },
    end() {
      // Where what was there is not read yet, its end is not waited for.
      if (open?.isRead === true) finish();
      else if (open?.descriptor !== undefined) kept.close(open.descriptor);
    },
  };
}
