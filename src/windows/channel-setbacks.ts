import type { ChannelCondition } from './channel-condition.ts';
import type { ChannelFrame } from './channel-frame.ts';
import { isPlaceLost, type ChannelSubscription } from './channel-subscription.ts';
import type { KeptSubscription } from './kept-subscription.ts';
import { errors } from './wevtapi.ts';

/** What is done about the errors that Windows gives in place of records; docs/FOLLOW.md says why. */
export interface ChannelSetbacks {
  /** So many records are asked for at once: fewer where they are too large together. */
  readonly batch: number;
  /** Is told that records came, and whether any was new. */
  took(isAnyNew: boolean): void;
  /** Gives whether nothing is left to read for now. */
  heed(code: number, now: number): boolean;
}

/** So many records are asked for at once. */
const BATCH = 32;
/** So often a channel may say that it does nothing at the moment before it is asked whether that is true. */
const MOST_IDLE = 3;
/** So many records in a row that Windows cannot give are passed over; then something else is wrong. */
const MOST_SKIPPED = 32;

export function createChannelSetbacks(
  channel: string,
  subscription: KeptSubscription,
  condition: ChannelCondition,
  emit: (frame: ChannelFrame) => void,
): ChannelSetbacks {
  let batch = BATCH;
  let idle = 0;
  let skipped = 0;
  /** The subscription that told that all was given, and gave nothing new since. */
  let drainedOne: ChannelSubscription | undefined;

  const drained = (now: number): true => {
    batch = BATCH;
    condition.isWell(now);
    if (drainedOne !== subscription.current) emit({ type: 'drained', channel });
    drainedOne = subscription.current;
    return true;
  };
  const heedIdle = (now: number): boolean => {
    if (++idle < MOST_IDLE) return drained(now);
    idle = 0;
    if (subscription.current?.hasMoved() !== true) return drained(now);
    subscription.end();
    return false;
  };
  const heedTooLarge = (code: number, now: number): boolean => {
    if (batch > 1) {
      // The position has moved on: only a new subscription begins behind what was given.
      batch >>= 1;
      subscription.end();
      return false;
    }
    // Now that is of use: there is no other way to get past this record.
    emit({ type: 'skipped', channel, records: 1, code });
    if (++skipped < MOST_SKIPPED) return false;
    skipped = 0;
    subscription.fail(code, now);
    return true;
  };

  return {
    get batch() {
      return batch;
    },
    took(isAnyNew) {
      idle = 0;
      skipped = 0;
      if (isAnyNew) drainedOne = undefined;
    },
    heed(code, now) {
      if (isPlaceLost(code)) {
        subscription.losePlace(code, now);
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
          subscription.fail(code, now);
          return true;
      }
    },
  };
}
