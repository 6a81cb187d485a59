import type { ChannelState } from '../input/live-source.ts';

/** A channel to follow. */
export interface ChannelRequest {
  readonly channel: string;
  /** XPath; '*' asks for everything. */
  readonly query: string;
  /** Its records come from other machines, with the ids that they have there: these say nothing of this log. Default: false. */
  readonly ofOthers?: boolean;
  /** Where an earlier run was, as it was given. */
  readonly cursor?: string;
  /** Without a cursor: how far back to begin, in milliseconds. Default: at the oldest record. */
  readonly since?: number;
}

/** What comes of a channel, in the order in which it came. */
export type ChannelFrame =
  | {
      readonly type: 'events';
      readonly channel: string;
      /** Each as XML. */
      readonly events: readonly string[];
      /** With it, another run begins behind these; undefined: Windows would not tell. */
      readonly cursor: string | undefined;
    }
  /** All records that were there were given. */
  | { readonly type: 'drained'; readonly channel: string }
  | { readonly type: 'state'; readonly channel: string; readonly state: ChannelState; readonly code: number }
  /** Records that are gone and were never seen; ids, both ends included. */
  | { readonly type: 'gap'; readonly channel: string; readonly from: number; readonly to: number }
  /** Its ids count anew: it is another log. */
  | { readonly type: 'recreated'; readonly channel: string }
  /** Records that Windows could not give, for an error of this number. */
  | { readonly type: 'skipped'; readonly channel: string; readonly records: number; readonly code: number };

/** So many events may be under way to who takes them; then no more are read until some were taken. */
export const MOST_UNDER_WAY = 8192;

/** Gives frames to somebody who may be slow. */
export interface FrameSink {
  emit(frame: ChannelFrame): void;
  /** So many events may be given now. */
  room(): number;
  /** Ends when there may be room again. */
  whenTaken(): Promise<void>;
}

/** A way to get at channels. */
export interface ChannelFeed {
  start(requests: readonly ChannelRequest[], emit: (frame: ChannelFrame) => void): void;
  /** Says that so many of the events given were taken. */
  taken(events: number): void;
  stop(): void;
}

/** Makes a sink that counts what is under way. */
export function createFrameSink(
  give: (frame: ChannelFrame) => void,
): FrameSink & { taken(events: number): void } {
  let underWay = 0;
  let waiting: (() => void)[] = [];
  return {
    emit(frame) {
      if (frame.type === 'events') underWay += frame.events.length;
      give(frame);
    },
    room: () => Math.max(0, MOST_UNDER_WAY - underWay),
    whenTaken: () => new Promise((resolve) => void waiting.push(resolve)),
    taken(events) {
      underWay = Math.max(0, underWay - events);
      for (const resolve of waiting) resolve();
      waiting = [];
    },
  };
}
