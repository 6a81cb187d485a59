import { setTimeout } from 'node:timers/promises';
import { bookmarkRecord, writeBookmark } from './bookmark.ts';
import { createFrameSink, type ChannelFeed, type ChannelRequest, type FrameSink } from './channel-frame.ts';
import { queryBehind, querySince } from './channel-query.ts';
import { PAGE, type Wevtutil } from './wevtutil.ts';
import { errors } from './wevtapi.ts';
import type { ChannelState } from '../input/live-source.ts';

/** Polls one channel; tells how many milliseconds it can be left alone. */
export type PollChannel = (now: number) => Promise<number>;

/** Milliseconds between two looks into a channel: each look is a process. */
const EVERY = { core: 2000, other: 10_000 } as const;
const RETRY = 60_000;
const SHORTEST_BACK_OFF = 2000;
const LONGEST_BACK_OFF = 30_000;

/** Makes the poller of one channel. Its place is the highest record id that was given. */
export function pollChannel(
  wevtutil: Wevtutil,
  request: ChannelRequest,
  every: number,
  sink: FrameSink,
): PollChannel {
  const { channel, query, cursor, since } = request;
  let last = cursor === undefined ? undefined : bookmarkRecord(cursor);
  let isResumed = last !== undefined;
  let state: ChannelState | undefined;
  let checkedAt = -Infinity;
  let backOff = 0;
  let isDrainTold = false;

  const tell = (next: ChannelState, code: number): void => {
    if (state !== next) sink.emit({ type: 'state', channel, state: next, code });
    state = next;
  };
  const fail = (code: number): number => {
    isDrainTold = false;
    if (code === errors.accessDenied || code === errors.channelNotFound) {
      tell(code === errors.accessDenied ? 'denied' : 'missing', code);
      return RETRY;
    }
    backOff = Math.min(LONGEST_BACK_OFF, Math.max(SHORTEST_BACK_OFF, backOff * 2));
    tell('failed', code);
    return backOff;
  };
  /** What was written over while nobody looked. */
  const checkOldest = async (): Promise<void> => {
    isResumed = false;
    const oldest = await wevtutil.edgeId(channel, 'oldest');
    if (last !== undefined && oldest !== undefined && oldest > last + 1)
      sink.emit({ type: 'gap', channel, from: last + 1, to: oldest - 1 });
  };
  /** Ids that have gone back would never be behind the place: the log is another one. */
  const checkNewest = async (): Promise<boolean> => {
    const newest = last === undefined ? undefined : await wevtutil.edgeId(channel, 'newest');
    if (last === undefined || newest === undefined || newest >= last) return false;
    sink.emit({ type: 'recreated', channel });
    last = 0;
    return true;
  };
  const asked = (): string => {
    if (last !== undefined) return queryBehind(query, last);
    return since === undefined ? query : querySince(query, since);
  };

  return async (now) => {
    if (isResumed) await checkOldest();
    const page = await wevtutil.query(channel, asked());
    if ('code' in page) return fail(page.code);
    backOff = 0;
    if (page.events.length > 0 && page.lastId !== undefined) {
      last = page.lastId;
      isDrainTold = false;
      sink.emit({ type: 'events', channel, events: page.events, cursor: writeBookmark(channel, last) });
    }
    if (page.events.length >= PAGE && page.lastId !== undefined) return 0;
    if (now - checkedAt >= RETRY) {
      checkedAt = now;
      tell((await wevtutil.isEnabled(channel)) === false ? 'disabled' : 'open', 0);
      if (page.events.length === 0 && (await checkNewest())) return 0;
    }
    if (!isDrainTold) sink.emit({ type: 'drained', channel });
    isDrainTold = true;
    return every;
  };
}

/** Makes a feed that asks wevtutil again and again, one channel after the other. */
export function wevtutilFeed(wevtutil: Wevtutil, isCore: (channel: string) => boolean): ChannelFeed {
  const end = new AbortController();
  let sink: ReturnType<typeof createFrameSink> | undefined;
  const follow = async (requests: readonly ChannelRequest[], to: FrameSink): Promise<void> => {
    const polled = requests.map((request) => ({
      poll: pollChannel(wevtutil, request, EVERY[isCore(request.channel) ? 'core' : 'other'], to),
      dueAt: 0,
    }));
    while (polled.length > 0 && !end.signal.aborted) {
      for (const one of polled) {
        while (to.room() === 0 && !end.signal.aborted) await to.whenTaken();
        if (end.signal.aborted) return;
        const now = performance.now();
        if (one.dueAt <= now) one.dueAt = now + (await one.poll(now));
      }
      const next = Math.min(...polled.map(({ dueAt }) => dueAt));
      await setTimeout(Math.max(0, next - performance.now()), undefined, { signal: end.signal }).catch(
        () => {},
      );
    }
  };
  return {
    start(requests, emit) {
      sink = createFrameSink(emit);
      for (const { channel, ofOthers } of requests)
        if (ofOthers === true) emit({ type: 'state', channel, state: 'failed', code: errors.notSupported });
      void follow(
        requests.filter(({ ofOthers }) => ofOthers !== true),
        sink,
      );
    },
    taken: (events) => sink?.taken(events),
    stop() {
      end.abort();
      sink?.taken(0);
    },
  };
}
