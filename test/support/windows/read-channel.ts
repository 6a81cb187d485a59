import type { ChannelFrame, ChannelRequest } from '../../../src/windows/channel-frame.ts';
import { createChannelReader, type ChannelReader } from '../../../src/windows/channel-reader.ts';
import { createFakeWindows, type FakeWindows, type NewRecord } from './fake-wevtapi.ts';

/** The channel that is read. */
export const channel = 'Security';
/** So many records of a kind. */
export const records = (count: number, what: NewRecord = {}): NewRecord[] =>
  Array.from({ length: count }, () => what);

/** A channel that is read. */
export interface Read {
  readonly windows: FakeWindows;
  readonly reader: ChannelReader;
  readonly frames: ChannelFrame[];
  /** Reads until nothing is left, so many times, a second apart. */
  readonly go: (seconds?: number) => void;
  /** The log's own ids of all that was given, in order. */
  readonly ids: () => number[];
  readonly cursor: () => string | undefined;
  readonly of: <T extends ChannelFrame['type']>(type: T) => Extract<ChannelFrame, { type: T }>[];
}

/** Reads a channel of a fake of Windows. */
export function readChannel(
  windows = createFakeWindows(channel),
  request: Partial<ChannelRequest> = {},
): Read {
  const frames: ChannelFrame[] = [];
  const reader = createChannelReader(windows.api, { channel, query: '*', ...request }, (frame) =>
    frames.push(frame),
  );
  let now = 0;
  const of: Read['of'] = (type) => frames.filter((frame) => frame.type === type) as never;
  return {
    windows,
    reader,
    frames,
    of,
    go(seconds = 1) {
      for (let i = 0; i < seconds; i++) {
        now += 1000;
        for (let turns = 0; !reader.read(now, 256); turns++) if (turns > 500) throw new Error('never ends');
      }
    },
    ids: () => of('events').flatMap(({ events }) => events.map(logId)),
    cursor: () => of('events').at(-1)?.cursor,
  };
}

const logId = (xml: string): number => Number(/Name='log-id'>(\d+)/.exec(xml)?.[1]);
/** The ids from one to another. */
export const upTo = (to: number, from = 1): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
