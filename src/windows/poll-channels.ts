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
/** A log holds more records than this, a megabyte as a rule: fewer new ones have written over no other. */
const FEWEST_HELD = 500;
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
  /** Up to here all records were looked at. */
  let seenTo = last;
  let isResumed = last !== undefined;
  let endsAskedAt = -Infinity;
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
  const tellGap = (next: number | undefined): void => {
    if (seenTo !== undefined && next !== undefined && next > seenTo + 1)
      sink.emit({ type: 'gap', channel, from: seenTo + 1, to: next - 1 });
  };
  /** A whole log tells by the ids that come; one that is asked for some records is asked where it begins. */
  const tellGapBefore = async (first: number): Promise<void> => {
    if (isResumed || seenTo === undefined) return;
    if (query === '*') tellGap(first);
    else if (first - seenTo > FEWEST_HELD)
      tellGap(Math.min(first, (await wevtutil.edgeId(channel, 'oldest')) ?? first));
  };
  /** So is it where nothing comes, now and then; gives the newest id. */
  const askEnds = async (now: number): Promise<number | undefined> => {
    const isDue = query !== '*' && now - endsAskedAt >= RETRY;
    if (seenTo !== undefined && (isResumed || isDue)) tellGap(await wevtutil.edgeId(channel, 'oldest'));
    if (!isDue) return undefined;
    endsAskedAt = now;
    return wevtutil.edgeId(channel, 'newest');
  };
  /** Ids that have gone back would never be behind the place: the log is another one. */
  const checkNewest = async (): Promise<boolean> => {
    const newest = last === undefined ? undefined : await wevtutil.edgeId(channel, 'newest');
    if (last === undefined || newest === undefined || newest >= last) return false;
    sink.emit({ type: 'recreated', channel });
    last = 0;
    seenTo = 0;
    return true;
  };
  const asked = (): string => {
    if (last !== undefined) return queryBehind(query, last);
    return since === undefined ? query : querySince(query, since);
  };

  return async (now) => {
    const newest = await askEnds(now);
    const page = await wevtutil.query(channel, asked());
    if ('code' in page) return fail(page.code);
    backOff = 0;
    if (page.firstId !== undefined && page.lastId !== undefined) {
      await tellGapBefore(page.firstId);
      last = page.lastId;
      seenTo = Math.max(seenTo ?? 0, last);
      isDrainTold = false;
      sink.emit({ type: 'events', channel, events: page.events, cursor: writeBookmark(channel, last) });
    }
    isResumed = false;
    if (page.events.length >= PAGE && page.lastId !== undefined) return 0;
    if (newest !== undefined) seenTo = Math.max(seenTo ?? 0, newest);
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
