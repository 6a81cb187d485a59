import type { LogBytes } from '../../parsers/evtx/chunk-heads.ts';
import { createEvtxReader } from '../../parsers/evtx/evtx-reader.ts';
import { createLiveLog, type LiveLog, type LivePlace } from '../../parsers/evtx/live-log.ts';
import { identityOf, piecesFrom, readAt, type FileFollower, type FollowerTools } from './file-follower.ts';
import type { LiveSink } from './live-source.ts';
import { nodePlatform } from './platform.ts';

/** Follows a binary log, which Windows writes in place. */
export function followBinary({ sink, before }: FollowerTools): FileFollower {
  const follow = (place: LivePlace): LiveLog =>
    createLiveLog({ ...sink.asked, platform: nodePlatform }, place);
  let known = before?.id;
  let live = before && follow({ last: before.at, ...(before.held && { held: before.held }) });
  return {
    format: 'evtx',
    heldTime: () => live?.heldTime,
    place() {
      if (known === undefined || !live) return undefined;
      const { last, ...held } = live.place;
      return { id: known, at: last, ...held };
    },
    look(descriptor, stat) {
      const id = identityOf(stat);
      if (known !== undefined && known !== id) sink.note({ type: 'recreated' });
      if (known !== id) live = follow({ last: readWhole(descriptor, sink) });
      known = id;
      for (const item of live?.poll(bytesOf(descriptor, Number(stat.size))) ?? []) {
        if (item.type === 'event') sink.event(item.event);
        else sink.note(item);
      }
      return 'done';
    },
    readOn: () => false,
    end: () => {},
  };
}

/**
 * Reads what is there as a log at rest is read, and gives the id of the last record but one: the newest may have been half
 * written, and is looked at again.
 */
function readWhole(descriptor: number, sink: LiveSink): number {
  let last = 0;
  const reader = createEvtxReader({
    ...sink.asked,
    platform: nodePlatform,
    take: (walk) => {
      last = Math.max(last, walk.id);
      return false;
    },
  });
  for (const bytes of piecesFrom(descriptor, 0))
    for (const item of reader.feed(bytes)) if (item.type === 'event') sink.event(item.event);
  return Math.max(0, last - 1);
}

const bytesOf = (descriptor: number, size: number): LogBytes => ({
  size,
  read: (offset, length) => readAt(descriptor, offset, length),
});
