import type { ChannelState } from '../input/live-source.ts';
import type { ChannelFrame } from './channel-frame.ts';
import { errors, type Wevtapi } from './wevtapi.ts';

/** What is wrong with a channel, told when it changes, and when it is tried again. */
export interface ChannelCondition {
  /** Milliseconds of the clock that runs on. */
  readonly retryAt: number;
  /** Says that it cannot be read, for this error. */
  fail(code: number, now: number): void;
  /** Says that all there was has been read. */
  isWell(now: number): void;
  /** Says that it was subscribed to anew, so that its state is worth another look. */
  isAnew(): void;
}

/** What a person has to change is looked at again after this long, in milliseconds. */
const RETRY = 60_000;
const SHORTEST_BACK_OFF = 1000;
const LONGEST_BACK_OFF = 30_000;

export function createChannelCondition(
  api: Wevtapi,
  channel: string,
  emit: (frame: ChannelFrame) => void,
): ChannelCondition {
  let retryAt = 0;
  let backOff = 0;
  let state: ChannelState | undefined;
  let checkedAt = -Infinity;
  const tell = (next: ChannelState, code: number): void => {
    if (state !== next) emit({ type: 'state', channel, state: next, code });
    state = next;
  };
  /** A channel that is switched off, or full, takes no record, and reading it is no error. */
  const check = (): void => {
    const enabled = api.isEnabled(channel);
    const info = api.logInfo(channel);
    if ('value' in enabled && !enabled.value) tell('disabled', 0);
    else if ('value' in info && info.value.isFull) tell('full', 0);
    else tell('open', 0);
  };
  return {
    get retryAt() {
      return retryAt;
    },
    fail(code, now) {
      const state = stateAt(code);
      const isForPerson = state !== 'failed' || code === errors.invalidQuery;
      backOff = Math.min(LONGEST_BACK_OFF, Math.max(SHORTEST_BACK_OFF, backOff * 2));
      retryAt = now + (isForPerson ? RETRY : backOff);
      tell(state, code);
    },
    isWell(now) {
      backOff = 0;
      if (now - checkedAt < RETRY) return;
      checkedAt = now;
      check();
    },
    isAnew: () => void (checkedAt = -Infinity),
  };
}

function stateAt(code: number): ChannelState {
  if (code === errors.accessDenied) return 'denied';
  return code === errors.channelNotFound ? 'missing' : 'failed';
}
