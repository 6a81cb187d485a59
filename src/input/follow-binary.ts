import { closeSync } from 'node:fs';
import { createEvtxReader } from '../../parsers/evtx/evtx-reader.ts';
import type { LogBytes } from '../../parsers/evtx/chunk-heads.ts';
import { createLiveLog, type LiveLog, type LivePlace } from '../../parsers/evtx/live-log.ts';
import { createCopyWatch, type CopyWatch } from './copy-watch.ts';
import {
  identityOf,
  readAt,
  readOn,
  type FileFollower,
  type FollowerTools,
  type Items,
  type Reading,
} from './file-follower.ts';
import type { LiveSink, ReadBudget } from './live-source.ts';
import { nodePlatform } from './platform.ts';

/** Follows a binary log, which Windows writes in place. */
export function followBinary({ sink, before }: FollowerTools): FileFollower {
  const follow = (place: LivePlace): LiveLog =>
    createLiveLog({ ...sink.asked, platform: nodePlatform }, place);
  let known = before?.id;
  let live = before && follow({ last: before.at, ...(before.held && { held: before.held }) });
  let whole: WholeReading | undefined;
  let copy: CopyWatch | undefined;
  let isOver = false;
  /** Says whether what was there is read. */
  const goOn = (reading: WholeReading, budget: ReadBudget): boolean => {
    whole = reading.goOn(budget) ? undefined : reading;
    if (whole) return false;
    known = reading.id;
    live = follow({ last: reading.last() });
    return true;
  };
  const goOnLater = (reading: WholeReading, budget: ReadBudget): boolean => {
    const isRead = goOn(reading, budget);
    if (isRead) closeSync(reading.descriptor);
    return isRead;
  };
  /** What is there of a copy that goes on is not read as the whole: its newest records may be its first. */
  const isArriving = (id: string, log: LogBytes): boolean => {
    if (isOver) return false;
    copy = copy?.id === id ? copy : createCopyWatch(id);
    if (copy.isArriving(log)) return true;
    copy = undefined;
    return false;
  };
  return {
    format: 'evtx',
    heldTime: () => live?.heldTime,
    place() {
      if (known === undefined || !live) return undefined;
      const { last, ...held } = live.place;
      return { id: known, at: last, ...held };
    },
    look(descriptor, stat, budget) {
      const id = identityOf(stat);
      if (whole && !goOnLater(whole, budget)) return 'done';
      const log = bytesOf(descriptor, Number(stat.size));
      if (known !== id && isArriving(id, log)) return 'done';
      if (known !== undefined && known !== id) sink.note({ type: 'recreated' });
      if (known !== id && !goOn(readWhole(id, descriptor, sink), budget)) return 'kept';
      for (const item of live?.poll(log) ?? []) {
        if (item.type === 'event') sink.event(item.event);
        else sink.note(item);
      }
      return 'done';
    },
    readOn(budget) {
      return whole !== undefined && goOnLater(whole, budget);
    },
    readTo: () => whole?.at(),
    waitNoMore() {
      isOver = true;
      return copy !== undefined;
    },
    end() {
      if (whole) closeSync(whole.descriptor);
    },
  };
}

/** Reads what is there as a log at rest is read, as far as one look may. */
interface WholeReading {
  readonly id: string;
  readonly descriptor: number;
  /** Says whether it came to the end. */
  goOn(budget: ReadBudget): boolean;
  at(): number;
  /** The id of the last record but one: the newest may have been half written, and is looked at again. */
  last(): number;
}

function readWhole(id: string, descriptor: number, sink: LiveSink): WholeReading {
  let last = 0;
  const reader = createEvtxReader({
    ...sink.asked,
    platform: nodePlatform,
    take: (walk) => {
      last = Math.max(last, walk.id);
      return false;
    },
  });
  const reading: Reading = { reader, at: 0 };
  const take = (items: Items): void => {
    for (const item of items) if (item.type === 'event') sink.event(item.event);
  };
  return {
    id,
    descriptor,
    goOn: (budget) => readOn(reading, { descriptor, budget, take }),
    at: () => reading.at,
    last: () => Math.max(0, last - 1),
  };
}

const bytesOf = (descriptor: number, size: number): LogBytes => ({
  size,
  read: (offset, length) => readAt(descriptor, offset, length),
});
