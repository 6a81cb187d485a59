import { createChannelCondition } from './channel-condition.ts';
import type { ChannelFrame, ChannelRequest } from './channel-frame.ts';
import { createChannelPlace } from './channel-place.ts';
import { isPlaceLost, subscribeTo, type ChannelSubscription } from './channel-subscription.ts';
import { errors, type Handle, type Wevtapi } from './wevtapi.ts';

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

/** So many records are asked for at once. */
const BATCH = 32;
/** So often a channel may say that it does nothing at the moment before it is asked whether that is true. */
const MOST_IDLE = 3;
/** So many records in a row that Windows cannot give are passed over; then something else is wrong. */
const MOST_SKIPPED = 32;

/** Makes the reader of one channel; docs/FOLLOW.md says what it does about which error. */
export function createChannelReader(
  api: Wevtapi,
  request: ChannelRequest,
  emit: (frame: ChannelFrame) => void,
): ChannelReader {
  const { channel } = request;
  const place = createChannelPlace(api, request, emit);
  const condition = createChannelCondition(api, channel, emit);
  let signal: Handle | undefined;
  let current: ChannelSubscription | undefined;
  let batch = BATCH;
  let idle = 0;
  let skipped = 0;
  let isDrainTold = false;

  const unsubscribe = (): void => {
    current?.end();
    current = undefined;
    isDrainTold = false;
  };
  const fail = (code: number, now: number): void => {
    unsubscribe();
    condition.fail(code, now);
  };
  /** The place is not in the log any more: it is read anew from its oldest record, never only from now on. */
  const losePlace = (code: number, now: number): void => {
    const isAgain = place.isLost;
    place.lose();
    if (isAgain) fail(code, now);
    else unsubscribe();
  };
  const subscribe = (now: number): void => {
    const made = signal === undefined ? api.createSignal() : { value: signal };
    if ('code' in made) {
      fail(made.code, now);
      return;
    }
    signal = made.value;
    const got = subscribeTo(api, request, place, signal);
    if ('value' in got) {
      current = got.value;
      condition.isAnew();
    } else if (got.isPlaceLost) losePlace(got.code, now);
    else fail(got.code, now);
  };
  const drained = (now: number): true => {
    batch = BATCH;
    condition.isWell(now);
    if (!isDrainTold) emit({ type: 'drained', channel });
    isDrainTold = true;
    return true;
  };
  const take = (events: readonly Handle[], bookmark: Handle): void => {
    idle = 0;
    skipped = 0;
    if (place.take(events, bookmark)) isDrainTold = false;
  };
  const heedIdle = (now: number): boolean => {
    if (++idle < MOST_IDLE) return drained(now);
    idle = 0;
    if (current?.hasMoved() !== true) return drained(now);
    unsubscribe();
    return false;
  };
  const heedTooLarge = (code: number, now: number): boolean => {
    if (batch > 1) {
      // The position has moved on: only a new subscription begins behind what was given.
      batch >>= 1;
      unsubscribe();
      return false;
    }
    // Now that is of use: there is no other way to get past this record.
    emit({ type: 'skipped', channel, records: 1, code });
    if (++skipped < MOST_SKIPPED) return false;
    skipped = 0;
    fail(code, now);
    return true;
  };
  /** Gives whether nothing is left to read for now. */
  const heed = (code: number, now: number): boolean => {
    if (isPlaceLost(code)) {
      losePlace(code, now);
      return false;
    }
    switch (code) {
      case errors.noMoreItems:
        idle = 0;
        return drained(now);
      case errors.invalidOperation:
        return heedIdle(now);
      case errors.invalidBound:
        return heedTooLarge(code, now);
      default:
        fail(code, now);
        return true;
    }
  };

  return {
    get signal() {
      return current && signal;
    },
    read(now, room) {
      if (!current && now >= condition.retryAt) subscribe(now);
      if (!current || signal === undefined) return now < condition.retryAt;
      // Before the records are read, not after: what comes in between sets it again.
      api.resetSignal(signal);
      for (let left = room; left > 0;) {
        const got = current.next(Math.min(batch, left));
        if ('code' in got) return heed(got.code, now);
        left -= got.value.length;
        take(got.value, current.bookmark);
      }
      return false;
    },
    close() {
      unsubscribe();
      if (signal !== undefined) api.closeSignal(signal);
      signal = undefined;
    },
  };
}
