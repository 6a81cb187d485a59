import { createLogReader } from '../../parsers/create-log-reader.ts';
import type { LogReader } from '../../parsers/log-reader.ts';
import { identityOf, piecesFrom, type FileFollower, type FollowerTools } from './file-follower.ts';
import { giveText } from './live-source.ts';
import { nodePlatform } from './platform.ts';

interface OpenText {
  readonly id: string;
  readonly reader: LogReader;
  at: number;
  /** undefined: too many others are open. */
  descriptor: number | undefined;
}

/** Follows a log in any form of text, which grows at its end, and under another name when it was rotated. */
export function followText({ sink, kept, before }: FollowerTools): FileFollower {
  let open: OpenText | undefined;
  let format = 'unknown';
  const take = (items: ReturnType<LogReader['feed']>): void => giveText(items, sink);
  let known = before;
  /** Says whether anything came. */
  const read = (text: OpenText, descriptor: number): boolean => {
    const from = text.at;
    for (const bytes of piecesFrom(descriptor, from)) {
      text.at += bytes.length;
      take(text.reader.feed(bytes));
      format = text.reader.status().format;
    }
    known = { id: text.id, at: text.at };
    return text.at > from;
  };
  const keep = (text: OpenText, descriptor: number): void => {
    text.descriptor = descriptor;
    kept.keep(descriptor, () => void (text.descriptor = undefined));
  };
  const readOn = (): boolean => {
    if (open?.descriptor === undefined || !read(open, open.descriptor)) return false;
    keep(open, open.descriptor);
    return true;
  };
  const finish = (): void => {
    if (!open) return;
    readOn();
    take(open.reader.end());
    ({ format } = open.reader.status());
    if (open.descriptor !== undefined) kept.close(open.descriptor);
    open = undefined;
  };
  const begin = (id: string, descriptor: number): void => {
    const reader = createLogReader({ ...sink.asked, platform: nodePlatform });
    open = { id, reader, at: 0, descriptor: undefined };
    read(open, descriptor);
    keep(open, descriptor);
  };
  return {
    get format() {
      return format;
    },
    heldTime: () => undefined,
    place: () => known,
    readOn,
    look(descriptor, stat) {
      const id = identityOf(stat);
      // Judged by what it was when its size was asked for: it grows meanwhile.
      const isSame = known?.id === id && Number(stat.size) >= known.at;
      readOn();
      if (open && isSame) {
        if (open.descriptor !== undefined || !read(open, descriptor)) return 'done';
        keep(open, descriptor);
        return 'kept';
      }
      // Another file has the name now, or it was cut to be written anew.
      if (known && !isSame) sink.note({ type: 'recreated' });
      finish();
      begin(id, descriptor);
      return 'kept';
    },
    end: finish,
  };
}
