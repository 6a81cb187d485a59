import type { ChannelCondition } from './channel-condition.ts';
import type { ChannelRequest } from './channel-frame.ts';
import type { ChannelPlace } from './channel-place.ts';
import { subscribeTo, type ChannelSubscription } from './channel-subscription.ts';
import type { Handle, Wevtapi } from './wevtapi.ts';

/** The one subscription of a channel, which is ended and made anew as the channel's troubles ask for it. */
export interface KeptSubscription {
  /** Undefined: there is none. */
  readonly current: ChannelSubscription | undefined;
  /** Is set when something came; one for all subscriptions, made with the first. */
  readonly signal: Handle | undefined;
  /** Tries to have one. */
  begin(now: number): void;
  end(): void;
  /** Ends it for an error that the channel must recover from. */
  fail(code: number, now: number): void;
  /** The place is not in the log any more: it is read anew from its oldest record, never only from now on. */
  losePlace(code: number, now: number): void;
  /** Ends it for good. */
  close(): void;
}

export function createKeptSubscription(
  api: Wevtapi,
  request: ChannelRequest,
  place: ChannelPlace,
  condition: ChannelCondition,
): KeptSubscription {
  let signal: Handle | undefined;
  let current: ChannelSubscription | undefined;

  const end = (): void => {
    current?.end();
    current = undefined;
  };
  const fail = (code: number, now: number): void => {
    end();
    condition.fail(code, now);
  };
  const losePlace = (code: number, now: number): void => {
    const isAgain = place.isLost;
    place.lose();
    if (isAgain) fail(code, now);
    else end();
  };

  return {
    get current() {
      return current;
    },
    get signal() {
      return signal;
    },
    begin(now) {
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
    },
    end,
    fail,
    losePlace,
    close() {
      end();
      if (signal !== undefined) api.closeSignal(signal);
      signal = undefined;
    },
  };
}
