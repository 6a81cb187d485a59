import { createChannelCondition } from './channel-condition.ts';
import type { ChannelFrame, ChannelRequest } from './channel-frame.ts';
import { createChannelPlace } from './channel-place.ts';
import { createChannelSetbacks } from './channel-setbacks.ts';
import { createKeptSubscription } from './kept-subscription.ts';
import type { Handle, Wevtapi } from './wevtapi.ts';

/** Follows one channel; who has several lets each read in turn. */
export interface ChannelReader {
  /** Is set when something came; undefined while there is no subscription. */
  readonly signal: Handle | undefined;
  /**
   * Reads on, and subscribes anew where that is due.
   *
   * @param now Milliseconds of a clock that runs on.
   * @param room So many events may be given at most.
   * @returns Whether nothing is left to read for now.
   */
  read(now: number, room: number): boolean;
  close(): void;
}

/** Makes the reader of one channel; docs/FOLLOW.md says what it does about which error. */
export function createChannelReader(
  api: Wevtapi,
  request: ChannelRequest,
  emit: (frame: ChannelFrame) => void,
): ChannelReader {
  const { channel } = request;
  const place = createChannelPlace(api, request, emit);
  const condition = createChannelCondition(api, channel, emit);
  const subscription = createKeptSubscription(api, request, place, condition);
  const setbacks = createChannelSetbacks(channel, subscription, condition, emit);

  return {
    get signal() {
      return subscription.current && subscription.signal;
    },
    read(now, room) {
      if (!subscription.current && now >= condition.retryAt) subscription.begin(now);
      const { current, signal } = subscription;
      if (!current || signal === undefined) return now < condition.retryAt;
      // Before the records are read, not after: what comes in between sets it again.
      api.resetSignal(signal);
      for (let left = room; left > 0;) {
        const got = current.next(Math.min(setbacks.batch, left));
        if ('code' in got) return setbacks.heed(got.code, now);
        left -= got.value.length;
        setbacks.took(place.take(got.value, current.bookmark));
      }
      return false;
    },
    close: () => subscription.close(),
  };
}
